import * as assert from "node:assert/strict";
import { alarmOf, start, topicArn, waiting, watch } from "./support";

describe("An alarm", () => {
  let test: ReturnType<typeof watch>;
  beforeEach(() => (test = watch()));
  afterEach(() => {
    test.alarms.close();
    test.clock.stop();
  });

  it("begins without data, rings once when the minute ends, and is told of its end", async () => {
    const { alarms, measure, pass, published, state, clock } = test;
    alarms.put(alarmOf({ actions: { OK: [topicArn], ALARM: [topicArn], INSUFFICIENT_DATA: [] } }));
    assert.deepEqual(alarms.find("stuck")!.state, {
      value: "INSUFFICIENT_DATA",
      reason: "Unchecked: Initial alarm creation",
      since: new Date(start),
    });
    measure(3);
    await pass(0.4);
    assert.equal(state(), "INSUFFICIENT_DATA");
    await pass(0.2);
    assert.equal(state(), "ALARM");
    assert.deepEqual(alarms.find("stuck")!.state.since, clock.now());
    for (const _ of [1, 2]) {
      measure(3);
      await pass(1);
    }
    measure(0);
    await pass(1);
    assert.equal(state(), "OK");
    assert.deepEqual(
      published.map(({ subject }) => subject),
      ['ALARM: "stuck" in EU (Ireland)', 'OK: "stuck" in EU (Ireland)'],
    );
    assert.deepEqual(
      alarms.changes().map(({ previous, alarm }) => [previous.value, alarm.state.value]),
      [
        ["INSUFFICIENT_DATA", "ALARM"],
        ["ALARM", "OK"],
      ],
    );
  });

  it("puts an event on the bus, which has the state before it", async () => {
    const { alarms, measure, pass, events } = test;
    alarms.put(alarmOf());
    measure(3);
    await pass(1);
    const [{ detail, ...event }] = events;
    assert.deepEqual(event, {
      ...{ version: "0", id: "event-1", account: "111122223333", region: "eu-west-1" },
      ...{ "detail-type": "CloudWatch Alarm State Change", source: "aws.cloudwatch" },
      time: "2026-11-23T08:01:30Z",
      resources: ["arn:aws:cloudwatch:eu-west-1:111122223333:alarm:stuck"],
    });
    const { state, previousState, configuration, alarmName } = detail as any;
    assert.deepEqual(
      [alarmName, state.value, previousState.value, state.timestamp],
      ["stuck", "ALARM", "INSUFFICIENT_DATA", "2026-11-23T08:01:30.000+0000"],
    );
    assert.deepEqual(configuration.metrics[0].metricStat.metric.dimensions, { Hub: "releases" });
  });

  it("tells nobody where its actions are not enabled, and is in alarm all the same", async () => {
    const { alarms, measure, pass, published, events, state } = test;
    alarms.put(alarmOf({ actionsEnabled: false }));
    measure(3);
    await pass(1);
    assert.deepEqual([state(), published.length, events.length], ["ALARM", 0, 1]);
  });

  it("is looked at once where a clock that is moved far stops, when functions are done", async () => {
    const { alarms, measure, pass, state, after } = test;
    alarms.put(
      alarmOf({ comparison: "LessThanThreshold", threshold: 1, treatMissingData: "breaching" }),
    );
    // What became due on the way measures only now.
    after(
      new Promise((resolve) => {
        setImmediate(() => {
          measure(1);
          resolve();
        });
      }),
    );
    await pass(7 * 24 * 60);
    assert.equal(state(), "OK");
    assert.equal(alarms.changes().length, 1);
  });

  it("rings without data where that is taken for a breach", async () => {
    const { alarms, pass, state, published } = test;
    alarms.put(
      alarmOf({ comparison: "LessThanThreshold", threshold: 1, treatMissingData: "breaching" }),
    );
    await pass(1);
    assert.equal(state(), "ALARM");
    assert.match(published[0].message, /no datapoints were received for 1 period/);
  });

  it("can be asked for before the minute ends", async () => {
    const { alarms, measure, state } = test;
    alarms.put(alarmOf());
    measure(3);
    await alarms.evaluate();
    assert.equal(state(), "ALARM");
  });

  it("keeps its state when it is put anew, and has none when it is gone", async () => {
    const { alarms, measure, pass, state, published } = test;
    alarms.put(alarmOf());
    measure(3);
    await pass(1);
    alarms.put(alarmOf({ description: "other" }));
    assert.equal(state(), "ALARM");
    alarms.delete("stuck");
    measure(0);
    await pass(1);
    assert.equal(alarms.find("stuck"), undefined);
    assert.equal(published.length, 1);
  });

  it("says what it could not tell, and goes on", async () => {
    const { alarms, measure, pass, lost, state, refusing } = test;
    refusing();
    const ec2 = "arn:aws:automate:eu-west-1:ec2:stop";
    alarms.put(alarmOf({ actions: { OK: [], ALARM: [topicArn, ec2], INSUFFICIENT_DATA: [] } }));
    measure(3);
    await pass(1);
    assert.equal(state(), "ALARM");
    assert.deepEqual(lost, [
      `The alarm stuck could not tell ${topicArn} of ALARM: not allowed`,
      `The alarm stuck could not tell ${ec2} of ALARM: Nothing here carries out actions of automate.`,
    ]);
  });

  it("invokes a function as CloudWatch does", async () => {
    const { alarms, measure, pass, invoked } = test;
    const name = "arn:aws:lambda:eu-west-1:111122223333:function:mend";
    alarms.put(alarmOf({ actions: { OK: [], ALARM: [name], INSUFFICIENT_DATA: [] } }));
    measure(3);
    await pass(1);
    const [{ name: called, event }] = invoked as any;
    assert.equal(called, name);
    assert.deepEqual(
      [event.source, event.alarmArn, event.accountId, event.alarmData.state.value],
      ["aws.cloudwatch", alarmOf().arn, "111122223333", "ALARM"],
    );
  });

  it("watches an expression", async () => {
    const { alarms, metrics, pass, state } = test;
    const rejected = { ...waiting, name: "Rejected" };
    alarms.put(
      alarmOf({
        isSimple: false,
        threshold: 50,
        queries: [
          { id: "rate", expression: "IF(a+r>=2, 100*r/(a+r))", returns: true },
          { id: "a", metric: waiting, returns: false },
          { id: "r", metric: rejected, returns: false },
        ],
      }),
    );
    for (const metric of [waiting, rejected]) metrics.put(metric, { at: start, value: 1 });
    metrics.put(rejected, { at: start, value: 2 });
    await pass(1);
    assert.equal(state(), "ALARM");
    const [{ alarm }] = test.alarms.changes();
    assert.match(alarm.state.reason, /\[75\.0 \(23\/11\/26 08:00:00\)\] was greater than/);
  });

  it("does not judge a percentile of few values where it ignores them", async () => {
    const { alarms, measure, pass, state } = test;
    const metric = { ...waiting, stat: "p90" };
    const queries = [{ id: "m1", metric, returns: true }];
    alarms.put(alarmOf({ queries, evaluatesFewSamples: false }));
    for (let count = 0; count < 99; count += 1) measure(3);
    await pass(1);
    assert.equal(state(), "INSUFFICIENT_DATA");
    for (let count = 0; count < 100; count += 1) measure(3);
    await pass(1);
    assert.equal(state(), "ALARM");
  });

  it("keeps nobody from ending", async () => {
    const { alarms, clock } = test;
    alarms.put(alarmOf());
    assert.equal(clock.advanceToNext(), false);
  });
});
