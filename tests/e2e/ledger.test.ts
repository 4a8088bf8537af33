/** A hub with `audit`: whatever ends a request is in the bucket, in order and signed, and a change is found. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { KMSClient, SignCommand } from "@aws-sdk/client-kms";
import { DeleteObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { refused } from "../support/e2e";
import {
  ledgerEntries,
  ledgerFiles,
  ledgerFolder,
  ledgerOutputs,
  verify,
} from "../support/e2e-ledger";
import { gate, ids, openSlack, type SlackAws } from "../support/e2e-slack";

const account = "arn:aws:iam::111122223333";

describe("the ledger of a hub", function () {
  this.timeout(300_000);
  let local: SlackAws;

  before(async () => {
    const pipelines = [
      gate("clicked"),
      gate("refused"),
      ...["console", "rejected", "stopped"].map((name) => ({ name, inHub: true })),
      { name: "expired", inHub: true, timeoutInMinutes: 5 },
    ];
    local = await openSlack(pipelines, { config: { audit: {} } });
  });

  after(() => local.close());

  const outputs = () => ledgerOutputs(local);
  const folder = () => ledgerFolder(local);
  const entryFiles = () => ledgerFiles(local);
  const entries = () => ledgerEntries(local);
  /** What is written of a pipeline: the event, what it meant and by whom. */
  const written = (pipeline: string): unknown[] =>
    entries()
      .filter(({ request }) => request?.pipelineName === pipeline)
      .map(({ event: { type, meaning, actor } }) => [type, meaning, actor?.id]);

  it("has an entry of each request, before anybody has decided", () => {
    const requested = entries().map(({ event, request }) => [event.type, request.pipelineName]);
    const names = ["clicked", "console", "expired", "refused", "rejected", "stopped"];
    assert.deepEqual(
      requested.sort(),
      names.map((name) => ["Requested", name]),
    );
  });

  it("has who decided where, why and what it meant, and what ended without anybody", async () => {
    await local.decideAs("ann", local.message("clicked"), "approve", "Load test passed.");
    await local.decideAs("ann", local.message("refused"), "reject", "A test is red.");
    await local.decide("ann", await local.request("console"), "Approved", "Seen.");
    await local.decide("bob", await local.request("rejected"), "Rejected", "Not now.");
    const [{ pipelineExecutionId }] = await local.executions("stopped");
    await local.stop("stopped", pipelineExecutionId!, true);
    await local.minutes(6);
    const requested = ["Requested", "request", undefined];
    assert.deepEqual(written("clicked"), [
      requested,
      ["Deciding", "decide", ids.ann],
      ["Decided", "approve", ids.ann],
    ]);
    assert.deepEqual(written("refused").at(-1), ["Decided", "reject", ids.ann]);
    assert.deepEqual(written("console"), [
      requested,
      ["Decided", "approve", `${account}:user/ann`],
    ]);
    assert.deepEqual(written("rejected").at(-1), ["Decided", "reject", `${account}:user/bob`]);
    assert.deepEqual(written("stopped"), [requested, ["Cancelled", "cancel", undefined]]);
    assert.deepEqual(written("expired"), [requested, ["Expired", "expire", undefined]]);
    const reasons = entries().map(({ event }) => event.reason);
    for (const reason of ["Load test passed.", "A test is red.", "Seen.", "Not now."]) {
      assert.ok(reasons.includes(reason), reason);
    }
    assert.ok(entries().every(({ hub }) => hub === "hub"));
  });

  it("verifies, with the hash that the program puts out and the key that lies in the bucket", async () => {
    const { status, said } = await verify(folder(), outputs().ledgerPublicKeySha256);
    assert.equal(status, 0, said);
    assert.match(said, new RegExp(`^VERIFIED: ${entryFiles().length} entries of hub hub, 1 to `));
  });

  it("does not verify with a byte that is another one: the entry is named", async () => {
    const copy = path.join(local.rehearsal.folder, "changed");
    fs.cpSync(folder(), copy, { recursive: true });
    const file = path.join(copy, "entries", entryFiles()[2]);
    const text = fs.readFileSync(file, "utf8");
    fs.writeFileSync(file, text.replace(/"time":"2/, '"time":"3'));
    const { status, said } = await verify(copy, outputs().ledgerPublicKeySha256);
    assert.equal(status, 1, said);
    assert.match(said, /\b3\b.* was changed/);
  });

  it("is written by the function alone: an administrator neither signs, nor deletes, nor puts an entry", async () => {
    const { endpoint, region, credentials } = local.rehearsal.clientConfigFor("administrator");
    const config = { endpoint, region, credentials, maxAttempts: 1 };
    const [s3, kms] = [new S3Client(config), new KMSClient(config)];
    const Bucket = outputs().ledgerBucketName;
    const Key = `entries/${entryFiles()[0]}`;
    try {
      await refused(s3.send(new DeleteObjectCommand({ Bucket, Key })), "AccessDenied", 403);
      const next = `entries/${String(entryFiles().length + 1).padStart(10, "0")}.json`;
      const put = new PutObjectCommand({ Bucket, Key: next, Body: "{}" });
      await refused(s3.send(put), "AccessDenied", 403);
      const key = local.rehearsal.account.resources.find(({ type }) => type === "aws:kms/key:Key");
      const sign = new SignCommand({
        ...{ KeyId: key!.state.arn, Message: new Uint8Array(32), MessageType: "DIGEST" },
        SigningAlgorithm: "ECDSA_SHA_256",
      });
      await refused(kms.send(sign), "AccessDeniedException");
    } finally {
      s3.destroy();
      kms.destroy();
    }
  });

  it("leaves nothing in a dead letter queue, and no request that still waits for it", async () => {
    const { queues, resources, stores } = local.rehearsal.account;
    const letters = resources.filter(({ type }) => type === "aws:sqs/queue:Queue");
    assert.deepEqual(
      letters.flatMap(({ state }) => queues.messages(state.arn)),
      [],
    );
    const name = stores.tables.names().find((table) => table.includes("requests"))!;
    const items = await stores.tables.items(name);
    assert.deepEqual(
      items.map(({ ledgerThrough, history }: any) => [ledgerThrough, history.at(-1).sequence]),
      items.map(({ history }: any) => [history.at(-1).sequence, history.at(-1).sequence]),
    );
  });
});
