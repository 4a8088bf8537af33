/** What is said of each action before the run is what happens to it. */
import * as assert from "node:assert/strict";
import { planOf } from "../../../../../rehearsal/aws/account/plan";
import { needsOf } from "../../../../../rehearsal/aws/codepipeline";

const action = (name: string, type: string, configuration = {}) => {
  const [category, owner, provider] = type.split("/");
  return { name, actionTypeId: { category, owner, provider, version: "1" }, configuration };
};

const stages = [
  {
    name: "Source",
    actions: [
      action("S3", "Source/AWS/S3", { S3Bucket: "b", S3ObjectKey: "k" }),
      action("Image", "Source/AWS/ECR"),
    ],
  },
  {
    name: "Build",
    actions: [
      action("Build", "Build/AWS/CodeBuild", { ProjectName: "p" }),
      action("Check", "Invoke/AWS/Lambda", { FunctionName: "here" }),
      action("Other", "Invoke/AWS/Lambda", { FunctionName: "elsewhere" }),
    ],
  },
  { name: "Approve", actions: [action("Approve", "Approval/AWS/Manual")] },
  {
    name: "Deploy",
    actions: [
      action("Stack", "Deploy/AWS/CloudFormation"),
      action("Site", "Deploy/AWS/S3", { BucketName: "b" }),
    ],
  },
];

const place = { partition: "aws", region: "eu-west-1", accountId: "111122223333" };
const account = {
  place,
  engine: { pipelineNames: () => ["orders"], declaration: () => ({ name: "orders", stages }) },
  functions: { has: (name: string) => name === "here" },
};

function planned(options: Parameters<typeof planOf>[1] = {}) {
  const plan = planOf(account as never, options);
  return Object.fromEntries(plan.map(({ actionName, happens }) => [actionName, happens]));
}

describe("planOf", () => {
  it("says what is done, what is pretended and what a person decides", () => {
    assert.deepEqual(planned({ runsBuilds: false }), {
      ...{ S3: "done", Image: "pretended", Build: "pretended", Check: "done", Other: "pretended" },
      ...{ Approve: "decided by you", Stack: "pretended", Site: "done" },
    });
    assert.equal(planned().Build, "done");
  });

  it("says what a person has chosen", () => {
    const actions = { Build: { run: false }, Site: { run: false }, Stack: { fails: "locked" } };
    const { Build, Site, Stack } = planned({ runsBuilds: true, actions });
    assert.deepEqual([Build, Site, Stack], ["pretended", "pretended", "fails, as you have said"]);
  });

  it("names the rights that the action's role is asked for", () => {
    const plan = planOf(account as never, {});
    for (const { actionName, stageName, rights } of plan) {
      const one = stages
        .find(({ name }) => name === stageName)!
        .actions.find(({ name }) => name === actionName)!;
      const needs = needsOf(
        { action: one as never, configuration: one.configuration as never },
        place,
      );
      assert.deepEqual(rights, [...new Set(needs.map((need) => need.action))], actionName);
    }
    assert.deepEqual(plan.find(({ actionName }) => actionName === "Build")?.rights, [
      "codebuild:StartBuild",
      "codebuild:BatchGetBuilds",
    ]);
  });
});
