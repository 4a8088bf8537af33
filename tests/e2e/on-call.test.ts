/** Whoever is on call decides in Slack, through the deployed bundles, the gate's own role and PagerDuty's stand-in. */
import * as assert from "node:assert/strict";
import { assertClosed, channel, gate, ids, openSlack, type SlackAws } from "../support/e2e-slack";
import { onCallKeyArn } from "./fixtures/on-call";

const slack = { channel, approverUserIds: [ids.ann] };
const onCall = (name: string): object => gate(name, { slack, onCall: ["PSCHED1"] });

const pagerDuty = {
  kind: "pagerduty",
  credentialsArn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:pagerduty-AbCdEf",
  readerCredentialsArn: onCallKeyArn,
  people: { "carol@example.com": "Carol", "mallory@example.com": "Mallory" },
  schedules: { PSCHED1: ["carol@example.com"] },
};

describe("people on call", function () {
  this.timeout(300_000);
  let local: SlackAws;

  before(async () => {
    const names = ["called", "listed", "off", "down", "foreign"];
    const emails = { [ids.carol]: "carol@example.com", [ids.mallory]: "mallory@example.com" };
    local = await openSlack([...names.map(onCall), gate("without", { slack })], {
      workspace: { emails },
      systems: [pagerDuty],
    });
  });

  after(() => local.close());

  const status = async (name: string) => (await local.action(name)).latestExecution?.status;
  const toldLast = (person: keyof typeof ids) => local.told(person).at(-1) ?? "nothing";

  /** Who was turned away is asked about again when this has passed. */
  const pause = () => local.rehearsal.clock.advance(15_000);

  async function waits(name: string): Promise<void> {
    assert.equal(await status(name), "InProgress");
    assert.match(local.message(name).text, /^Approval needed/);
  }

  it("approve, and the pipeline's history and the message say why they could", async () => {
    const shown = JSON.stringify(local.message("called").blocks);
    assert.match(shown, /and whoever is on call in PagerDuty \(PSCHED1\)/);
    await local.decideAs("carol", local.message("called"), "approve", "Paged at night.");
    const [decided] = await local.history("called", "Decide");
    const words = `Approved by carol (${ids.carol}, on call in PagerDuty) in Slack`;
    const { externalExecutionSummary } = decided.output!.executionResult!;
    assert.equal(externalExecutionSummary, `${words}: Paged at night.`);
    assert.ok(decided.updatedBy?.endsWith(`/${ids.carol}-carol`), decided.updatedBy);
    assertClosed(local.message("called"), "Approved");
    assert.match(local.told("carol")[0], /PagerDuty is asked whether you are on call/);
  });

  it("are not needed where somebody of the list decides", async () => {
    await local.decideAs("ann", local.message("listed"), "approve");
    assertClosed(local.message("listed"), "Approved");
  });

  it("decide nothing when their time is over, and others who come on call do", async () => {
    const [system] = local.rehearsal.systems!.all;
    await system.act("PSCHED1", "off-call", "carol@example.com");
    await local.decideAs("carol", local.message("off"), "approve");
    await waits("off");
    assert.match(toldLast("carol"), /You may not decide this/);
    await system.act("PSCHED1", "on-call", "mallory@example.com");
    await local.decideAs("mallory", local.message("off"), "reject", "Not at night.");
    assertClosed(local.message("off"), "Rejected");
    await system.act("PSCHED1", "off-call", "mallory@example.com");
    await system.act("PSCHED1", "on-call", "carol@example.com");
  });

  it("decide nothing while PagerDuty is down, and are told so", async () => {
    const [system] = local.rehearsal.systems!.all;
    system.fail("errors");
    pause();
    await local.decideAs("carol", local.message("down"), "approve");
    await waits("down");
    assert.match(toldLast("carol"), /Whether you are on call could not be asked/);
    system.fail(undefined);
    await local.decideAs("carol", local.message("down"), "approve");
    await waits("down");
    pause();
    await local.decideAs("carol", local.message("down"), "approve");
    assertClosed(local.message("down"), "Approved");
  });

  it("are nobody else, and nobody at a gate without schedules", async () => {
    await local.decideAs("mallory", local.message("foreign"), "approve");
    await waits("foreign");
    await local.decideAs("carol", local.message("without"), "approve");
    await waits("without");
  });

  it("have the key read in the gate's role and the connector's name alone", () => {
    const reads = local.calls.filter(({ action }) => action === "ssm:GetParameter");
    const ours = reads.filter(({ resource }) => resource === onCallKeyArn);
    assert.ok(ours.length > 0);
    for (const { principal, allowed } of ours) {
      assert.equal(allowed, true);
      assert.match(JSON.stringify(principal), /pagerduty-pager/);
    }
  });
});
