/** Rights and Slack gates on approvals that no pipeline of the stack has. */
import * as aws from "@pulumi/aws";
import { ApprovalGate } from "../../../../index";
import type { DeployOptions } from "../../../../testing";
import {
  action,
  approve,
  failsWith,
  pipeline,
  policy,
  production,
  qa,
  source,
  stackOf,
  user,
} from "../support";

/** A gate's action in a stage of another name: its right is on an action that does not exist. */
const mismatch = () => {
  const gate = new ApprovalGate("approve-prod", {
    pipelineName: "p",
    stageName: "approve-prod",
    approvers: { users: ["ann"] },
  });
  pipeline(
    [
      source,
      {
        name: "Production",
        actions: [gate.action, action("Deploy", "Deploy", { runOrder: 2 })],
      },
    ],
    "p",
  );
};

const complaint =
  'Pipeline "p" has no approval p/approve-prod/approve-prod, and Policy "approve-prod-policy" is ' +
  'about it. Nearest: p/Production/approve-prod. Give the gate `stageName: "Production"`, or put ' +
  "its `stage` into the pipeline.";

describe("a right on an action that no pipeline has", () => {
  it("is said by every assertion about that pipeline", async () => {
    const stack = await stackOf(mismatch);
    failsWith(() => stack.assertGated(), complaint);
    failsWith(() => stack.pipeline("p").assertGated(), complaint);
    failsWith(() => stack.assertRightsMatchPipelines(), complaint);
    const missing = [
      "The stack has no approval p/approve-prod/approve-prod. Nearest: p/Production/approve-prod.",
      complaint,
      "Its approvals: p/Production/approve-prod.",
    ].join("\n");
    const [wrong, right] = ["p/approve-prod/approve-prod", "p/Production/approve-prod"];
    failsWith(() => stack.assertCanDecide({ user: "ann" }, [wrong]), missing);
    failsWith(() => stack.assertDeciders(wrong, [{ user: "ann" }]), missing);
    const withReason = new RegExp(complaint.replaceAll(/[.*?`"]/g, "\\$&"));
    failsWith(() => stack.assertCanDecide({ user: "ann" }, [right]), withReason);
    failsWith(() => stack.assertDeciders(right, [{ user: "ann" }]), withReason);
  });

  it("is none where the names meet", async () => {
    const stack = await stackOf(() => {
      const gate = new ApprovalGate("Approve", {
        pipelineName: "release",
        approvers: { users: ["ann"] },
      });
      pipeline([source, gate.stage, production]);
    });
    stack.assertRightsMatchPipelines();
    stack.assertCanDecide({ user: "ann" }, ["release/Approve/Approve"]);
  });

  it("names what the gate would need, or that the pipeline has no approval", async () => {
    const of = (path: string, ...stages: any[]) =>
      stackOf(() => {
        pipeline([source, ...stages, production]);
        user("ann", policy({ Resource: qa.replace("Approve/QA", path) }));
      });
    for (const [path, remedy] of [
      ["Approve/Qa", 'Give the gate `actionName: "QA"`, or'],
      ["approve/QA", 'Give the gate `stageName: "Approve"`, or'],
      ["Review/Check", 'Give the gate `stageName: "Approve"` and `actionName: "QA"`, or'],
    ]) {
      const stack = await of(path, approve);
      failsWith(() => stack.assertRightsMatchPipelines(), new RegExp(remedy));
    }
    const none = await of("Approve/QA");
    failsWith(
      () => none.assertRightsMatchPipelines(),
      'Pipeline "release" has no approval release/Approve/QA, and UserPolicy "ann" is about it. It ' +
        "has no approval at all: put `gate.stage` into it.",
    );
  });

  it("on a pipeline that the stack does not have is another stack's where the test says so", async () => {
    const stack = await stackOf(() => {
      pipeline([source, approve, production]);
      user("ann", policy({ Resource: [qa, qa.replace("release", "relaese")] }));
      user("bob", policy({ Resource: qa.replace("eu-west-1", "us-east-1") }));
    });
    stack.assertGated();
    failsWith(
      () => stack.assertRightsMatchPipelines(),
      /^The stack has no pipeline for arn:.*:relaese\/Approve\/QA, and UserPolicy "ann" is about it\. Nearest: release\/Approve\/QA\. Where another stack has it, name its pipeline in `otherPipelines`\.\nThe stack has no pipeline for arn:aws:codepipeline:us-east-1:/,
    );
    stack.assertRightsMatchPipelines({ otherPipelines: ["relaese", "release"] });
    stack.assertCanDecide({ user: "ann" }, ["relaese/Approve/QA", "release/Approve/QA"]);
  });

  it("is looked for in policies that nobody has yet", async () => {
    const stack = await stackOf(() => {
      pipeline([source, approve, production]);
      new aws.iam.Policy("later", { policy: policy({ Resource: `${qa}x` }) });
    });
    failsWith(() => stack.assertRightsMatchPipelines(), /and Policy "later" is about it/);
  });

  it("is no pattern, no denial and no right to look", async () => {
    const stack = await stackOf(() => {
      pipeline([source, approve, production]);
      const other = `${qa}x`;
      user(
        "ann",
        policy(
          { Resource: [qa, `${qa}*`, "*"] },
          { Effect: "Deny", Resource: other },
          { Action: "codepipeline:GetPipeline", Resource: other },
          { NotAction: "codepipeline:*", Resource: other },
          { NotResource: other },
        ),
      );
    });
    stack.assertRightsMatchPipelines();
  });

  it("cannot be told of what a preview leaves open, nor where nothing names an approval", async () => {
    const preview = await stackOf(
      () => {
        pipeline([source, approve, production]);
        new aws.iam.Policy("open", { policy: new aws.sns.Topic("t").arn });
      },
      { preview: true },
    );
    failsWith(() => preview.assertRightsMatchPipelines(), /Policy "open" is not known/);
    const none = await stackOf(() => void pipeline([source, approve, production]));
    failsWith(() => none.assertRightsMatchPipelines(), /names an approval, so nothing was tested/);
  });
});

describe("a Slack gate on an action that no pipeline has", () => {
  const item = (path: string) => {
    const list = { L: [{ S: "U0123ABCDEF" }] };
    new aws.dynamodb.TableItem("gate", {
      tableName: "gates",
      hashKey: "action",
      item: JSON.stringify({
        action: { S: path },
        approverUserIds: list,
        approverUserGroupIds: { L: [] },
      }),
    });
  };
  const of = (path: string, options?: DeployOptions) =>
    stackOf(() => {
      pipeline([source, approve, production]);
      item(path);
    }, options);
  const approvers = { users: ["U0123ABCDEF"] };

  it("is said as well", async () => {
    const stack = await of("release/Production/QA");
    const words =
      'Pipeline "release" has no approval release/Production/QA, and its gate in Slack is about it. ' +
      'Nearest: release/Approve/QA. Give the gate `stageName: "Approve"`, or put its `stage` into the ' +
      "pipeline.";
    failsWith(() => stack.assertGated(), words);
    failsWith(() => stack.assertRightsMatchPipelines(), words);
    failsWith(
      () => stack.assertSlackApprovers("release/Production/QA", approvers),
      /^The stack has no approval release\/Production\/QA\. Nearest: release\/Approve\/QA\.\n/,
    );
    const good = await of("release/Approve/QA");
    good.assertRightsMatchPipelines();
    good.assertSlackApprovers("release/Approve/QA", approvers);
    const elsewhere = await of("billing/Approve/QA");
    elsewhere.assertRightsMatchPipelines({ otherPipelines: ["billing"] });
    elsewhere.assertSlackApprovers("billing/Approve/QA", approvers);
  });
});
