/** What the engine is told of the packages that a program names. */
import * as assert from "node:assert/strict";
import * as os from "node:os";
import { namedInYaml } from "../../../../rehearsal/engine/named-packages";
import {
  awsSchemaFor,
  awsSdk,
  resolverOf,
  schemaOfNamed,
} from "../../../../rehearsal/engine/program-schema";

const named = namedInYaml(`
variables:
  vpc: { fn::invoke: { function: "aws:ec2:getVpc", arguments: { default: true }, return: id } }
  word: { fn::random:getWord: { length: 3 } }
resources:
  front: { type: "aws:lb:LoadBalancer", properties: { internal: true } }
  wrong: { type: "aws:lb:LoadBalancr" }
  pet: { type: "random:RandomPet", properties: { length: 2 } }
  other: { type: "random:RandomPet", properties: { prefix: p } }
outputs: { a: "\${pet.result}" }
`);

describe("awsSchemaFor", () => {
  // The real compiler reads the SDK's declarations.
  it("has what the account acts out, and the types of the AWS provider that a program names", function () {
    this.timeout(60_000);
    const sdk = awsSdk(resolverOf([]))!;
    const { resources, functions } = JSON.parse(awsSchemaFor(sdk, named));
    assert.ok("aws:codepipeline/pipeline:Pipeline" in resources);
    const balancer = resources["aws:lb/loadBalancer:LoadBalancer"];
    assert.deepEqual(balancer.inputProperties.internal, { type: "boolean" });
    assert.deepEqual(balancer.properties.dnsName, { type: "string" });
    // A type that there is not stays unknown, as with the real provider.
    assert.equal("aws:lb/loadBalancr:LoadBalancr" in resources, false);
    assert.deepEqual(functions["aws:ec2/getVpc:getVpc"].inputs.properties.default, {
      type: "boolean",
    });
    assert.equal(
      Object.keys(resources).some((token) => !token.startsWith("aws:")),
      false,
    );
  });
});

describe("schemaOfNamed", () => {
  it("has of another package what the program writes, of any type", () => {
    const any = { $ref: "pulumi.json#/Any" };
    assert.deepEqual(JSON.parse(schemaOfNamed("random", named)), {
      ...{ name: "random", version: "1.0.0" },
      resources: {
        "random:index/randomPet:RandomPet": {
          inputProperties: { length: any, prefix: any },
          properties: { length: any, prefix: any, result: any },
        },
      },
      functions: {
        "random:index/getWord:getWord": {
          inputs: { properties: { length: any } },
          outputs: { properties: {} },
        },
      },
    });
  });
});

describe("awsSdk", () => {
  it("is nothing where no folder has the package", () => {
    const none = () => {
      throw new Error("Cannot find module");
    };
    assert.equal(awsSdk(none), undefined);
    assert.match(awsSdk(resolverOf([os.tmpdir()]))!.folder, /node_modules\/@pulumi\/aws$/);
  });
});
