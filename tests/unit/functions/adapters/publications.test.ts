/** Publisher's note, on a DynamoDB in memory: its conditions are what is tested. */
import * as assert from "node:assert/strict";
import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { createPublicationStore } from "../../../../functions/adapters/publications";
import { createRequestStore } from "../../../../functions/adapters/requests";
import type { RequestEvent } from "../../../../functions/domain/request-events";
import type { ApprovalRequest } from "../../../../functions/domain/types";
import { expires, requestOf, token } from "../domain/samples";
import { openRequestsTable } from "../support/local-table";

const action = "orders/production/approve";
const history: RequestEvent[] = (["Requested", "Deciding", "Decided"] as const).map((type, n) => ({
  ...{ id: `r-${n + 1}`, sequence: n + 1, type, time: expires },
}));
const messages = [{ channel: "slack", place: "C0", id: "1.1", shows: "DECIDED" as const }];
const decided = requestOf({ status: "DECIDED", messages, history, version: 7 });

async function opened(...kept: ApprovalRequest[]) {
  const { item, client } = await openRequestsTable();
  const requests = createRequestStore(() => client, "requests");
  for (const request of kept) await requests.create(request);
  return { item, client, requests, store: createPublicationStore(() => client, "requests") };
}

describe("The note of what is on the bus", () => {
  it("is kept beside the request, and changes nothing else of it", async () => {
    const { item, store } = await opened(decided);
    for (const through of [2, 3]) {
      await store.note(decided, { through, after: 0 });
      const { publishedThrough, unsettled, ...rest } = await item();
      assert.deepEqual([publishedThrough, unsettled], [through, "yes"]);
      assert.deepEqual(rest, JSON.parse(JSON.stringify(decided)));
    }
  });

  it("goes no further than the request has events, whatever a record says", async () => {
    const { item, store } = await opened(decided);
    await store.note(decided, { through: 9e15, after: 0 });
    assert.equal((await item()).publishedThrough, 3);
    const open = requestOf({ token: "2f6cb7a0-27b5-4b0b-9a5c-6a31a1d0f7a5" });
    const other = await opened(open);
    await other.store.note(open, { through: 1, after: 0 });
    assert.equal((await other.item()).publishedThrough, undefined);
  });

  it("answers how far it was before, and nothing where nothing is noted", async () => {
    const { store } = await opened(decided);
    assert.equal(await store.note(decided, { through: 2, after: 0 }), 0);
    assert.equal(await store.note(decided, { through: 3, after: 2 }), 2);
    assert.equal(await store.note(decided, { through: 3, after: 0 }), 3);
    assert.equal(await store.note(decided, { through: 2, after: 0 }), undefined);
    const gone = await opened();
    assert.equal(await gone.store.note(decided, { through: 3, after: 0 }), undefined);
  });

  it("never goes back", async () => {
    const { item, store } = await opened({ ...decided, publishedThrough: 3 });
    await store.note(decided, { through: 2, after: 0 });
    assert.equal((await item()).publishedThrough, 3);
  });

  it("passes over nothing that is not noted", async () => {
    const { item, store } = await opened(decided);
    await store.note(decided, { through: 3, after: 2 });
    assert.equal((await item()).publishedThrough, undefined);
    await store.note(decided, { through: 1, after: 0 });
    await store.note(decided, { through: 3, after: 2 });
    assert.equal((await item()).publishedThrough, 1);
    await store.note(decided, { through: 3, after: 1 });
    assert.equal((await item()).publishedThrough, 3);
  });

  it("makes no item of a request that has expired", async () => {
    const { item, store } = await opened();
    await store.note(decided, { through: 3, after: 0 });
    assert.equal(await item(), undefined);
  });

  it("throws what is no condition", async () => {
    const { client } = await opened();
    const store = createPublicationStore(() => client, "others");
    await assert.rejects(store.note(decided, { through: 3, after: 0 }), /not found/);
  });
});

describe("What has not come to its end", () => {
  it("is read from the table by its mark, without what is no request", async () => {
    const other = requestOf({ token: "2f6cb7a0-27b5-4b0b-9a5c-6a31a1d0f7a5", history });
    const { store, client } = await opened({ ...decided, publishedThrough: 3 }, other);
    const poison = { action, token: "poison", unsettled: "yes" };
    await client.send(new PutItemCommand({ TableName: "requests", Item: marshall(poison) }));
    const found = await store.unfinished(action);
    assert.deepEqual(
      found.map((one) => one.token),
      [other.token],
    );
    assert.notEqual(other.token, token);
    assert.deepEqual(await store.unfinished("orders/production/other"), []);
  });
});
