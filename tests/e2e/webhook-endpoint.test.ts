/** An attacker's day at the public address of a webhook connector, and at the decider, against the deployed bundles. */
import * as assert from "node:assert/strict";
import { longestBody } from "../../functions/channels/webhook/receiver/request";
import type { Call } from "../../rehearsal/aws/api/calls";
import { decisionsOf, type LocalAws } from "../support/e2e";
import {
  invokeDecider,
  newSecret,
  openWebhooks,
  OwnSystem,
  unsigned,
} from "../support/e2e-webhook";

describe("the public address of a webhook", function () {
  this.timeout(240_000);
  let local: LocalAws;
  let releases: OwnSystem;
  let audits: OwnSystem;
  const calls: Call[] = [];

  before(async () => {
    const ours = ["allowed", "open", "once", "against", "ended", "rotated"];
    local = await openWebhooks({
      ...Object.fromEntries(ours.map((name) => [name, { releases: ["carla"] }])),
      theirs: { audits: ["carla"] },
    });
    local.rehearsal.endpoint.on("call", (call) => void calls.push(call));
    [releases, audits] = ["releases", "audits"].map((name) => new OwnSystem(local, name));
  });

  after(() => local.close());

  /** What the public functions have asked of AWS since then. */
  const asked = (before: number): string[] =>
    calls
      .slice(before)
      .filter(({ principal }) => principal?.arn.includes("receiver"))
      .map(({ action }) => action);

  const decisions = (pipeline: string): Call[] => decisionsOf(calls, pipeline);

  /** Nobody has asked CodePipeline to decide, and people can. */
  async function waits(pipeline: string): Promise<void> {
    await local.settled();
    assert.deepEqual(decisions(pipeline), []);
    assert.equal((await local.action(pipeline)).latestExecution?.status, "InProgress");
  }

  /** What the function that ran last has logged. */
  const lastLines = (): string =>
    local.rehearsal.account.functions.invocations().at(-1)!.logs.join("\n");

  it("lets somebody of the list decide, in their name", async () => {
    const { status, body } = await releases.post(await releases.decision("allowed"));
    assert.deepEqual({ status, body }, { status: 202, body: "" });
    await local.settled();
    const [decided] = await local.history("allowed", "Decide");
    assert.equal(decided.status, "Succeeded");
    assert.equal(
      decided.output?.executionResult?.externalExecutionSummary,
      "Approved by Carla (carla) in another system",
    );
    assert.match(decided.updatedBy!, /assumed-role\/allowed-[\w-]+\/webhook-carla-Carla$/);
  });

  it("answers nobody who does not post", async () => {
    const body = await releases.decision("open");
    for (const method of ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"]) {
      const answer = await releases.post(body, { method });
      assert.deepEqual([method, answer.status, answer.body], [method, 405, ""]);
    }
  });

  it("turns away what is not signed before anything is read or called", async () => {
    const body = await releases.decision("open");
    const before = calls.length;
    for (const headers of unsigned(releases.headers(body))) {
      for (const path of ["/", "/decisions?id=1"]) {
        const answer = await releases.post(body, { path }, headers);
        assert.deepEqual([headers, answer.status, answer.body], [headers, 401, ""]);
      }
    }
    assert.deepEqual(asked(before), []);
  });

  it("turns away a signature of other words, of another message, time or secret", async () => {
    const body = await releases.decision("open");
    const foreign = await releases.decision("open", { actor: { id: "mallory" } });
    const [id, timestamp, signature] = releases.headers(body);
    const later: [string, string] = ["webhook-timestamp", String(Number(timestamp[1]) + 1)];
    const before = calls.length;
    for (const headers of [
      releases.headers(foreign),
      releases.headers(`${body} `),
      [["webhook-id", "msg_other"], timestamp, signature],
      [id, later, signature],
      releases.headers(body, { away: -301 }),
      releases.headers(body, { away: 302 }),
      releases.headers(body, { secret: newSecret() }),
      releases.headers(body, { secret: audits.secret }),
    ] as [string, string][][]) {
      const answer = await releases.post(body, {}, headers);
      assert.deepEqual([headers, answer.status, answer.body], [headers, 401, ""]);
    }
    const others = asked(before).filter((action) => action !== "secretsmanager:GetSecretValue");
    assert.deepEqual(others, []);
    await waits("open");
  });

  it("refuses what is longer than a decision can be, signed or not", async () => {
    for (const length of [longestBody + 8, 1024 * 1024]) {
      const body = "x".repeat(length);
      assert.equal((await releases.post(body)).status, 413);
    }
  });

  it("knows no request of another connector, nor one that nobody has made", async () => {
    const theirs = await audits.decision("theirs");
    const unknown = releases.body({ requestId: "0".repeat(32) });
    for (const [system, body] of [
      [releases, theirs],
      [releases, unknown],
      [audits, await releases.decision("open")],
    ] as const) {
      assert.equal((await system.post(body)).status, 404);
    }
    await waits("theirs");
    await waits("open");
  });

  it("says what is wrong with a decision to its own system alone, and hands nothing over", async () => {
    for (const [said, problem] of [
      [{ decision: "maybe" }, /Missing or malformed: data\.decision/],
      [{ actor: { id: "" } }, /Missing or malformed: data\.actor\.id/],
      [{ decision: "rejected" }, /Say why/],
    ] as const) {
      const { status, body } = await releases.post(await releases.decision("open", said));
      assert.equal(status, 400);
      assert.match(body, problem);
    }
    await waits("open");
  });

  it("takes the word of somebody whom the gate does not name, which decides nothing", async () => {
    for (const id of ["mallory", "Carla", "carla "]) {
      const body = await releases.decision("open", { actor: { id, name: "Carla" } });
      assert.equal((await releases.post(body)).status, 202);
      await waits("open");
      assert.match(lastLines(), /not_an_approver/);
    }
  });

  it("is not needed to try the decider itself, which believes what is signed alone", async () => {
    const at = async (pipeline: string) => {
      const { token } = await local.request(pipeline);
      return { action: `${pipeline}/Approve/Decide`, token };
    };
    const handedOver = (system: OwnSystem, body: string, secret = system.secret) => {
      const [[, id], [, timestamp], [, signature]] = system.headers(body, { secret });
      const headers = { id, timestamp, signature };
      return { version: 1, channel: "webhook", connector: system.name, headers, body };
    };
    const open = await releases.decision("open");
    const theirs = await audits.decision("theirs");
    const stale = { ...handedOver(releases, open), ...(await at("open")) };
    stale.headers.timestamp = String(Number(stale.headers.timestamp) - 60);
    for (const event of [
      { ...handedOver(releases, open, newSecret()), ...(await at("open")) },
      { ...handedOver(audits, open), ...(await at("open")) },
      { ...handedOver(audits, open), connector: "releases", ...(await at("open")) },
      { ...handedOver(releases, open), ...(await at("once")) },
      { ...handedOver(releases, theirs), connector: "audits", ...(await at("theirs")) },
      { ...handedOver(audits, theirs), ...(await at("open")) },
      { ...handedOver(releases, open.replace("carla", "dora")), ...(await at("open")) },
      { ...handedOver(releases, open), body: `${open} `, ...(await at("open")) },
      stale,
    ]) {
      await invokeDecider(local, event);
      assert.match(lastLines(), /webhook_refused|did not sign|not_an_approver/);
    }
    await waits("open");
    await waits("theirs");
  });

  it("makes one decision of six copies, under one id or two", async () => {
    const body = await releases.decision("once");
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) => releases.post(body, { id: `msg_copy_${index % 2}` })),
    );
    assert.ok(answers.every(({ status }) => [202, 404, 503].includes(status)));
    assert.ok(answers.some(({ status }) => status === 202));
    await local.settled();
    await local.minutes(3);
    assert.equal(decisions("once").filter(({ error }) => !error).length, 1);
    const decided = await local.history("once", "Decide");
    assert.deepEqual(
      decided.map(({ status }) => status),
      ["Succeeded"],
    );
  });

  it("takes one of two decisions that contradict each other, and no third one", async () => {
    const reason = "Not in the week of the fair.";
    const approved = await releases.decision("against");
    const rejected = await releases.decision("against", { decision: "rejected", reason });
    await Promise.all([releases.post(approved), releases.post(rejected)]);
    await local.settled();
    await local.minutes(3);
    const taken = () => decisions("against").filter(({ error }) => !error);
    assert.equal(taken().length, 1);
    for (const body of [approved, rejected]) {
      assert.equal((await releases.post(body)).status, 404);
    }
    await local.settled();
    assert.equal(taken().length, 1);
  });

  it("decides nothing that has ended elsewhere", async () => {
    const body = await releases.decision("ended");
    await local.decide("ann", await local.request("ended"), "Rejected", "Not this one.");
    const before = decisions("ended").length;
    assert.equal((await releases.post(body)).status, 404);
    await local.settled();
    assert.equal(decisions("ended").length, before);
    const [{ status }] = await local.history("ended", "Decide");
    assert.equal(status, "Failed");
  });

  it("knows a new secret at once and the previous one no more, but for what was accepted before", async () => {
    const { endpoint } = local.rehearsal;
    endpoint.fail({ action: "codepipeline:PutApprovalResult", how: "throttle", times: 1000 });
    const body = await releases.decision("rotated");
    assert.equal((await releases.post(body)).status, 202);
    await local.settled();
    const { secret: previousSecret } = releases;
    const secret = newSecret();
    releases.keep({ secret, previousSecret });
    endpoint.heal();
    await local.minutes(1);
    const [{ status }] = await local.history("rotated", "Decide");
    assert.equal(status, "Succeeded");
    releases.keep({ secret });
    local.rehearsal.clock.advance(60_000);
    const open = await releases.decision("open");
    assert.equal((await releases.post(open)).status, 202);
    assert.equal((await releases.post(open, { secret: previousSecret })).status, 401);
    await local.settled();
    assert.equal((await local.history("open", "Decide"))[0].status, "Succeeded");
  });
});
