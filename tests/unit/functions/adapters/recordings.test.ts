/** What the ledger reads and notes of requests, in the local AWS, with the rights of its function. */
import * as assert from "node:assert/strict";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { createRecordingStore } from "../../../../functions/adapters/recordings";
import { MalformedError } from "../../../../functions/domain/errors";
import { type RequestEvent, requestId } from "../../../../functions/domain/request-events";
import type { RecordingStore } from "../../../../functions/domain/ledger/ports";
import type { ApprovalRequest } from "../../../../functions/domain/types";
import type { Equipment } from "../../rehearsal/aws/api/equipped";
import { expires, requestOf } from "../domain/samples";
import { startLedger } from "../support/local-ledger";
import { otherToken, thirdToken } from "../support/world-events";

const history: RequestEvent[] = (["Requested", "Deciding"] as const).map((type, n) => ({
  ...{ id: `r-${n + 1}`, sequence: n + 1, type, time: expires },
}));
const request = requestOf({ history, ledgerThrough: 0 });
const { action } = request;

describe("What the ledger knows of requests", () => {
  let local: Equipment;
  let client: DynamoDBClient;
  let store: RecordingStore;

  beforeEach(async () => {
    local = await startLedger();
    client = new DynamoDBClient({ maxAttempts: 1 });
    store = createRecordingStore(() => client, "requests");
  });
  afterEach(async () => {
    client.destroy();
    await local.stop();
  });

  const keep = async (item: object) => {
    const Item = marshall(item, { removeUndefinedValues: true });
    await local.stores.tables.call("PutItem", { TableName: "requests", Item });
  };
  const items = () => local.stores.tables.items("requests");
  const idOf = (token: string) => requestId({ action, token });

  it("is found by the id that events have of it, whatever else the action has", async () => {
    const other = requestOf({ token: otherToken });
    for (const one of [request, other]) await keep(one);
    await keep({ action, token: "poison" });
    assert.deepEqual(await store.find(action, idOf(otherToken)), other);
    assert.deepEqual((await store.find(action, idOf(request.token)))?.history, history);
    assert.equal(await store.find(action, idOf(thirdToken)), undefined);
    assert.equal(await store.find("orders/production/other", idOf(otherToken)), undefined);
    await assert.rejects(store.find(action, idOf("poison")), MalformedError);
  });

  it("is unrecorded while it stands in the index with an event that is not noted", async () => {
    const tokens = async (...requests: (ApprovalRequest & { unsettled?: string })[]) => {
      for (const one of requests) await keep(one);
      return (await store.unrecorded(action)).map(({ token }) => token);
    };
    assert.deepEqual(await tokens(request), []);
    const unsettled = "yes";
    await keep({ action, token: "poison", unsettled });
    const begunBefore = { ...requestOf({ token: otherToken, history }), unsettled };
    const nothingYet = { ...requestOf({ token: thirdToken, ledgerThrough: 0 }), unsettled };
    assert.deepEqual(await tokens({ ...request, unsettled }, begunBefore, nothingYet), [
      request.token,
      otherToken,
    ]);
    assert.deepEqual(await tokens({ ...request, unsettled, ledgerThrough: 2 }), [otherToken]);
  });

  it("is noted beside the request, goes never back, and changes nothing else", async () => {
    await keep(request);
    for (const [through, noted] of [
      [1, 1],
      [2, 2],
      [1, 2],
      [2, 2],
    ]) {
      await store.noteRecorded(request, through);
      const [{ ledgerThrough, ...rest }] = await items();
      assert.equal(ledgerThrough, noted);
      const { ledgerThrough: _, ...before } = request;
      assert.deepEqual(rest, JSON.parse(JSON.stringify(before)));
    }
    assert.deepEqual(
      local.audit.filter(({ allowed }) => !allowed),
      [],
    );
  });

  it("is noted of a request that began before the hub had a ledger", async () => {
    await keep(requestOf({ history }));
    await store.noteRecorded(request, 2);
    assert.equal((await items())[0].ledgerThrough, 2);
  });

  it("makes no item of a request that has expired", async () => {
    await store.noteRecorded(request, 2);
    assert.deepEqual(await items(), []);
  });

  it("throws what is no condition", async () => {
    const others = createRecordingStore(() => client, "others");
    await assert.rejects(others.noteRecorded(request, 2), { name: "AccessDeniedException" });
  });
});
