/** What the hub has kept of what bypassed its gates, in the local AWS. */
import * as assert from "node:assert/strict";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { createBypassStore } from "../../../../functions/adapters/bypasses";
import { MalformedError } from "../../../../functions/domain/errors";
import type { Equipment } from "../../rehearsal/aws/api/equipped";
import { startLedger } from "../support/local-ledger";

describe("The table of bypasses", () => {
  let local: Equipment;
  before(async () => {
    local = await startLedger();
  });
  after(() => local.stop());

  it("has each event under its id", async () => {
    const client = new DynamoDBClient({ maxAttempts: 1 });
    const store = createBypassStore(() => client, "bypasses");
    for (const [id, text] of Object.entries({ whole: '{"id":"whole"}', poison: "{" })) {
      const Item = { id: { S: id }, event: { S: text } };
      await local.stores.tables.call("PutItem", { TableName: "bypasses", Item });
    }
    await local.stores.tables.call("PutItem", {
      TableName: "bypasses",
      Item: { id: { S: "bare" } },
    });
    assert.deepEqual(await store.event("whole"), { id: "whole" });
    assert.equal(await store.event("none"), undefined);
    assert.equal(await store.event("bare"), undefined);
    await assert.rejects(store.event("poison"), MalformedError);
    client.destroy();
  });
});
