/** An attacker's day at the public address, against the deployed bundle. */
import * as assert from "node:assert/strict";
import type { Call } from "../../rehearsal/aws/api/calls";
import {
  channel,
  credentialsSecretArn,
  gate,
  ids,
  openSlack,
  type SlackAws,
} from "../support/e2e-slack";

const names = ["open", "flood", "forged", "rotated", "foreign", "lent"];

describe("the public address", function () {
  this.timeout(240_000);
  let local: SlackAws;
  const calls: Call[] = [];

  before(async () => {
    const others = { slack: { channel, approverUserIds: [ids.carol] } };
    local = await openSlack([...names.map((name) => gate(name)), gate("carols", others)]);
    local.rehearsal.endpoint.on("call", (call) => void calls.push(call));
  });

  after(() => local.close());

  /** What ann's click looks like when Slack sends it. */
  async function click(pipeline: string): Promise<string> {
    await local.slack.click(ids.ann, local.message(pipeline), "approve");
    return local.slack.requests().at(-1)!.body;
  }

  /** What ann's decision looks like when Slack sends it, and what became of it. */
  async function decision(pipeline: string): Promise<string> {
    await local.decideAs("ann", local.message(pipeline), "approve", "As it should be.");
    return local.slack.requests().at(-1)!.body;
  }

  const afterwards = (): string[] =>
    calls
      .filter(({ principal }) => principal?.arn.includes("slack-callback"))
      .map(({ action }) => action);

  function edited(body: string, change: (payload: any) => void): string {
    const payload = JSON.parse(new URLSearchParams(body).get("payload")!);
    change(payload);
    return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  }

  it("answers nobody who does not post", async () => {
    for (const method of ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"]) {
      const { status, body } = await local.post("", [], method);
      assert.deepEqual({ method, status, body }, { method, status: 405, body: "" });
    }
  });

  it("turns away what is not signed before anything is read or called", async () => {
    calls.length = 0;
    const body = edited(await click("open"), () => undefined);
    const before = calls.length;
    const signed = new Map(
      local.slack.sign(body).map(([name, value]) => [name.toLowerCase(), value]),
    );
    const timestamp = signed.get("x-slack-request-timestamp")!;
    const signature = signed.get("x-slack-signature")!;
    const attempts: [string, string][][] = [
      [],
      [["X-Slack-Request-Timestamp", timestamp]],
      [["X-Slack-Signature", signature]],
      ...["", "v0=", signature.slice(0, -1), `${signature}0`, signature.replace("v0", "v1")].map(
        (wrong): [string, string][] => [
          ["X-Slack-Request-Timestamp", timestamp],
          ["X-Slack-Signature", wrong],
        ],
      ),
      ...[
        "NaN",
        "Infinity",
        "-1",
        `${timestamp}.0`,
        ` ${timestamp}`,
        "0x1",
        "1e9",
        "",
        `${Number(timestamp) - 301}`,
        `${Number(timestamp) + 301}`,
      ].map((wrong): [string, string][] => [
        ["X-Slack-Request-Timestamp", wrong],
        ["X-Slack-Signature", signature],
      ]),
      [
        ["X-Slack-Request-Timestamp", timestamp],
        ["X-Slack-Request-Timestamp", timestamp],
        ["X-Slack-Signature", signature],
      ],
    ];
    for (const headers of attempts) {
      const { status, body: answer } = await local.post(body, headers);
      assert.deepEqual({ headers, status, answer }, { headers, status: 401, answer: "" });
    }
    assert.equal(
      calls.length,
      before,
      calls
        .slice(before)
        .map(({ action }) => action)
        .join(),
    );
  });

  it("turns away a signature that belongs to other words, to another time or to nobody", async () => {
    const body = await click("open");
    const other = edited(body, (payload) => (payload.user.id = ids.bob));
    const stale = new Date(local.rehearsal.clock.now().getTime() - 301_000);
    const ahead = new Date(local.rehearsal.clock.now().getTime() + 302_000);
    calls.length = 0;
    for (const headers of [
      local.slack.sign(other),
      local.slack.sign(`${body} `),
      local.slack.sign(body, stale),
      local.slack.sign(body, ahead),
    ]) {
      assert.equal((await local.post(body, headers)).status, 401);
    }
    assert.deepEqual(
      [...new Set(afterwards())].filter((a) => a !== "secretsmanager:GetSecretValue"),
      [],
    );
  });

  it("answers no handshake of Slack's that is not signed", async () => {
    for (const body of ["ssl_check=1&token=x", '{"type":"url_verification","challenge":"abc"}']) {
      const { status, body: answer } = await local.post(body, []);
      assert.deepEqual({ status, answer }, { status: 401, answer: "" });
    }
  });

  it("refuses a body of a megabyte, signed or not", async () => {
    const body = `payload=${"x".repeat(1024 * 1024)}`;
    assert.equal((await local.post(body, local.slack.sign(body))).status, 413);
  });

  it("refuses a signed click that was made for another gate, token or person", async () => {
    const body = await decision("forged");
    const carols = await local.request("carols");
    const decider = local.functionName("decider");
    const runs = () => local.functions.invocations().filter((i) => i.functionName === decider);
    const before = runs().length;
    const changed = edited(body, (payload) => {
      const metadata = JSON.parse(payload.view.private_metadata);
      metadata.a = "carols/Approve/Decide";
      metadata.t = carols.token;
      payload.view.private_metadata = JSON.stringify(metadata);
    });
    const answer = await local.post(changed, local.slack.sign(changed));
    await local.settled();
    assert.match(answer.body, /may not decide/);
    assert.equal(runs().length, before);
    assert.equal((await local.action("carols")).latestExecution?.status, "InProgress");
  });

  it("refuses a person of another workspace, whatever else they say", async () => {
    const body = await click("foreign");
    const changed = edited(body, (payload) => (payload.user.team_id = "T0FOREIGN1"));
    const told = local.told("ann").length;
    const pressed = await local.post(changed, local.slack.sign(changed));
    // Acknowledged, and told in private: no dialog, nothing handed over.
    assert.deepEqual([pressed.status, String(pressed.body)], [200, ""]);
    assert.equal(local.told("ann").length, told + 1);
    assert.match(local.told("ann").at(-1) ?? "nothing", /at home in another workspace/);
    const { token } = await local.request("foreign");
    const decided = edited(await decision("lent"), (payload) => {
      const metadata = JSON.parse(payload.view.private_metadata);
      metadata.a = "foreign/Approve/Decide";
      metadata.t = token;
      payload.view.private_metadata = JSON.stringify(metadata);
      payload.team.id = "T0FOREIGN1";
      payload.user.team_id = "T0FOREIGN1";
    });
    await local.post(decided, local.slack.sign(decided));
    await local.settled();
    assert.equal((await local.action("foreign")).latestExecution?.status, "InProgress");
  });

  it("makes one decision of fifty copies of one signed request", async () => {
    const clicked = await local.slack.click(ids.ann, local.message("flood"), "approve");
    await local.slack.submit(ids.ann, clicked.viewId!, { reason: "Only once, please." });
    const { body } = local.slack.requests().at(-1)!;
    const puts = () => calls.filter(({ action }) => action === "codepipeline:PutApprovalResult");
    const answers = await Promise.all(
      Array.from({ length: 49 }, () => local.post(body, local.slack.sign(body))),
    );
    await local.settled();
    await local.minutes(4);
    // On a machine under load a copy may be turned away for want of time; none is decided twice.
    assert.ok(answers.every(({ status }) => [200, 503].includes(status)));
    assert.ok(answers.some(({ status }) => status === 200));
    const taken = puts().filter(({ error, resource }) => !error && resource.includes(":flood/"));
    assert.equal(taken.length, 1);
    const decided = await local.history("flood", "Decide");
    assert.deepEqual(
      decided.map(({ status }) => status),
      ["Succeeded"],
    );
    assert.equal(local.messages("flood").length, 1);
  });

  it("takes what the new signing secret signs as soon as it is stored, and no more the previous", async () => {
    const body = edited(
      await click("rotated"),
      (payload) => (payload.actions[0].action_id = "open"),
    );
    const old = local.slack.sign(body);
    assert.equal((await local.post(body, old)).status, 200, "before the rotation");
    rotate();
    local.rehearsal.clock.advance(60_000);
    assert.equal((await local.post(body, local.slack.sign(body))).status, 200, "the new secret");
    assert.equal((await local.post(body, old)).status, 401, "the previous secret");
  });

  it("carries out after a rotation what was accepted before it", async () => {
    const { endpoint } = local.rehearsal;
    endpoint.fail({ action: "codepipeline:PutApprovalResult", how: "throttle", times: 1000 });
    await decision("rotated");
    rotate();
    await local.minutes(10);
    endpoint.heal();
    assert.equal(await local.redrive("decider"), 1);
    const [{ status }] = await local.history("rotated", "Decide");
    assert.equal(status, "Succeeded");
  });

  /** What README says: the new secret, and beside it the one before. */
  function rotate(): void {
    local.slack.rotate({ keepPrevious: true });
    const { stores } = local.rehearsal.account;
    stores.secrets.put(credentialsSecretArn, JSON.stringify(local.slack.credentials()));
  }
});
