import * as assert from "node:assert/strict";
import type { IamDirectory } from "../../../../rehearsal/aws/iam";
import { playScript } from "../../../../rehearsal/terminal/auto";
import { wrongRights } from "../../../../rehearsal/terminal/wrong-rights";
import { plain } from "./support/plain";
import { newRehearsal } from "./support/rehearsal";

const arn = (action: string, where = "eu-west-1:111122223333") =>
  `arn:aws:codepipeline:${where}:${action}`;
const allow = (Resource: string, Action = "codepipeline:PutApprovalResult") =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource }] });
const group = { kind: "group", name: "qa" } as const;
const pipelineRole = { kind: "role", name: "pipeline" } as const;

/** What is said where somebody may decide each gate, and this is granted beside it. */
async function said(prepare: (directory: IamDirectory) => void): Promise<string[]> {
  const rehearsal = await newRehearsal();
  try {
    prepare(rehearsal.account.directory);
    return wrongRights(rehearsal);
  } finally {
    await rehearsal.close();
  }
}

const granted = (resource: string) =>
  said((directory) => directory.putInline(group, "p", allow(resource)));

describe("wrongRights", () => {
  it("names a right on an approval that its pipeline does not have", async () => {
    assert.deepEqual(await granted(arn("web/check/qa")), [
      "A policy allows the decision of web/check/qa, which is no approval of web: nobody gets " +
        "anything by it. Its approvals: web/Check/qa, web/Release/manager.",
    ]);
  });

  it("names one on an action that is no approval, and one that ends too early", async () => {
    assert.match((await granted(arn("web/Staging/smoke")))[0], /web\/Staging\/smoke, which is no/);
    assert.match((await granted(arn("web/Check/q")))[0], /web\/Check\/q, which is no/);
    assert.match((await granted(arn("web")))[0], /of web, which is no/);
  });

  for (const [what, resource] of [
    ["that is used", arn("web/Check/qa")],
    ["on everything of a stage", arn("web/Check/*")],
    ["in a pipeline of another program", arn("other/Check/qa")],
    [
      "in another Region, where the same name may be used",
      arn("web/x/y", "us-east-1:111122223333"),
    ],
    ["in another account", arn("web/x/y", "eu-west-1:222233334444")],
    ["that names whoever calls", arn("web/${aws:PrincipalTag/stage}/qa")],
    ["on everything", "*"],
  ] as const) {
    it(`leaves a right alone ${what}`, async () => {
      assert.deepEqual(await granted(resource), []);
    });
  }

  it("names a role of the pipeline under which it could approve itself", async () => {
    const found = await said((directory) =>
      directory.putInline(pipelineRole, "q", allow(arn("web/Release/*"), "codepipeline:*")),
    );
    assert.deepEqual(found, [
      "arn:aws:iam::111122223333:role/pipeline, the role of pipeline web, may decide " +
        "web/Release/manager: what runs under it could approve itself. Take " +
        "codepipeline:PutApprovalResult from it.",
    ]);
  });

  it("names the role of a build", async () => {
    const rehearsal = await newRehearsal();
    try {
      const { directory, engine, projects } = rehearsal.account;
      const roleArn = "arn:aws:iam::111122223333:role/build";
      const trust = allow("*", "sts:AssumeRole");
      directory.putRole("build", roleArn, trust);
      directory.putInline({ kind: "role", name: "build" }, "p", allow("*"));
      projects.put("tests", { environmentVariables: [], roleArn });
      const declaration = engine.declaration("web");
      declaration.stages![2].actions![0].configuration = { ProjectName: "tests" };
      engine.declaration = () => declaration;
      const found = wrongRights(rehearsal);
      assert.equal(found.length, 2);
      assert.match(
        found[0],
        /role\/build, the role of action Staging \/ smoke, may decide web\/Ch/,
      );
    } finally {
      await rehearsal.close();
    }
  });

  it("fails a run that would end well", async () => {
    const rehearsal = await newRehearsal();
    try {
      rehearsal.account.directory.putInline(group, "p", allow(arn("web/check/qa")));
      const look = { print: () => undefined, colours: plain, width: 100 };
      const { result, problems } = await playScript(rehearsal, { script: "approve", ...look });
      assert.equal(result, "Succeeded");
      assert.equal(problems.length, 1);
      assert.match(problems[0], /which is no approval of web/);
    } finally {
      await rehearsal.close();
    }
  });
});
