/** What a program names: each needs a provider, and a type in its schema. */
import * as assert from "node:assert/strict";
import { fullToken, namedInText, namedInYaml } from "../../../../rehearsal/engine/named-packages";

describe("fullToken", () => {
  for (const [written, full] of [
    ["aws:sns:Topic", "aws:sns/topic:Topic"],
    ["aws:sns/topic:Topic", "aws:sns/topic:Topic"],
    ["aws:getCallerIdentity", "aws:index/getCallerIdentity:getCallerIdentity"],
    ["aws:s3:BucketV2", "aws:s3/bucketV2:BucketV2"],
    ["random:RandomPet", "random:index/randomPet:RandomPet"],
  ]) {
    it(`is ${full} for ${written}`, () => assert.equal(fullToken(written), full));
  }

  it("is nothing for what is Pulumi's own, and for what is no token", () => {
    for (const written of ["pulumi:pulumi:StackReference", "pulumi:providers:aws", "topic", "a:"]) {
      assert.equal(fullToken(written), undefined);
    }
  });
});

describe("namedInYaml", () => {
  const program = `
variables:
  vpc: { fn::invoke: { function: "aws:ec2:getVpc", arguments: { default: true }, return: id } }
  zone: { fn::aws:route53:getZone: { name: example.com } }
resources:
  other: { type: "pulumi:providers:tls" }
  platform: { type: "pulumi:pulumi:StackReference", properties: { name: acme/platform/prod } }
  front: { type: "aws:lb:LoadBalancer", properties: { internal: true } }
  found: { type: "aws:iam:Role", get: { id: deployer, state: { path: / } } }
  pet.name: { type: "random:RandomPet", properties: { length: 2 } }
outputs:
  a: \${platform.outputs["approvalTopicArn"]} and \${platform.outputs.key}
  b: \${front.dnsName}, \${front.dnsName}, \${front["zoneId"]}, \${frontier.x}
  c: \${pet.name.result}
`;
  const named = namedInYaml(program);

  it("has each package once", () => {
    assert.deepEqual([...named.packages].sort(), ["aws", "random", "tls"]);
  });

  it("has types with the arguments and outputs that the program writes", () => {
    assert.deepEqual(named.resources, [
      {
        token: "aws:lb/loadBalancer:LoadBalancer",
        inputs: ["internal"],
        outputs: ["dnsName", "zoneId"],
      },
      { token: "aws:iam/role:Role", inputs: ["path"], outputs: [] },
      { token: "random:index/randomPet:RandomPet", inputs: ["length"], outputs: ["result"] },
    ]);
  });

  it("has functions in both forms", () => {
    assert.deepEqual(named.functions, [
      { token: "aws:ec2/getVpc:getVpc", inputs: ["default"], outputs: ["id"] },
      { token: "aws:route53/getZone:getZone", inputs: ["name"], outputs: [] },
    ]);
  });

  it("has the outputs that are read of a stack", () => {
    assert.deepEqual(named.stackOutputs("platform", false), ["approvalTopicArn", "key"]);
    assert.deepEqual(named.stackOutputs("front", false), []);
  });

  it("is nothing in an empty program", () => {
    assert.deepEqual(namedInYaml("").packages, []);
  });
});

describe("namedInText", () => {
  it("has the SDKs that a program in Python imports, and what it reads of other stacks", () => {
    const named = namedInText(
      "import pulumi\nimport pulumi_aws as aws\nfrom pulumi_aws_native import s3\n" +
        "topic = ref.require_output(\"topicArn\")\nkey = ref.get_output(\n  'key')\n",
    );
    assert.deepEqual(named.packages, ["aws", "aws-native"]);
    assert.deepEqual(named.stackOutputs("any", true), ["topicArn", "key"]);
    assert.deepEqual(named.stackOutputs("any", false), []);
  });

  it("has those of Go, C# and Java", () => {
    const go = 'import "github.com/pulumi/pulumi-aws/sdk/v7/go/aws/sns"\n';
    const cSharp = "using Pulumi.Random;\nusing Aws = Pulumi.Aws;\n";
    const java = "import com.pulumi.tls.PrivateKey;\n";
    assert.deepEqual(namedInText(go + cSharp + java).packages, ["aws", "random", "tls"]);
  });
});
