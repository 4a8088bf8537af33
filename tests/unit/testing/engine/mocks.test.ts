import * as assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { mocks, type MockOptions, setMocks } from "../../../../testing";
import { stackOf } from "../support";

/** The mocks' answer about one resource. */
async function answer(type: string, inputs: object = {}, options: MockOptions = {}, id?: string) {
  const given = { region: "eu-west-1", ...options };
  return mocks(given).newResource({ type, name: "it", inputs, custom: true, id });
}

const here = "eu-west-1:111122223333";

describe("mocks", () => {
  for (const [type, inputs, arn, id] of [
    ["aws:iam/user:User", { name: "ann" }, "arn:aws:iam::111122223333:user/ann", "ann"],
    ["aws:iam/group:Group", {}, "arn:aws:iam::111122223333:group/it", "it"],
    ["aws:iam/role:Role", { path: "/ci/" }, "arn:aws:iam::111122223333:role/ci/it", "it"],
    ["aws:iam/policy:Policy", {}, "arn:aws:iam::111122223333:policy/it", "arn"],
    ["aws:s3/bucket:Bucket", { bucket: "b" }, "arn:aws:s3:::b", "b"],
    ["aws:s3/bucketObjectv2:BucketObjectv2", { bucket: "b", key: "k" }, "arn:aws:s3:::b/k", "b"],
    ["aws:sns/topic:Topic", {}, `arn:aws:sns:${here}:it`, "arn"],
    [
      "aws:sns/topic:Topic",
      { region: "us-east-1" },
      "arn:aws:sns:us-east-1:111122223333:it",
      "arn",
    ],
    ["aws:sqs/queue:Queue", {}, `arn:aws:sqs:${here}:it`, "url"],
    ["aws:codepipeline/pipeline:Pipeline", {}, `arn:aws:codepipeline:${here}:it`, "it"],
    ["aws:codebuild/project:Project", {}, `arn:aws:codebuild:${here}:project/it`, "arn"],
    ["aws:lambda/function:Function", {}, `arn:aws:lambda:${here}:function:it`, "it"],
    ["aws:dynamodb/table:Table", {}, `arn:aws:dynamodb:${here}:table/it`, "it"],
    ["aws:cloudwatch/logGroup:LogGroup", {}, `arn:aws:logs:${here}:log-group:it`, "it"],
    ["aws:cloudwatch/eventRule:EventRule", {}, `arn:aws:events:${here}:rule/it`, "it"],
    [
      "aws:ecs/capacityProvider:CapacityProvider",
      {},
      `arn:aws:ecs:${here}:capacity-provider/it`,
      "it-id",
    ],
    [
      "aws:efs/fileSystem:FileSystem",
      {},
      `arn:aws:elasticfilesystem:${here}:file-system/it`,
      "it-id",
    ],
    [
      "aws:cloudfront/distribution:Distribution",
      {},
      "arn:aws:cloudfront::111122223333:distribution/it",
      "it-id",
    ],
    ["aws:sns/topic:Topic", { arn: "arn:given" }, "arn:given", "arn"],
  ] as const) {
    it(`give ${type} the ARN ${arn}`, async () => {
      const result = await answer(type, inputs);
      assert.equal(result.state.arn, arn);
      assert.equal(result.id, result.state[id] ?? id);
      for (const [key, value] of Object.entries(inputs)) assert.equal(result.state[key], value);
    });
  }

  it("give URLs, of the partition", async () => {
    const queue = await answer("aws:sqs/queue:Queue", {}, { region: "cn-north-1" });
    assert.equal(queue.state.url, "https://sqs.cn-north-1.amazonaws.com.cn/111122223333/it");
    assert.equal(queue.state.arn, "arn:aws-cn:sqs:cn-north-1:111122223333:it");
    const url = await answer("aws:lambda/functionUrl:FunctionUrl", { functionName: "f" });
    assert.equal(url.state.functionUrl, "https://f.lambda-url.eu-west-1.on.aws/");
  });

  it("know what exists already by its id", async () => {
    const role = await answer("aws:iam/role:Role", {}, {}, "deployer");
    assert.deepEqual([role.id, role.state.name], ["deployer", "deployer"]);
    assert.equal(role.state.arn, "arn:aws:iam::111122223333:role/deployer");
    const arn = "arn:aws:sns:us-east-1:999999999999:theirs";
    const topic = await answer("aws:sns/topic:Topic", {}, { preview: true }, arn);
    assert.deepEqual([topic.id, topic.state.arn, topic.state.name], [arn, arn, "theirs"]);
  });

  it("take partition, Region and account from options, and the partition from the Region", async () => {
    const options = { accountId: "222233334444", region: "us-gov-west-1" };
    const { state } = await answer("aws:sns/topic:Topic", {}, options);
    assert.equal(state.arn, "arn:aws-us-gov:sns:us-gov-west-1:222233334444:it");
    const named = await answer("aws:sns/topic:Topic", {}, { partition: "aws-iso" });
    assert.equal(named.state.arn, `arn:aws-iso:sns:${here}:it`);
  });

  it("give what a test adds, or says instead", async () => {
    const outputs = ({ type, name, inputs }: any) =>
      type === "aws:sns/topic:Topic" ? { owner: `${name} ${inputs.a}`, arn: "mine" } : undefined;
    const { state } = await answer("aws:sns/topic:Topic", { a: 1 }, { outputs });
    assert.deepEqual([state.owner, state.arn, state.a], ["it 1", "mine", 1]);
    assert.equal((await answer("aws:sqs/queue:Queue", {}, { outputs })).state.owner, undefined);
  });

  it("answer provider functions, in the Region of an explicit provider too", async () => {
    const { outputs } = await stackOf(
      () => {
        const provider = new aws.Provider("cn", { region: "cn-north-1" });
        return {
          account: aws.getCallerIdentityOutput().accountId,
          region: aws.getRegionOutput().region,
          partition: aws.getPartitionOutput().dnsSuffix,
          topic: new aws.sns.Topic("t", {}, { provider }).arn,
          role: aws.iam.getRoleOutput({ name: "deployer" }).arn,
          other: aws.ssm.getParameterOutput({ name: "/a/b" }).value,
        };
      },
      { calls: ({ token }) => (token.endsWith(":getParameter") ? { value: "set" } : undefined) },
    );
    assert.deepEqual(outputs, {
      account: "111122223333",
      region: "eu-west-1",
      partition: "amazonaws.com",
      topic: "arn:aws-cn:sns:cn-north-1:111122223333:t",
      role: "arn:aws:iam::111122223333:role/deployer",
      other: "set",
    });
  });

  it("serve a harness of one's own", async () => {
    await setMocks({ region: "eu-west-1", project: "shop", stack: "dev", preview: true });
    assert.deepEqual(
      [pulumi.getProject(), pulumi.getStack(), pulumi.runtime.isDryRun()],
      ["shop", "dev", true],
    );
    await setMocks({ region: "eu-west-1" });
    assert.equal(pulumi.runtime.isDryRun(), false);
    const arn = await new Promise((done) => new aws.sns.Topic("t").arn.apply(done));
    assert.equal(arn, `arn:aws:sns:${here}:t`);
  });
});

describe("aws.iam.getPolicyDocument under mocks", () => {
  const documentOf = async (args: aws.iam.GetPolicyDocumentArgs) => {
    const { outputs } = await stackOf(async () => {
      new aws.sns.Topic("t");
      return aws.iam.getPolicyDocument(args);
    });
    const { json, minifiedJson } = outputs as Record<string, string>;
    assert.equal(json, JSON.stringify(JSON.parse(minifiedJson), undefined, 2));
    return JSON.parse(json);
  };

  it("writes statements as the provider does", async () => {
    const document = await documentOf({
      policyId: "mine",
      statements: [
        {
          sid: "One",
          actions: ["a:B"],
          resources: ["arn:x/&{aws:username}", "arn:y"],
          principals: [{ type: "AWS", identifiers: ["111122223333"] }],
          conditions: [
            { test: "StringLike", variable: "aws:x", values: ["&{aws:y}"] },
            { test: "StringLike", variable: "aws:x", values: ["b", "c"] },
          ],
        },
        { effect: "Deny", notActions: ["a:C", "a:D"], notResources: ["arn:z"] },
        { principals: [{ type: "*", identifiers: ["*"] }], actions: ["a:E"] },
      ],
    });
    assert.deepEqual(document, {
      Version: "2012-10-17",
      Id: "mine",
      Statement: [
        {
          Sid: "One",
          Effect: "Allow",
          Action: "a:B",
          Resource: ["arn:y", "arn:x/${aws:username}"],
          Principal: { AWS: "111122223333" },
          Condition: { StringLike: { "aws:x": ["${aws:y}", "b", "c"] } },
        },
        { Effect: "Deny", NotAction: ["a:D", "a:C"], NotResource: "arn:z" },
        { Effect: "Allow", Action: "a:E", Principal: "*" },
      ],
    });
  });
});
