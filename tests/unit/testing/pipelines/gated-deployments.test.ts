/** What is a deployment, and what stands beside an approval. */
import * as assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { isDeployment, type PipelineAction } from "../../../../testing";
import { action, approve, failsWith, pipeline, production, source, stackOf } from "../support";

const release = (...stages: any[]) => stackOf(() => void pipeline([source, ...stages]));

const cloudFormation = (name: string, ActionMode: string | undefined, runOrder: number) =>
  action("Deploy", name, {
    provider: "CloudFormation",
    runOrder,
    configuration: { ActionMode, StackName: "shop", ChangeSetName: "shop" },
  });
const review = (runOrder: number) => action("Approval", "Review", { runOrder });

describe("assertGated and CloudFormation", () => {
  it("lets a change set be created before the approval, and executed after it", async () => {
    const stage = {
      name: "Production",
      actions: [
        cloudFormation("Prepare", "CHANGE_SET_REPLACE", 1),
        review(2),
        cloudFormation("Execute", "CHANGE_SET_EXECUTE", 3),
      ],
    };
    (await release(stage)).assertGated();
    const early = { ...stage, actions: [stage.actions[0], { ...stage.actions[2], runOrder: 2 }] };
    const stack = await release(early);
    failsWith(
      () => stack.assertGated(),
      /action Production\/Execute \(Deploy, CloudFormation\) can start without anybody's approval/,
    );
  });

  for (const mode of ["CREATE_UPDATE", "REPLACE_ON_FAILURE", "DELETE_ONLY", "other", undefined]) {
    it(`takes the action mode ${mode} for a deployment`, async () => {
      const stack = await release({ name: "P", actions: [cloudFormation("It", mode, 1)] });
      failsWith(() => stack.assertGated(), /action P\/It .* can start without anybody's approval/);
    });
  }

  it("takes other providers for deployments, whatever they are told", async () => {
    const configuration = { ActionMode: "CHANGE_SET_REPLACE" };
    for (const more of [{ provider: "S3" }, { owner: "Custom", provider: "CloudFormation" }]) {
      const one = action("Deploy", "It", { ...more, configuration });
      const stack = await release({ name: "P", actions: [one] });
      failsWith(() => stack.assertGated(), /can start without anybody's approval/);
    }
  });

  it("tests nothing where a change set is all that is made", async () => {
    const only = { name: "P", actions: [cloudFormation("It", "CHANGE_SET_REPLACE", 1)] };
    const stack = await release(only);
    failsWith(() => stack.assertGated(), /nothing was tested/);
  });

  it("does not guess the action mode in a preview", async () => {
    const stack = await stackOf(
      () => {
        const topic = new aws.sns.Topic("t");
        const one = cloudFormation("It", "CHANGE_SET_REPLACE", 1);
        const configuration = { ...one.configuration, ActionMode: topic.arn };
        pipeline([source, approve, { name: "P", actions: [{ ...one, configuration }] }]);
      },
      { preview: true },
    );
    failsWith(
      () => stack.assertGated(),
      /depends on `configuration\.ActionMode`, which is not known/,
    );
  });

  it("gives its rule to filters of one's own", async () => {
    const stack = await release(approve, production);
    const actions = (a: PipelineAction) => isDeployment(a) && a.stage === "Production";
    assert.equal(stack.pipeline("release").chosen({ actions }).length, 1);
    stack.assertGated({ actions });
  });
});

describe("an approval beside a deployment", () => {
  const beside = (approval: number | undefined, deploy: number | undefined) => ({
    name: "Production",
    actions: [
      action("Approval", "QA", { runOrder: approval }),
      action("Deploy", "Deploy", { runOrder: deploy }),
    ],
  });

  it("is reported, whoever approved before", async () => {
    const stack = await release(approve, beside(undefined, 1));
    const message =
      'Pipeline "release": approval Production/QA does not gate action Production/Deploy beside it: ' +
      "it has the same runOrder, 1: both start together. Give Production/Deploy `runOrder: 2`, or " +
      "leave the action out of `actions` where both shall start together.";
    failsWith(() => stack.assertGated(), message);
    failsWith(() => stack.pipeline("release").assertGated(), message);
    failsWith(() => stack.assertGated({ by: ({ stage }) => stage === "Approve" }), message);
  });

  it("is reported where a runOrder cannot be read", async () => {
    const stack = await release(approve, beside(1, 1.5));
    failsWith(
      () => stack.assertGated(),
      /a runOrder is not a known whole number from 1\. Give both/,
    );
  });

  it("is none where it comes before or after, or where the action beside it is not chosen", async () => {
    for (const [approval, deploy] of [
      [1, 2],
      [2, 1],
    ]) {
      (await release(approve, beside(approval, deploy))).assertGated();
    }
    const build = { name: "Build", actions: [action("Approval", "QA"), action("Build", "B")] };
    (await release(approve, build, production)).assertGated();
  });
});
