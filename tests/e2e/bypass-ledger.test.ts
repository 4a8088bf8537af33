/** A bypass becomes an event, a message and an entry of the ledger, each once, and an auditor's check accepts the ledger. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { administrator, deadLetters, mails, onBus } from "../support/e2e-bypass";
import {
  ledgerEntries,
  ledgerFiles,
  ledgerFolder,
  ledgerOutputs,
  verify,
} from "../support/e2e-ledger";
import { gate, openSlack, type SlackAws } from "../support/e2e-slack";

describe("a hub with bypassAlerts and audit", function () {
  this.timeout(300_000);
  let local: SlackAws;

  before(async () => {
    const hub = { bypassAlerts: true };
    const config = { alarmEmail: "oncall@example.com", audit: {}, hub, trail: true };
    const byIam = ["allowed", "forced"].map((name) => ({ name, inHub: true, approvers: ["ann"] }));
    const pipelines = [gate("clicked"), ...byIam];
    local = await openSlack(pipelines, { config });
    await local.decide("ann", await local.request("allowed"), "Approved", "Tested.");
    await local.decide(administrator, await local.request("forced"), "Approved", "Now.");
  });

  after(() => local.close());

  const bypasses = (): any[] =>
    ledgerEntries(local).filter(({ event }) => event.type === "Bypassed");
  const isOnce = (): void => {
    assert.equal(onBus(local, "forced").length, 1);
    assert.deepEqual(mails(local, "forced"), ["Approval decided outside its gate: forced"]);
    assert.equal(bypasses().length, 1);
  };

  it("reports a decision by somebody whom the gate does not name, within seconds", () => {
    isOnce();
    const [{ event, bypass }] = bypasses();
    const [{ id, time, actor, kind, operation, gates, pipelineExecutionId }] = onBus(
      local,
      "forced",
    );
    assert.deepEqual(event, {
      id,
      time,
      type: "Bypassed",
      actor,
      reason: "Now.",
      meaning: "override",
    });
    assert.match(actor.id, /administrator/);
    assert.deepEqual(
      [bypass.kind, bypass.operation, bypass.gates, bypass.pipelineExecutionId],
      [kind, operation, gates, pipelineExecutionId],
    );
    assert.deepEqual([kind, gates], ["DecidedOutside", ["forced/Approve/Decide"]]);
  });

  it("has it beside the request's own decision, which the ledger tells as it was", () => {
    const decided = ledgerEntries(local)
      .filter(({ event, request }) => event.type === "Decided" && request.pipelineName === "forced")
      .map(({ event }) => [event.meaning, event.reason]);
    assert.deepEqual(decided, [["approve", "Now."]]);
  });

  it("reports it no second time: CloudTrail and the hourly look find what is said", async () => {
    for (let minutes = 0; minutes < 130; minutes += 5) await local.minutes(5);
    isOnce();
    assert.deepEqual([onBus(local, "allowed"), mails(local, "allowed")], [[], []]);
    assert.deepEqual(deadLetters(local), []);
  });

  it("verifies, and does not where somebody has named another person", async () => {
    const { ledgerPublicKeySha256 } = ledgerOutputs(local);
    const whole = await verify(ledgerFolder(local), ledgerPublicKeySha256);
    assert.equal(whole.status, 0, whole.said);
    assert.match(whole.said, new RegExp(`^VERIFIED: ${ledgerFiles(local).length} entries `));
    const copy = path.join(local.rehearsal.folder, "changed");
    fs.cpSync(ledgerFolder(local), copy, { recursive: true });
    const sequence = ledgerEntries(local).findIndex(({ event }) => event.type === "Bypassed");
    const file = path.join(copy, "entries", ledgerFiles(local)[sequence]);
    fs.writeFileSync(file, fs.readFileSync(file, "utf8").replaceAll("administrator", "ann"));
    const changed = await verify(copy, ledgerPublicKeySha256);
    assert.equal(changed.status, 1, changed.said);
    assert.match(changed.said, new RegExp(`\\b${sequence + 1}\\b.* was changed`));
  });
});
