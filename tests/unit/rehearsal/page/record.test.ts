import * as assert from "node:assert/strict";
import type { Call } from "../../../../rehearsal/aws/api/types";
import { record, type Recorded } from "../../../../rehearsal/page/record";
import type { Rehearsal } from "../../../../rehearsal/session";
import { openFixture, postButtons } from "../slack/support";
import { delivery } from "../terminal/support/plain";
import { newRehearsal, topicArn } from "../terminal/support/rehearsal";
import { until } from "../terminal/support/terminals";

describe("record", () => {
  let rehearsal: Rehearsal;
  let recorded: Recorded;
  let changes: number;

  beforeEach(async () => {
    rehearsal = await newRehearsal({ start: false });
    changes = 0;
    recorded = record(rehearsal, () => (changes += 1));
  });
  afterEach(() => rehearsal.close());

  const called = (action: string): Call => ({ action, resource: "*", allowed: true });
  const publish = (message: string) =>
    rehearsal.account.topics.publish(
      { topicArn, message },
      { roleArn: "arn:aws:iam::111122223333:role/pipeline" },
    );

  it("keeps the last 500 calls, newest first", () => {
    for (let n = 0; n < 501; n++) rehearsal.endpoint.emit("call", called(`codepipeline:Put${n}`));
    const actions = recorded.trail().map(({ action }) => action);
    assert.deepEqual(
      [actions.length, actions[0], actions[499]],
      [500, "codepipeline:Put500", "codepipeline:Put1"],
    );
    assert.equal(changes, 501);
  });

  it("keeps nothing of a call that only looked", () => {
    rehearsal.endpoint.emit("call", called("codepipeline:GetPipeline"));
    assert.deepEqual([recorded.trail(), changes], [[], 0]);
  });

  it("dates calls by the rehearsal's clock", () => {
    rehearsal.clock.advance(10 * 86_400_000);
    rehearsal.endpoint.emit("call", called("codepipeline:Put"));
    assert.ok(Date.parse(recorded.trail()[0].at) > Date.now() + 9 * 86_400_000);
  });

  it("keeps e-mails, newest first", async () => {
    await publish("First");
    await publish("Second");
    await until(() => recorded.inbox().length === 2);
    assert.deepEqual(
      recorded.inbox().map(({ text }) => text.split("\n")[0]),
      ["Second", "First"],
    );
  });

  it("tells of an e-mail that cannot be read", async () => {
    await publish("Lost");
    await until(() => recorded.inbox().length === 1);
    rehearsal.account.topics.emit("delivery", delivery({ where: "/nowhere/1.eml" }));
    await until(() => recorded.activity().some((line) => /cannot be read: .*ENOENT/.test(line)));
  });

  it("keeps the last hundred lines of activity, oldest first", () => {
    const log = (line: string) => ({ pipelineName: "w", stageName: "S", actionName: "a", line });
    for (let n = 0; n < 101; n++) rehearsal.engine.emit("log", log(`line ${n}`));
    const activity = recorded.activity();
    assert.deepEqual(
      [activity.length, activity[0], activity[99]],
      [100, "  S / a | line 1", "  S / a | line 100"],
    );
  });

  it("hears of what moves in the pipeline and in Slack", async () => {
    rehearsal.engine.emit("changed");
    assert.equal(changes, 1);
    const { slack } = await openFixture();
    const both = record({ ...rehearsal, slack }, () => (changes += 1));
    await postButtons(slack);
    assert.equal(changes, 2);
    both.stop();
    await postButtons(slack);
    assert.equal(changes, 2);
    await slack.close();
  });

  it("listens no more when it is stopped", () => {
    recorded.stop();
    rehearsal.endpoint.emit("call", called("codepipeline:Put"));
    rehearsal.engine.emit("changed");
    const log = { pipelineName: "w", stageName: "S", actionName: "a", line: "x" };
    rehearsal.engine.emit("log", log);
    rehearsal.account.topics.emit("delivery", delivery());
    assert.deepEqual([recorded.trail(), recorded.inbox(), changes], [[], [], 0]);
  });
});
