/**
 * examples/python on the real engine: the generated SDK, Python's own Automation API, and the
 * components through the package's plugin.
 */
import * as assert from "node:assert/strict";
import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { promisify } from "node:util";
import { environment, type StateResource } from "../support/engine-stack";
import { region, repositoryDir } from "../support/local-cloud";
import { assertConnectors } from "./support/connectors";
import { assertGroups, assertNobodyMayDecide, assertPipeline } from "./support/pipeline";
import { hasPython, type Python, pythonWithSdk } from "./support/python";
import { openRemote, type Remote } from "./support/remote";
import { goldenFile } from "./support/schema";

const example = path.join(repositoryDir, "examples/python/__main__.py");
const script = path.join(__dirname, "python/run_inline.py");

interface Result {
  readonly error?: string;
  readonly changes: readonly { readonly op: string; readonly urn: string }[];
  readonly outputs: Record<string, unknown>;
  readonly resources: readonly StateResource[];
}

if (hasPython()) {
  describe("examples/python on the real engine", function () {
    this.timeout(300_000);
    let python: Python;
    let remote: Remote;

    before(async () => {
      python = await pythonWithSdk(goldenFile);
      remote = await openRemote();
    });
    after(() => remote?.close());

    async function run(operation: string, program = example): Promise<Result> {
      const { cloud, attach } = remote;
      const config = JSON.stringify({ "aws:region": region });
      const args = [script, program, "approvals-python", operation, config];
      const env = { ...process.env, ...environment(cloud, { attach }) };
      const options = { cwd: cloud.workDir, env, maxBuffer: 1 << 26 };
      const { stdout } = await promisify(execFile)(python.command, args, options);
      return JSON.parse(stdout) as Result;
    }

    it("names the argument of bad input", async () => {
      const program = path.join(remote.cloud.workDir, "bad.py");
      const gate =
        'ApprovalGate("gate", pipeline_name="orders", approvers={}, timeout_in_minutes=4)';
      fs.writeFileSync(
        program,
        `from pulumi_codepipeline_approvals import ApprovalGate\n${gate}\n`,
      );
      const { error = "" } = await run("preview", program);
      assert.match(error, /- property timeoutInMinutes with value '\{4\}' has a problem: /);
      assert.match(
        error,
        /`timeoutInMinutes` must be a whole number of minutes between 5 and 86400/,
      );
    });

    it("writes a rule as the other arguments, and names what of it is refused", async () => {
      const program = path.join(remote.cloud.workDir, "rule.py");
      const slack =
        'SlackArgs(channel="C0RELEASES", credentials_secret_arn=' +
        '"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbCdEf")';
      const group = (approvals: number): string =>
        `RuleGroupArgs(name="security", slack_user_ids=["U0ANN", "U0BOB"], approvals=${approvals})`;
      const write = (approvals: number): void =>
        fs.writeFileSync(
          program,
          [
            "from pulumi_codepipeline_approvals import (",
            "    ApprovalGate, RuleArgs, RuleGroupArgs, SlackArgs, UnknownPerson)",
            `rule = RuleArgs(groups=[${group(approvals)}], unknown_author=UnknownPerson.ALLOW)`,
            `ApprovalGate("gate", pipeline_name="orders", slack=${slack}, rule=rule)`,
            "",
          ].join("\n"),
        );
      write(3);
      const { error = "" } = await run("preview", program);
      assert.match(
        error,
        /property rule\.groups\[0\]\.approvals with value '\{3\}' has a problem: /,
      );
      write(2);
      const { error: none, changes } = await run("preview", program);
      assert.equal(none, undefined);
      assert.ok(changes.some(({ urn }) => urn.includes("TableItem")));
    });

    it("has connectors of every kind, and a gate that one of them decides", async () => {
      const program = path.join(__dirname, "python/connectors.py");
      const { error, changes, outputs, resources } = await run("up", program);
      assert.equal(error, undefined);
      assert.deepEqual([...new Set(changes.map(({ op }) => op))], ["create"]);
      assertConnectors(resources);
      assert.match(String(outputs.decisionUrl), /^https:\/\/\w+\.lambda-url\./);
      assert.deepEqual((await run("preview", program)).changes, []);
      assert.deepEqual((await run("destroy", program)).resources, []);
    });

    it("is created with its approvals between the other stages", async () => {
      const { error, changes, outputs, resources } = await run("up");
      assert.equal(error, undefined);
      assert.deepEqual([...new Set(changes.map(({ op }) => op))], ["create"]);
      assertPipeline(resources);
      assertNobodyMayDecide(resources);
      assertGroups(outputs, "approvals-python-test");
    });

    it("has no difference to itself", async () => {
      for (const operation of ["preview", "refresh", "preview"]) {
        const { error, changes } = await run(operation);
        assert.deepEqual({ error, changes }, { error: undefined, changes: [] });
      }
    });

    it("leaves nothing behind", async () => {
      assert.deepEqual((await run("destroy")).resources, []);
      assert.deepEqual(remote.cloud.account.remaining(), []);
    });
  });
}
