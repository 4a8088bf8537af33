/** What is not read is refused, not passed over. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { DeployedStack, DeployOptions } from "../../../../testing";
import {
  action,
  approve,
  failsWith,
  pipeline,
  production,
  source,
  stackOf,
  Native,
  beside,
} from "../support";

/** Neither who must approve nor who may decide is said. */
function isRefused(stack: DeployedStack, reason: string | RegExp, people: RegExp): void {
  failsWith(() => stack.assertGated(), reason);
  failsWith(() => stack.deciders(), people);
}

const withPipeline = { Resources: { P: { Type: "AWS::CodePipeline::Pipeline" } } };
const without = { Resources: { B: { Type: "AWS::S3::Bucket" } } };
const url = "https://example.com/t.json";

describe("a pipeline that cannot be read", () => {
  it("is one of Cloud Control and of aws-native's generic resource", async () => {
    for (const [type, key] of [
      ["aws:cloudcontrol/resource:Resource", "typeName"],
      ["aws-native:index:ExtensionResource", "type"],
    ]) {
      const of = (value: pulumi.Input<string>, options?: DeployOptions) =>
        beside(() => void new Native(type, "x", { [key]: value }), options);
      isRefused(
        await of("AWS::CodePipeline::Pipeline"),
        `${type} "x" is a pipeline that this assertion cannot read.`,
        /the approvals of .* "x" are not known/,
      );
      const open = await beside(
        () => void new Native(type, "x", { [key]: new aws.sns.Topic("t").arn }),
        { preview: true },
      );
      failsWith(
        () => open.assertGated(),
        `${type} "x" may be a pipeline that this assertion cannot read.`,
      );
      const plain = await of("AWS::S3::Bucket");
      plain.assertGated();
      plain.deciders();
      const role = await of("AWS::IAM::RolePolicy");
      role.assertGated();
      failsWith(() => role.deciders(), /what .* "x" gives is not known/);
    }
  });

  it("is one in a CloudFormation template", async () => {
    for (const templateBody of [
      JSON.stringify(withPipeline),
      "Type: AWS::CodePipeline::Pipeline",
    ]) {
      isRefused(
        await beside(() => void new aws.cloudformation.Stack("x", { templateBody })),
        'aws:cloudformation/stack:Stack "x" holds a pipeline that this assertion cannot read.',
        /the approvals of .* "x" are not known/,
      );
    }
    const plain = await beside(() => {
      new aws.cloudformation.Stack("x", { templateBody: JSON.stringify(without) });
      new aws.cloudformation.StackSet("y", { templateBody: JSON.stringify(without) });
    });
    plain.assertGated();
    plain.deciders();
  });

  it("may be one in a template that is given by URL, until the test gives it", async () => {
    const of = (templates?: DeployOptions["templates"]) =>
      beside(() => void new aws.cloudformation.Stack("x", { templateUrl: url }), { templates });
    isRefused(
      await of(),
      'aws:cloudformation/stack:Stack "x" may hold a pipeline that this assertion cannot read: ' +
        `give the template of ${url} in \`templates\` of \`deploy\`.`,
      /are not known: give the template of .*\.$/,
    );
    (await of({ [url]: without })).assertGated();
    const held = await of({ [url]: withPipeline });
    failsWith(() => held.assertGated(), /"x" holds a pipeline that this assertion cannot read\.$/);
  });
});

describe("`ignoreChanges` on a pipeline", () => {
  const ignoring = (...ignoreChanges: string[]) =>
    stackOf(() => {
      const configuration = { BucketName: "production", OAuthToken: "x" };
      const stages = [
        source,
        approve,
        { name: "Production", actions: [action("Deploy", "Deploy", { configuration })] },
      ];
      const args = { name: "release", roleArn: "r", artifactStores: [], stages };
      new aws.codepipeline.Pipeline("release", args, { ignoreChanges });
    });

  for (const path of ["stages", "*", "stages[*]", "stages[1]", "stages[2].actions", "stages[9]"]) {
    it(`leaves ${path} as it was deployed, whatever the program says`, async () => {
      const stack = await ignoring(path);
      isRefused(
        stack,
        'The stages of pipeline "release" are not known, so nothing can be said about its gates. ' +
          `\`ignoreChanges\` (${path}) leaves them as they were deployed before: take the stages out of it.`,
        /^Who may decide cannot be told:\n .*take the stages out of it\.$/,
      );
    });
  }

  it("may leave a condition with which the gate is passed over", async () => {
    const stack = await ignoring("stages[1].beforeEntry");
    failsWith(() => stack.assertGated(), /Approval Approve\/QA may be skipped: `beforeEntry`/);
  });

  it("is fine where no gate depends on it", async () => {
    for (const path of [
      "tags",
      "stages[0].actions[0].configuration.OAuthToken",
      'stages[2].actions[0].configuration["OAuthToken"]',
      "stages[*].actions[*].configuration",
    ]) {
      const stack = await ignoring(path);
      stack.assertGated();
      stack.deciders();
      stack.pipeline("release").stage("Approve").assertEquals(approve);
    }
    const stack = await ignoring("stages[2].actions[0].configuration.BucketName");
    failsWith(
      () => stack.assertGated({ actions: (a) => a.configuration.BucketName === "production" }),
      /depends on `configuration\.BucketName`, which is not known\. .* without `ignoreChanges`/,
    );
  });

  it("is heard also where a transform adds it", async () => {
    const stack = await stackOf(() => {
      pulumi.runtime.registerResourceTransform(({ props, opts }) => ({
        props,
        opts: { ...opts, ignoreChanges: ["stages"] },
      }));
      pipeline([source, approve, production]);
    });
    failsWith(() => stack.assertGated(), /`ignoreChanges` \(stages\) leaves them/);
  });
});

describe("a pipeline without a name of its own", () => {
  const nameless = (...stages: any[]) =>
    stackOf(() => {
      const args = { roleArn: "r", artifactStores: [], stages: [source, ...stages] };
      new aws.codepipeline.Pipeline("release", args);
    });

  it("is neither gated nor decidable, however its approval stands", async () => {
    const reason =
      'Pipeline "release" has no `name` of its own. At AWS its name gets random characters, so that ' +
      "no gate and no right to decide is about it. Give it the name that its gates have: " +
      'new aws.codepipeline.Pipeline("release", { name: pipelineName, ... }).';
    const stack = await nameless(approve, production);
    failsWith(() => stack.pipeline("release").assertGated(), reason);
    failsWith(() => stack.assertGated(), reason);
    const open = `Who may decide cannot be told:\n  ${reason}`;
    failsWith(() => stack.assertCanDecide({ user: "ann" }, []), open);
    failsWith(() => stack.assertDeciders("release/Approve/QA", []), open);
  });

  it("is told that it has no approval where it has none", async () => {
    const stack = await nameless(production);
    failsWith(() => stack.assertGated(), /has no approval action/);
    stack.deciders();
  });
});
