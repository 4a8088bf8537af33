/** The function as it is deployed, in the local AWS, with its rights and no others. */
import * as assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { LedgerEntry } from "../../../../functions/domain/ledger/entry";
import { sequenceOfFile } from "../../../../functions/domain/ledger/entry";
import { verifyLedger } from "../../../../functions/domain/ledger/verify";
import { publishedEvent } from "../../../../functions/domain/published-event";
import type { RequestEvent } from "../../../../functions/domain/request-events";
import { sweepOf } from "../../../../functions/domain/sweep-event";
import { handler } from "../../../../functions/ledger";
import type { Equipment } from "../../rehearsal/aws/api/equipped";
import { ann, gateRecord, expires, requestOf, sessionArn, settings } from "../domain/samples";
import { keyArn, queueArn, startLedger } from "../support/local-ledger";
import { otherToken } from "../support/world-events";
import { onBus } from "./support";

const variables: Readonly<Record<string, string>> = {
  HUB_NAME: "approvals",
  LEDGER_TABLE: "ledger",
  LEDGER_BUCKET: "ledger",
  LEDGER_KEY_ARN: keyArn,
  REQUESTS_TABLE: "requests",
  GATES_TABLE: "gates",
  BYPASSES_TABLE: "bypasses",
  DEAD_LETTER_QUEUE_URL: "https://sqs.eu-west-1.amazonaws.com/111122223333/dead-letters",
  POWERTOOLS_LOG_LEVEL: "SILENT",
};

const history: RequestEvent[] = [
  { id: "r-1", sequence: 1, type: "Requested", time: expires },
  { id: "r-2", sequence: 2, type: "Deciding", time: expires, actor: ann, result: "Approved" },
  { id: "r-3", sequence: 3, type: "Decided", time: expires, actor: ann, result: "Approved" },
];
const request = requestOf({ status: "DECIDED", history, ledgerThrough: 0 });
const bypassed = {
  ...{ id: "b-1", type: "Bypassed", time: expires, operation: "DisableStageTransition" },
  ...{ pipelineName: "orders", gates: [settings.action] },
};

describe("The deployed function of the ledger", () => {
  let local: Equipment;
  const environment: Record<string, string | undefined> = {};

  before(async () => {
    for (const [name, value] of Object.entries(variables)) {
      environment[name] = process.env[name];
      process.env[name] = value;
    }
    local = await startLedger();
  });
  after(async () => {
    await local.stop();
    for (const [name, value] of Object.entries(environment)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });

  const keep = async (TableName: string, item: object) => {
    const Item = marshall(item, { removeUndefinedValues: true });
    await local.stores.tables.call("PutItem", { TableName, Item });
  };
  /** What an auditor finds in the bucket. */
  function verified(): readonly LedgerEntry[] {
    const folder = path.join(local.buckets.folder("ledger"), "entries");
    const files = readdirSync(folder).map((file) => ({
      ...{ file, claimed: sequenceOfFile(file) },
      text: readFileSync(path.join(folder, file), "utf8"),
    }));
    const { publicKey } = local.stores.keys.find(keyArn)!.pair!;
    const { findings, entries } = verifyLedger(files, { keys: [publicKey] });
    assert.deepEqual(findings, []);
    return entries;
  }

  it("takes the events of requests from the bus and from sweep, and what bypassed a gate", async () => {
    await keep("gates", gateRecord);
    await keep("requests", { ...request, unsettled: "yes" });
    await handler(onBus(publishedEvent(request, history[0])));
    await handler(onBus(publishedEvent(request, history[2])));
    const other = requestOf({ token: otherToken, history: [history[0]], ledgerThrough: 0 });
    await keep("requests", { ...other, unsettled: "yes" });
    await handler(sweepOf([settings.action]));
    await keep("bypasses", { id: bypassed.id, event: JSON.stringify(bypassed) });
    const bypass = { source: "codepipeline-approvals", "detail-type": "Bypassed" };
    await handler({ ...bypass, detail: { id: bypassed.id } });
    const entries = verified();
    assert.deepEqual(
      entries.map(({ event }) => event.meaning),
      ["request", "decide", "approve", "request", "override"],
    );
    assert.equal(entries[2].event.actor?.arn, sessionArn("U0ANN-Ann"));
    assert.ok(entries.every(({ hub }) => hub === "approvals"));
    const items = await local.stores.tables.items("requests");
    assert.deepEqual(items.map(({ ledgerThrough }) => ledgerThrough).sort(), [1, 3]);
    assert.deepEqual(
      local.audit.filter(({ allowed }) => !allowed),
      [],
    );
  });

  it("keeps what no other try mends in its dead letter queue", async () => {
    await handler({ source: "codepipeline-approvals", "detail-type": "Paused", detail: {} });
    const sent = local.audit.filter(({ action }) => action === "sqs:SendMessage");
    assert.deepEqual(
      sent.map(({ allowed, resource }) => [allowed, resource]),
      [[true, queueArn]],
    );
  });
});
