/** The Slack app's credentials are nowhere but in their store; and every right that is granted is used. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { usedRights } from "../../rehearsal/aws/api/used-rights";
import { gate, ids, openSlack, type SlackAws } from "../support/e2e-slack";

const root = path.join(__dirname, "..", "..");
const functions = [
  "notifier",
  "slack-callback",
  "decider",
  "watcher",
  "publisher",
  "sweep",
] as const;

function filesBelow(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

describe("what a day in Slack leaves behind", function () {
  this.timeout(240_000);
  let local: SlackAws;
  let canaries: string[];

  before(async () => {
    const names = ["approve", "reject", "console", "broken", "expires"];
    // In PARALLEL mode the pipeline's state shows no run, so the history is asked.
    const side = gate("side", { timeoutInMinutes: 90, executionMode: "PARALLEL" });
    local = await openSlack([...names.map((name) => gate(name, { timeoutInMinutes: 90 })), side]);
    const { endpoint, clock } = local.rehearsal;
    const { botToken, signingSecret } = local.slack.credentials();
    canaries = [botToken, signingSecret];
    await local.decideAs("ann", local.message("approve"), "approve", "All is well.");
    await local.decideAs("bob", local.message("reject"), "reject", "All is not well.");
    await local.decideAs("mallory", local.message("console"), "approve");
    await local.decide("ann", await local.request("console"), "Approved");
    await local.start("approve");
    // Everything that could quote a secret in an error: Slack and AWS refuse, requests are forged.
    endpoint.fail({ action: "codepipeline:PutApprovalResult", how: "error", times: 1000 });
    local.slack.fail("chat.postEphemeral", "invalid_auth", 1000);
    await local.decideAs("ann", local.message("broken"), "approve", "It will not work.");
    await local.post("payload=%7B%7D", local.slack.sign("payload=%7B%7D"));
    await local.minutes(10);
    local.slack.heal();
    endpoint.heal();
    clock.advance(90 * 60_000);
    await local.settled();
  });

  after(() => local.close());

  const assertClean = (where: string, text: string): void => {
    for (const canary of canaries) assert.ok(!text.includes(canary), `a secret is in ${where}`);
  };

  it("has the credentials in the secret alone", () => {
    assert.equal(canaries.length, 2);
    assert.ok(canaries.every((canary) => canary.length > 16));
  });

  it("has no secret in Pulumi's state and outputs", () => {
    const { account, program } = local.rehearsal;
    assertClean("the state", JSON.stringify(account.resources));
    assertClean("the outputs", JSON.stringify(program.outputs));
  });

  it("has no secret in the functions' environment and bundles", () => {
    for (const kind of functions) {
      const settings = local.functions.settings(local.functionName(kind));
      assertClean(`${kind}'s environment`, JSON.stringify(settings.environment));
      const bundle = path.join(root, "dist", "functions", kind, "index.js");
      assertClean(`${kind}'s bundle`, fs.readFileSync(bundle, "utf8"));
    }
  });

  it("has no secret in logs, answers and dead letters", () => {
    const runs = local.functions.invocations();
    assert.ok(runs.some(({ error }) => error !== undefined));
    assertClean(
      "the runs",
      JSON.stringify(runs.map(({ logs, result, error }) => [logs, result, error])),
    );
    const files = filesBelow(local.rehearsal.folder);
    assert.ok(files.some((file) => file.includes(`${path.sep}logs${path.sep}`)));
    assert.ok(files.some((file) => file.includes(`${path.sep}queues${path.sep}`)));
    for (const file of files) assertClean(file, fs.readFileSync(file, "utf8"));
  });

  it("has no secret in tables and messages", async () => {
    const { tables } = local.rehearsal.account;
    for (const name of ["hub-gates", "hub-requests"]) {
      const table = local.rehearsal.account.resources.find((one) => one.name === name)!;
      assertClean(name, JSON.stringify(await tables.items(table.state.name)));
    }
    for (const user of Object.values(ids)) {
      assertClean("messages", JSON.stringify(local.slack.messages("C0RELEASES1", user)));
    }
  });

  it("logs no body, header or token of Slack's", () => {
    const logged = JSON.stringify(local.functions.invocations().map(({ logs }) => logs));
    for (const word of ["payload=", "v0=", "xoxb-", "response_url", "trigger_id", "hooks.slack"]) {
      assert.ok(!logged.includes(word), word);
    }
  });

  it("has used every right that a function or a gate was granted, but those of Lambda itself", async () => {
    // The gates are looked at once an hour.
    for (let swept = 0; swept < 12; swept += 1) {
      local.rehearsal.clock.advance(5 * 60_000);
      await new Promise((resolve) => setImmediate(resolve));
      await local.settled();
    }
    const used = usedRights(local.calls);
    const roles = [...used.keys()].filter((arn) => arn.includes(":role/"));
    const ofGate = (arn: string): boolean => arn.includes("/codepipeline-approvals/");
    const granted = new Map<string, Set<string>>();
    for (const { type, inputs } of local.rehearsal.account.resources) {
      if (type !== "aws:iam/rolePolicy:RolePolicy") continue;
      const role = roles.find((arn) => arn.endsWith(`/${inputs.role}`));
      if (role === undefined) continue;
      const key = ofGate(role) ? "a gate's role" : inputs.role;
      const actions = JSON.parse(inputs.policy).Statement.flatMap((s: any) => s.Action);
      granted.set(key, new Set([...(granted.get(key) ?? []), ...actions]));
    }
    // Lambda writes logs and dead letters and reads streams with the function's role; no call of the code's.
    const ofStreams = ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"];
    const byLambda = [
      ...["logs:CreateLogStream", "logs:PutLogEvents", "sqs:SendMessage"],
      ...ofStreams.map((call) => `dynamodb:${call}`),
    ];
    assert.equal(granted.size, functions.length + 1);
    for (const [role, actions] of granted) {
      const rights = roles
        .filter((arn) => (ofGate(arn) ? "a gate's role" : arn.split("/").at(-1)) === role)
        .flatMap((arn) => [...used.get(arn)!].map((right) => right.split(" ")[0]));
      const unused = [...actions].filter((a) => !rights.includes(a) && !byLambda.includes(a));
      assert.deepEqual({ role, unused }, { role, unused: [] });
    }
  });
});
