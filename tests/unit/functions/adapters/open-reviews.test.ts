/** Uses of a break-glass role that nobody has reviewed, in the local AWS with the rights of the function. */
import * as assert from "node:assert/strict";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { createBypassTable } from "../../../../functions/adapters/bypass-table";
import { createOpenReviews } from "../../../../functions/adapters/open-reviews";
import { reviewEvent } from "../../../../functions/domain/bypass/review-event";
import { ann, use } from "../bypass/uses";
import { later, now } from "../domain/samples";
import { FakeAws } from "../support/fakes-aws";
import { type LocalReviews, startReviews } from "../support/local-reviews";

const seconds = now.getTime() / 1000;

describe("The open reviews", () => {
  let local: LocalReviews;
  beforeEach(async () => {
    local = await startReviews();
  });
  afterEach(() => local.stop());
  const open = () => createOpenReviews(() => local.client, "bypasses", 400);
  const table = () => createBypassTable(() => local.client, "bypasses", 400);

  it("are each there once, until it is closed", async () => {
    assert.deepEqual(await open().all(), []);
    await table().claim(use, now);
    for (const id of [use.id, "two", use.id]) await open().open(id);
    assert.deepEqual([...(await open().all())].sort(), [use.id, "two"].sort());
    await open().close(use.id, now);
    await open().close(use.id, now);
    assert.deepEqual(await open().all(), ["two"]);
  });

  it("are one run's for as long as a run may take, with what is known and was told", async () => {
    await table().claim(use, now);
    await table().note(use.id, "bus");
    const expected = { kind: "open", event: use, told: ["bus"] };
    assert.deepEqual(await open().hold(use.id, now), expected);
    assert.deepEqual(await open().hold(use.id, later(45)), { kind: "held" });
    assert.deepEqual(await open().hold(use.id, later(46)), expected);
  });

  it("are held by another lease than that by which a bypass is said", async () => {
    await open().hold(use.id, now);
    assert.equal((await table().claim(use, now)).kind, "claimed");
    assert.equal((await open().hold(use.id, now)).kind, "open");
    assert.equal((await table().claim(use, later(1))).kind, "held");
    await table().finish(use.id);
    assert.equal((await open().hold(use.id, later(46))).kind, "open");
  });

  it("do not expire before they are closed, and then as everything else", async () => {
    await table().claim(use, now);
    const expires = async () => (await local.item("bypasses", use.id)).ttl?.N;
    assert.equal(await expires(), `${seconds + 400 * 86_400}`);
    await open().hold(use.id, now);
    assert.equal(await expires(), undefined);
    await open().close(use.id, later(100));
    assert.equal(await expires(), `${seconds + 100 + 400 * 86_400}`);
  });

  it("have nothing of what the table does not know", async () => {
    assert.deepEqual(await open().hold("none", now), { kind: "gone" });
    assert.equal(await local.item("bypasses", "none"), undefined);
    await table().note("bare", "bus");
    assert.deepEqual(await open().hold("bare", now), { kind: "gone" });
    await local.put("bypasses", { id: { S: "poison" }, event: { S: "{" } });
    await assert.rejects(open().hold("poison", now), { name: "MalformedError" });
  });

  it("stay open where what is to expire is not there", async () => {
    await open().open("none");
    await assert.rejects(open().close("none", now), { name: "ConditionalCheckFailedException" });
    assert.deepEqual(await open().all(), ["none"]);
    assert.equal(await local.item("bypasses", "none"), undefined);
  });

  it("end with a review, which is kept as a bypass is and read again as the same", async () => {
    const review = reviewEvent(use, { actor: ann, reason: "Checkout was down." }, now);
    assert.deepEqual(await table().claim(review, now), {
      ...{ kind: "claimed", event: review, told: [] },
    });
    const other = reviewEvent(use, { actor: ann, reason: "Another." }, later(60));
    const again = await table().claim(other, later(60));
    assert.deepEqual(again, { kind: "claimed", event: review, told: [] });
    await table().finish(review.id);
    assert.deepEqual(await table().claim(other, later(120)), { kind: "told" });
    // Nothing else is kept under the id of a review.
    await local.put("bypasses", { id: { S: "x" }, event: { S: JSON.stringify(use) } });
    await assert.rejects(table().claim({ ...review, id: "x" }, now), { name: "MalformedError" });
  });
});

describe("The open reviews, where DynamoDB fails,", () => {
  const aws = new FakeAws();
  before(() => aws.start());
  beforeEach(() => aws.clear());
  after(() => aws.stop());
  const open = () =>
    createOpenReviews(() => new DynamoDBClient({ maxAttempts: 1 }), "bypasses", 400);

  it("throw what it answers", async () => {
    for (const operation of ["UpdateItem", "GetItem"]) {
      aws.answers.set(operation, [{ status: 400, error: "ThrottlingException" }]);
    }
    for (const call of [
      open().open("one"),
      open().all(),
      open().hold("one", now),
      open().close("one", now),
    ]) {
      await assert.rejects(call, { name: "ThrottlingException" });
    }
    // What is not sure to expire stays open.
    assert.equal(
      aws.of("UpdateItem").filter((sent) => /DELETE/.test(String(sent["UpdateExpression"]))).length,
      0,
    );
  });

  it("are the run's own whose answer was lost", async () => {
    aws.answers.set("UpdateItem", [{ status: 400, error: "ConditionalCheckFailedException" }]);
    const event = { S: JSON.stringify(use) };
    aws.answers.set("GetItem", [{ output: { Item: { event, reviewHolder: { S: "another" } } } }]);
    assert.deepEqual(await open().hold(use.id, now), { kind: "held" });
    const client = new DynamoDBClient({ maxAttempts: 1 });
    client.middlewareStack.add((next) => async (args: any) => {
      const holder = args.input.ExpressionAttributeValues?.[":holder"];
      if (holder !== undefined) {
        aws.answers.set("GetItem", [{ output: { Item: { event, reviewHolder: holder } } }]);
      }
      return next(args);
    });
    const mine = createOpenReviews(() => client, "bypasses", 400);
    assert.deepEqual(await mine.hold(use.id, now), { kind: "open", event: use, told: [] });
    assert.equal(aws.of("GetItem").at(-1)?.["ConsistentRead"], true);
  });
});
