import * as assert from "node:assert/strict";
import { policy, removeFolders, types } from "../account/support/new-account";
import { reading } from "./reading";

const minute = 60_000;

describe("An event source mapping of a table's stream", () => {
  after(removeFolders);

  it("hands the records over in order, those from before too", async () => {
    const { map, put, runs, functions } = await reading();
    await put(["a"], ["b"]);
    const { state } = await map();
    assert.equal(state.state, "Enabled");
    await functions.idle();
    await put(["c"]);
    assert.deepEqual(runs(), ["ab", "c"]);
    assert.equal(functions.invocations()[0].kind, "stream");
  });

  it("begins with the next record where it starts at LATEST", async () => {
    const { map, put, runs } = await reading({ startingPosition: "LATEST" });
    await put(["a"]);
    await map();
    await put(["b"]);
    assert.deepEqual(runs(), ["b"]);
  });

  it("gives a batch no more records than its size", async () => {
    const { map, put, runs, functions } = await reading({ batchSize: 2 });
    await put(["a"], ["b"], ["c"]);
    await map();
    await functions.idle();
    assert.deepEqual(runs(), ["ab", "c"]);
  });

  it("tries again from the record that was reported, with those behind it", async () => {
    const { map, put, runs, pass, dead, functions } = await reading({ maximumRetryAttempts: 2 });
    await put(["a"], ["b", "report"], ["c"]);
    await map();
    await functions.idle();
    await pass(5 * minute);
    assert.deepEqual(runs(), ["abc", "bc", "bc"]);
    assert.equal(dead()[0].DDBStreamBatchInfo.batchSize, 2);
  });

  it("gives up a record after its retries, says where it is, and goes on", async () => {
    const { map, put, runs, pass, dead, table, functions } = await reading({
      ...{ maximumRetryAttempts: 2, batchSize: 1 },
    });
    await put(["a"], ["b", "report"], ["c"]);
    await map();
    await functions.idle();
    await pass(5 * minute);
    assert.deepEqual(runs(), ["a", "b", "b", "b", "c"]);
    const [record, ...others] = dead();
    assert.deepEqual(others, []);
    assert.equal(record.requestContext.condition, "RetryAttemptsExhausted");
    assert.equal(record.requestContext.approximateInvokeCount, 3);
    assert.equal(record.DDBStreamBatchInfo.streamArn, table.state.streamArn);
    assert.equal(record.DDBStreamBatchInfo.batchSize, 1);
    assert.doesNotMatch(JSON.stringify(record), /report/);
  });

  it("halves a batch that throws until the record that does it is alone", async () => {
    const { map, put, runs, pass, dead, functions } = await reading({
      ...{ maximumRetryAttempts: 1, bisectBatchOnFunctionError: true },
    });
    await put(["a"], ["b"], ["c", "throw"], ["d"]);
    await map();
    await functions.idle();
    await pass(10 * minute);
    assert.deepEqual(runs(), ["abcd", "ab", "cd", "c", "c", "d"]);
    assert.equal(dead().length, 1);
    assert.equal(dead()[0].DDBStreamBatchInfo.batchSize, 1);
  });

  it("gives up a whole batch where it may not be halved", async () => {
    const { map, put, runs, pass, dead, functions } = await reading({ maximumRetryAttempts: 1 });
    await put(["a"], ["b", "throw"], ["c"]);
    await map();
    await functions.idle();
    await pass(5 * minute);
    assert.deepEqual(runs(), ["abc", "abc"]);
    assert.equal(dead()[0].DDBStreamBatchInfo.batchSize, 3);
  });

  it("takes an answer that it cannot read for the failure of all", async () => {
    const { map, put, runs, pass, functions } = await reading({ maximumRetryAttempts: 1 });
    await put(["a", "nonsense"], ["b"]);
    await map();
    await functions.idle();
    await pass(5 * minute);
    assert.deepEqual(runs(), ["ab", "ab"]);
  });

  it("does not read the answer where failures are not to be reported", async () => {
    const { map, put, runs, pass, functions } = await reading({ functionResponseTypes: [] });
    await put(["a", "report"]);
    await map();
    await functions.idle();
    await pass(5 * minute);
    assert.deepEqual(runs(), ["a"]);
  });

  it("gives up what is older than it may be", async () => {
    const { map, put, pass, dead, runs, functions } = await reading({
      maximumRecordAgeInSeconds: 60,
    });
    await put(["a", "throw"]);
    await map();
    await functions.idle();
    await pass(5 * minute);
    assert.equal(dead()[0].requestContext.condition, "RecordAgeExceeded");
    const tried = runs().length;
    await put(["b"]);
    assert.deepEqual(runs().slice(tried), ["b"]);
  });

  it("says what is lost where nobody is told of it", async () => {
    const { map, put, pass, warnings, functions } = await reading({
      ...{ maximumRetryAttempts: 0, destinationConfig: undefined },
    });
    await put(["a", "throw"]);
    await map();
    await functions.idle();
    await pass(minute);
    assert.match(warnings.join(), /1 stream records for reader are lost: .*no on-failure/);
  });

  it("reads nothing more once it is disabled or deleted, and goes on where it was", async () => {
    const { map, put, runs, update, remove, inputs, functions } = await reading();
    const made = await map();
    await put(["a"]);
    const off = await update(types.eventSourceMapping, made, { ...inputs, enabled: false });
    await put(["b"]);
    assert.deepEqual(runs(), ["a"]);
    await update(types.eventSourceMapping, off, inputs);
    await functions.idle();
    assert.deepEqual(runs(), ["a", "b"]);
    await remove(types.eventSourceMapping, made);
    await put(["c"]);
    assert.deepEqual(runs(), ["a", "b"]);
  });

  it("waits while the role may not read the stream, and says so", async () => {
    const { map, put, runs, pass, warnings, account } = await reading();
    await map();
    account.directory.putInline(
      { kind: "role", name: "runner" },
      "no",
      policy({ Effect: "Deny", Action: "dynamodb:GetRecords", Resource: "*" }),
    );
    await put(["a"]);
    assert.deepEqual(runs(), []);
    assert.match(warnings[0], /may not dynamodb:GetRecords/);
    account.directory.putInline(
      { kind: "role", name: "runner" },
      "no",
      policy({ Action: "a:B", Resource: "*" }),
    );
    await pass(2 * minute);
    assert.deepEqual(runs(), ["a"]);
  });

  const streamActions = ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"];
  for (const missing of streamActions) {
    it(`is refused where the role may not ${missing}`, async () => {
      const Action = streamActions.filter((name) => name !== missing).map((n) => `dynamodb:${n}`);
      const document = policy({ Action: [...Action, "sqs:SendMessage"], Resource: "*" });
      const { map, functions } = await reading({}, document);
      await assert.rejects(map(), {
        code: "InvalidParameterValueException",
        message: new RegExp(`Cannot access stream .*${missing}`),
      });
      assert.deepEqual(functions.eventSourceIds(), []);
    });
  }

  for (const [what, wrong] of [
    ["a batch size of 0", { batchSize: 0 }],
    ["a batch size of 10001", { batchSize: 10_001 }],
    ["more retries than there are", { maximumRetryAttempts: 10_001 }],
    ["a record age below a minute", { maximumRecordAgeInSeconds: 59 }],
    ["another starting position", { startingPosition: "AT_TIMESTAMP" }],
    ["another response type", { functionResponseTypes: ["Everything"] }],
    ["a function that is not there", { functionName: "other" }],
    ["a stream that is not there", { eventSourceArn: "arn:aws:dynamodb:e:1:table/x/stream/y" }],
  ] as const) {
    it(`is refused with ${what}`, async () => {
      const { map } = await reading(wrong);
      await assert.rejects(map(), /.+/);
    });
  }

  it("is only recorded for a source that is no stream, or with what has no effect here", async () => {
    const { create, inputs, account } = await reading();
    await create(
      types.eventSourceMapping,
      { ...inputs, eventSourceArn: "arn:aws:sqs:eu-west-1:111122223333:q" },
      "queue",
    );
    await create(types.eventSourceMapping, { ...inputs, parallelizationFactor: 2 }, "parallel");
    assert.deepEqual(
      account.recordedOnly.map(({ name }) => name),
      ["queue", "parallel"],
    );
  });
});
