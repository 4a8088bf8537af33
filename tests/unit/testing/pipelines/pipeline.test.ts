import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ApprovalGate } from "../../../../index";
import { unknown } from "../../../../testing";
import { action, approve, failsWith, pipeline, production, source, stackOf } from "../support";

const release = (...stages: any[]) => stackOf(() => void pipeline([source, ...stages]));
/** A resource of another provider. */
class Foreign extends pulumi.CustomResource {}
const parallel = {
  name: "Production",
  actions: [action("Approval", "QA"), action("Deploy", "Deploy")],
};

describe("assertGated", () => {
  it("passes where every deployment is behind an approval", async () => {
    const stack = await release(approve, production);
    stack.pipeline("release").assertGated();
    stack.assertGated();
  });

  it("names the pipeline, the stage, the action and the line to write", async () => {
    const stack = await release(production);
    const message = [
      'Pipeline "release": action Production/Deploy (Deploy, S3) can start without anybody\'s approval.',
      "  The pipeline has no approval action.",
      'Put a gate before stage "Production":',
      '  const gate = new ApprovalGate("ApproveProduction", { pipelineName: "release", approvers: { users: [...] } });',
      '  new aws.codepipeline.Pipeline(..., { stages: [..., gate.stage, { name: "Production", ... }] });',
    ].join("\n");
    failsWith(() => stack.assertGated(), message);
    failsWith(() => stack.pipeline("release").assertGated(), message);
  });

  it("says why an approval is none, and how the action could wait for it", async () => {
    const stack = await release(parallel, { ...approve, name: "After" });
    failsWith(() => stack.assertGated(), /Approval Production\/QA has the same runOrder, 1: both/);
    failsWith(() => stack.assertGated(), /Approval After\/QA comes after it: stage After follows/);
    failsWith(
      () => stack.assertGated(),
      /\nGive Production\/Deploy `runOrder: 2`, or put a gate before stage "Production":\n/,
    );
  });

  it("complains of every action, of every pipeline", async () => {
    const stack = await stackOf(() => {
      pipeline([source, approve, production], "good");
      pipeline([source, production], "bad");
      pipeline([source, parallel], "worse");
    });
    stack.pipeline("good").assertGated();
    failsWith(() => stack.assertGated(), /"bad".*\n\n.*"worse"/s);
  });

  it("counts no approval of another pipeline", async () => {
    const stack = await stackOf(() => {
      pipeline([source, approve], "approvals");
      pipeline([source, production], "release");
    });
    failsWith(() => stack.assertGated(), /Pipeline "release".*has no approval action/s);
  });

  it("looks at the actions that are chosen, and at no others", async () => {
    const dev = { name: "Dev", actions: [action("Deploy", "Deploy")] };
    const stack = await release(dev, approve, production);
    stack.assertGated({ actions: (a) => a.category === "Deploy" && a.stage === "Production" });
    failsWith(() => stack.assertGated(), /action Dev\/Deploy/);
  });

  it("demands one of the approvals that count", async () => {
    const stack = await release(approve, production);
    stack.assertGated({ by: ({ path }) => path === "release/Approve/QA" });
    failsWith(
      () => stack.assertGated({ by: ({ stage }) => stage === "Security" }),
      /Approval Approve\/QA is not one of `by`\./,
    );
  });

  it("fails where nothing is chosen, and shows what there is", async () => {
    const stack = await release(approve, production);
    const none = { actions: () => false };
    const all =
      "Its actions:\n  release/Source/Source (Source)\n  release/Approve/QA (Approval)\n" +
      "  release/Production/Deploy (Deploy)";
    failsWith(
      () => stack.pipeline("release").assertGated(none),
      `No action of pipeline "release" is chosen by \`actions\`, so nothing was tested. ${all}`,
    );
    failsWith(
      () => stack.assertGated(none),
      `No action of the stack is chosen by \`actions\`, so nothing was tested. ${all}`,
    );
  });

  it("fails where there is no pipeline, and where one cannot be read", async () => {
    const none = await stackOf(() => {
      new ApprovalGate("g", { pipelineName: "p", approvers: {} });
    });
    failsWith(() => none.assertGated(), /nothing was tested\. The stack has no pipeline\.$/);
    const foreign = await stackOf(() => {
      pipeline([source, approve, production]);
      new Foreign("aws-native:codepipeline:Pipeline", "other", {});
    });
    failsWith(
      () => foreign.assertGated(),
      'aws-native:codepipeline:Pipeline "other" is a pipeline that this assertion cannot read.',
    );
  });

  it("passes over nothing that a preview does not know", async () => {
    const bucket = (BucketName: pulumi.Input<string>) => ({
      name: "Production",
      actions: [action("Deploy", "Deploy", { configuration: { BucketName } })],
    });
    const preview = (stages: (open: pulumi.Output<any>) => any) =>
      stackOf(
        () => {
          const gate = new ApprovalGate("g", {
            pipelineName: "release",
            emails: ["qa@example.com"],
          });
          pipeline(stages(gate.topicArn as pulumi.Output<string>));
        },
        { preview: true },
      );
    const toProduction = { actions: (a: any) => a.configuration.BucketName === "production" };
    const named = await preview((open) => [source, approve, bucket(open)]);
    named.assertGated();
    failsWith(
      () => named.assertGated(toProduction),
      /Production\/Deploy must be gated depends on `configuration\.BucketName`, which is not known/,
    );
    const whole = await preview((open) => [source, approve, { ...production, actions: open }]);
    failsWith(() => whole.assertGated(), /stages of pipeline "release" are not known/);
    const all = await preview((open) => open);
    failsWith(() => all.assertGated(), /stages of pipeline "release" are not known/);
    const configuration = await preview((open) => [
      source,
      { ...production, actions: [action("Deploy", "Deploy", { configuration: open })] },
    ]);
    failsWith(() => configuration.assertGated(toProduction), /depends on `configuration`, which/);
    const category = await preview((open) => [
      source,
      { ...production, actions: [{ ...action("Deploy", "D"), category: open }] },
    ]);
    failsWith(() => category.assertGated(), /depends on `category`, which is not known/);
    const name = await preview((open) => [source, { ...production, name: open }]);
    const byPath = { actions: ({ path }: any) => path === "release/Production/Deploy" };
    failsWith(() => name.assertGated(byPath), /depends on `path`, which is not known/);
  });

  it("does not take an approval for a gate of which `by` cannot tell", async () => {
    const stack = await stackOf(
      () => {
        const emails = ["qa@example.com"];
        const { topicArn } = new ApprovalGate("g", { pipelineName: "release", emails });
        const asked = action("Approval", "QA", { configuration: { NotificationArn: topicArn } });
        pipeline([source, { name: "Approve", actions: [asked] }, production]);
      },
      { preview: true },
    );
    assert.equal(stack.pipelines[0].actions[1].configuration.NotificationArn, unknown);
    const by = (a: any) => a.configuration.NotificationArn !== "arn:of:another:topic";
    failsWith(() => stack.assertGated({ by }), /Approval Approve\/QA is not one of `by`\./);
  });
});

describe("a pipeline under test", () => {
  it("is found by its name in AWS, and else by its name in the program", async () => {
    const stack = await stackOf(() => {
      pipeline([source, approve], "a");
      pipeline([source, production], "b");
    });
    assert.equal(stack.pipeline("b").name, "b");
    failsWith(() => stack.pipeline("c"), 'The stack has no pipeline "c". Its pipelines: a, b.');
  });

  it("gives its actions in the order in which they run", async () => {
    const stage = {
      name: "Mixed",
      actions: [action("Deploy", "second", { runOrder: 2 }), action("Approval", "first")],
    };
    const { actions, stageNames } = (await release(stage)).pipeline("release");
    assert.deepEqual(stageNames, ["Source", "Mixed"]);
    assert.deepEqual(
      actions.map(({ path, runOrder }) => [path, runOrder]),
      [
        ["release/Source/Source", 1],
        ["release/Mixed/first", 1],
        ["release/Mixed/second", 2],
      ],
    );
  });

  it("compares a stage block to the letter", async () => {
    const stack = await stackOf(() => {
      const gate = new ApprovalGate("Approve", {
        pipelineName: "release",
        customData: "Ship?",
        timeoutInMinutes: 60,
        emails: ["qa@example.com"],
      });
      pipeline([source, gate.stage, production]);
    });
    const stage = stack.pipeline("release").stage("Approve");
    const NotificationArn = "arn:aws:sns:eu-west-1:111122223333:Approve-topic";
    const expected = {
      name: "Approve",
      actions: [
        {
          name: "Approve",
          category: "Approval",
          owner: "AWS",
          provider: "Manual",
          version: "1",
          runOrder: 1,
          configuration: { NotificationArn, CustomData: "Ship?" },
          timeoutInMinutes: 60,
        },
      ],
    };
    stage.assertEquals(expected);
    stage.assertEquals({ ...expected, beforeEntry: undefined });
    assert.deepEqual(
      stage.actions.map(({ timeoutInMinutes }) => timeoutInMinutes),
      [60],
    );
    const [first] = expected.actions;
    for (const other of [
      { ...expected, name: "Other" },
      { ...expected, actions: [{ ...first, timeoutInMinutes: 61 }] },
      { ...expected, actions: [{ ...first, timeoutInMinutes: undefined }] },
      { ...expected, actions: [first, first] },
      { ...expected, beforeEntry: {} },
    ]) {
      failsWith(
        () => stage.assertEquals(other),
        /^Stage "Approve" of pipeline "release" is not the expected block\.\n.*\+ actual - expected/s,
      );
    }
  });

  it("says which stages there are", async () => {
    const stack = await release(approve, production);
    failsWith(
      () => stack.pipeline("release").stage("Aprove"),
      'Pipeline "release" has no stage "Aprove". Its stages: Source, Approve, Production.',
    );
  });
});
