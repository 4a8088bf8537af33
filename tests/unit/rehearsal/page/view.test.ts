import * as assert from "node:assert/strict";
import { pageView } from "../../../../rehearsal/page/view";
import { FaultBoard } from "../../../../rehearsal/page/faults";
import { record, type Recorded } from "../../../../rehearsal/page/record";
import { secretsOf } from "../../../../rehearsal/screen/secrets";
import type { Rehearsal } from "../../../../rehearsal/session";
import { type Fixture, manifestOf, openFixture, postButtons } from "../slack/support";
import { newRehearsal } from "../terminal/support/rehearsal";
import { until } from "../terminal/support/terminals";
import { visit } from "./support";

describe("pageView", () => {
  let fixture: Fixture;
  let rehearsal: Rehearsal;
  let recorded: Recorded;

  before(async () => {
    fixture = await openFixture();
    const bare = await newRehearsal();
    const outputs = { slackAppManifest: manifestOf() };
    rehearsal = { ...bare, slack: fixture.slack, program: { ...bare.program, outputs } };
    recorded = record(rehearsal, () => undefined);
    await postButtons(fixture.slack);
    await until(() => rehearsal.engine.pending().length === 1);
    await until(() => recorded.inbox().length === 1);
  });
  after(async () => {
    recorded.stop();
    await fixture.slack.close();
    await rehearsal.close();
  });

  const view = () => pageView(rehearsal, recorded, new FaultBoard(rehearsal));

  it("names the rehearsal and its place", () => {
    const { example, endpoint, region, now } = view();
    assert.deepEqual([example, endpoint, region], ["web", rehearsal.url, "eu-west-1"]);
    assert.ok(Math.abs(Date.parse(now) - rehearsal.clock.now().getTime()) < 5000);
  });

  it("lists everybody who can act, each once", () => {
    assert.deepEqual(
      view().people.map(({ key, name, kind, detail }) => [key, name, kind, detail].join("; ")),
      [
        "iam:qa-engineer; qa-engineer; iam; group qa-engineers",
        "iam:manager; manager; iam; group managers",
        "iam:outsider; outsider; iam; in no group",
        "iam:administrator; administrator; iam; may do anything",
        "slack:U0ANN; ann; slack; in Slack",
        "slack:U0BOB; bob; slack; in Slack",
      ],
    );
    const mfaKeys = view().people.flatMap(({ kind, mfaKey }) => (kind === "iam" ? [mfaKey] : []));
    const names = ["qa-engineer", "manager", "outsider", "administrator"];
    assert.deepEqual(
      mfaKeys,
      names.map((name) => `iam:${name}-mfa`),
    );
    const powerful = view().people.filter(({ isPowerful }) => isPowerful);
    assert.deepEqual(
      powerful.map(({ name }) => name),
      ["administrator"],
    );
  });

  it("shows a pending approval with everybody's right and why", () => {
    const [approval] = view().approvals;
    const [request] = rehearsal.engine.pending();
    const { rights, command, ...card } = approval;
    assert.deepEqual(card, {
      token: request.token,
      pipelineName: "web",
      executionId: request.pipelineExecutionId,
      stageName: "Check",
      actionName: "qa",
      customData: "Release it?\nSecond line.",
      externalEntityLink: "https://example.com/changes",
      requestedAt: request.requestedAt.toISOString(),
      expires: request.expires.toISOString(),
    });
    const may = rights.filter(({ allowed }) => allowed).map(({ person }) => person);
    assert.deepEqual(may, ["iam:qa-engineer", "iam:administrator"]);
    assert.ok(rights.every(({ reason }) => /^(Allowed|Denied): .*\.$/.test(reason)));
    assert.match(command, /^AWS_SHARED_CREDENTIALS_FILE=\S+ aws --profile PROFILE .*"Approved"/);
  });

  it("shows the pipeline, its e-mail, its channel, its switches and what happened", () => {
    const { pipelines, inbox, channels, faults, activity } = view();
    const [{ name, mode, stages, executions }] = pipelines;
    assert.deepEqual([name, mode, executions.length], ["web", "SUPERSEDED", 1]);
    assert.deepEqual(
      stages.map((stage) => [stage.name, stage.state, stage.groups.length, stage.canRetry]),
      [
        ["Source", "Succeeded", 1, false],
        ["Check", "Waiting", 1, false],
        ["Staging", "NotRun", 1, false],
        ["Release", "NotRun", 2, false],
      ],
    );
    const [[waiting]] = stages[1].groups;
    assert.deepEqual([waiting.isApproval, waiting.state], [true, "Waiting"]);
    assert.equal(waiting.expires, view().approvals[0].expires);
    assert.equal(inbox[0].to, "qa@example.com");
    assert.match(inbox[0].subject, /^APPROVAL NEEDED: /);
    assert.equal(channels[0].messages[0].author, "Approvals");
    assert.equal(faults[0].id, "slack");
    assert.ok(activity.some((line) => /email qa@example\.com → mailbox\//.test(line)));
  });

  it("holds no secret of anybody", () => {
    const json = JSON.stringify(view());
    const secrets = secretsOf(rehearsal);
    // Eight ways in of four people, half of them with a session token; a bot token and a secret.
    assert.equal(secrets.length, 8 * 2 + 4 + 2);
    for (const secret of secrets) assert.ok(!json.includes(secret), secret);
  });

  it("lets no secret out that got into it all the same", async () => {
    const keys = rehearsal.account.directory.accessKeys();
    const { botToken, signingSecret } = fixture.slack.credentials();
    const [{ secretAccessKey, accessKeyId }] = keys;
    const { sessionToken } = keys.find((key) => key.sessionToken !== undefined)!;
    fixture.slack.rotate();
    const leaks = [botToken, signingSecret, secretAccessKey, accessKeyId, sessionToken!];
    const at = await visit(rehearsal);
    const line = `printenv: ${leaks.join(" ")} end`;
    const log = { pipelineName: "web", stageName: "Staging", actionName: "smoke", line };
    rehearsal.engine.emit("log", log);
    const { text } = await at.send({
      path: "/view",
      headers: { "x-rehearsal-token": at.token },
    });
    assert.match(text, /printenv: \*\*\* \*\*\* \*\*\* \*\*\* \*\*\* end/);
    for (const secret of leaks) assert.ok(!text.includes(secret));
    await at.page.close();
  });
});
