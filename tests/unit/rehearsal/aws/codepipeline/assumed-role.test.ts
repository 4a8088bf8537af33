/** An action with a role of its own: assumed where it is known, by both sides' leave; else said. */
import * as assert from "node:assert/strict";
import type { ActionRun } from "../../../../../rehearsal/aws/codepipeline/types";
import { authorised } from "../../../../../rehearsal/aws/codepipeline/action-rights";
import { createDirectory } from "../../../../../rehearsal/aws/iam/directory";
import { place, policy, trust } from "../account/support/new-account";

const pipelineRoleArn = "arn:aws:iam::111122223333:role/pipeline";
const otherAccount = "arn:aws:iam::222222222222:role/deploy";
const ownAccount = "arn:aws:iam::111122223333:role/deploy";
const functionArn = "arn:aws:lambda:eu-west-1:222222222222:function:check";

const trusting = (AWS: string): string => policy({ Principal: { AWS }, Action: "sts:AssumeRole" });
const assumes = (Resource: string): string => policy({ Action: "sts:AssumeRole", Resource });
const invokes = policy({ Action: "lambda:InvokeFunction", Resource: "*" });

interface Given {
  roleArn?: string;
  trusts?: string;
  pipeline?: string;
  role?: string;
}

async function run({ roleArn = otherAccount, trusts, pipeline, role }: Given) {
  const directory = createDirectory(place);
  directory.putRole("pipeline", pipelineRoleArn, trust("codepipeline"));
  if (pipeline) directory.putInline({ kind: "role", name: "pipeline" }, "p", pipeline);
  const home = directory.inAccount(roleArn.split(":")[4]);
  if (trusts) home.putRole("deploy", roleArn, trusts);
  if (role) home.putInline({ kind: "role", name: "deploy" }, "p", role);
  const lines: string[] = [];
  const inner = { run: () => Promise.resolve({ status: "Succeeded" as const }) };
  const outcome = await authorised(inner, directory, place).run({
    action: {
      name: "Check",
      actionTypeId: { category: "Invoke", owner: "AWS", provider: "Lambda", version: "1" },
    },
    configuration: { FunctionName: functionArn },
    ...{ roleArn, pipelineRoleArn, log: (line: string) => lines.push(line) },
    store: { inputs: [], outputs: [] },
  } as unknown as ActionRun);
  return { ...outcome, lines, message: outcome.error?.message ?? "" };
}

describe("The role of an action", () => {
  it("is assumed where the pipeline's role may and the role's trust lets it in", async () => {
    for (const principal of [pipelineRoleArn, "111122223333", "arn:aws:iam::111122223333:root"]) {
      const given = { trusts: trusting(principal), pipeline: assumes(otherAccount), role: invokes };
      assert.equal((await run(given)).status, "Succeeded", principal);
    }
  });

  it("of another account needs the right of the pipeline's role, even if it is named", async () => {
    const { status, error, message } = await run({
      trusts: trusting(pipelineRoleArn),
      role: invokes,
    });
    assert.deepEqual([status, error?.code], ["Failed", "PermissionError"]);
    assert.match(message, /^arn:.*role\/pipeline is not authorized to perform: sts:AssumeRole on/);
    const statement = JSON.stringify({
      ...{ Effect: "Allow", Action: "sts:AssumeRole", Resource: otherAccount },
    });
    assert.ok(message.endsWith(`policy of the pipeline's role: ${statement}`), message);
  });

  it("of the same account that names the pipeline's role needs no more", async () => {
    const trusts = trusting(pipelineRoleArn);
    const { status } = await run({ roleArn: ownAccount, trusts, role: invokes });
    assert.equal(status, "Succeeded");
    const byAccount = await run({
      roleArn: ownAccount,
      trusts: trusting("111122223333"),
      role: invokes,
    });
    assert.equal(byAccount.status, "Failed");
  });

  it("is not assumed where its trust policy lets somebody else in", async () => {
    const trusts = trusting("333333333333");
    const { message } = await run({ trusts, pipeline: assumes("*"), role: invokes });
    assert.match(message, /trust policy of role deploy/);
    assert.match(message, /Add to the trust policy of arn:aws:iam::222222222222:role\/deploy: \{/);
    assert.match(message, /`trusts` below rehearsal:exists/);
  });

  it("is asked for the rights of the action, and not the pipeline's role", async () => {
    const given = { trusts: trusting("111122223333"), pipeline: assumes("*") };
    const { status, message } = await run(given);
    assert.equal(status, "Failed");
    assert.ok(message.startsWith(`${otherAccount} is not authorized to perform: lambda:Invoke`));
    const statement = `{"Effect":"Allow","Action":["lambda:InvokeFunction"],"Resource":"${functionArn}"}`;
    assert.ok(message.endsWith(`needs one right that the role lacks: ${statement}`), message);
  });

  it("that is not known is said, with the line to paste", async () => {
    for (const roleArn of [otherAccount, ownAccount]) {
      const { status, lines } = await run({ roleArn });
      assert.equal(status, "Succeeded");
      assert.deepEqual(lines, [
        `Role ${roleArn} of action Check is not known here: pretended, no right checked. Write into ` +
          `Pulumi.rehearsal.yaml, below config: rehearsal:exists: { roles: { ${roleArn}: ` +
          '{ trusts: [ "111122223333" ], policies: [] } } }',
      ]);
    }
  });
});
