/** Answers to what a program asks for: provider functions, other stacks, single actions. */
import * as assert from "node:assert/strict";
import { answerOf, CallAnswers } from "../../../../rehearsal/settings/calls";
import { choiceOf } from "../../../../rehearsal/settings/choices";
import { InventedSettings } from "../../../../rehearsal/settings/invented";
import { MissingError } from "../../../../rehearsal/settings/missing";
import { stackReferenceOf } from "../../../../rehearsal/settings/stack-references";

describe("answerOf", () => {
  const answers = [
    {
      function: "aws:ec2/getVpc:getVpc",
      arguments: { id: "vpc-1" },
      result: { cidrBlock: "10.0.0.0/16" },
    },
    { function: "aws:ec2/getVpc:getVpc", result: { id: "vpc-2" } },
  ];

  it("is the first whose arguments fit, with the arguments beside it", () => {
    assert.deepEqual(answerOf(answers, "aws:ec2/getVpc:getVpc", { id: "vpc-1", state: "x" }), {
      ...{ id: "vpc-1", state: "x", cidrBlock: "10.0.0.0/16" },
    });
    assert.deepEqual(answerOf(answers, "aws:ec2/getVpc:getVpc", { default: true }), {
      ...{ default: true, id: "vpc-2" },
    });
  });

  it("is undefined for another function", () => {
    assert.equal(answerOf(answers, "aws:ec2/getSubnet:getSubnet", {}), undefined);
  });
});

describe("CallAnswers", () => {
  const token = "aws:ec2/getVpc:getVpc";
  const answers = new CallAnswers([
    { function: token, arguments: { default: true }, result: { id: "vpc-1" } },
    { function: token, result: { id: "vpc-2" } },
    { function: "aws:ec2/getSubnet:getSubnet", result: { id: "subnet-1" } },
  ]);

  it("knows which answers nobody has asked for", () => {
    answers.answer(token, { default: true }, () => undefined);
    assert.deepEqual(answers.unused(), [
      "rehearsal:calls[1] (aws:ec2/getVpc:getVpc)",
      "rehearsal:calls[2] (aws:ec2/getSubnet:getSubnet)",
    ]);
  });

  it("asks the account where nobody has answered, and refuses what that does not know", () => {
    const other = "aws:ec2/getAmi:getAmi";
    assert.deepEqual(
      answers.answer(other, {}, () => ({ id: "ami-1" })),
      { id: "ami-1" },
    );
    assert.throws(() => answers.answer(other, {}, () => undefined), MissingError);
  });
});

describe("stackReferenceOf", () => {
  const registration = (name: string, inputs: object = {}) => ({
    ...{ type: "pulumi:pulumi:StackReference", name, inputs, custom: true, id: name },
  });
  const stacks = { "org/platform/prod": { topicArn: "arn" } };

  it("answers the outputs of a stack, by its name or by the resource's", () => {
    const state = {
      name: "org/platform/prod",
      outputs: { topicArn: "arn" },
      secretOutputNames: [],
    };
    for (const one of [
      registration("org/platform/prod"),
      registration("p", { name: "org/platform/prod" }),
    ]) {
      assert.deepEqual(stackReferenceOf(one, stacks), { id: "org/platform/prod", state });
    }
  });

  it("says which stack is not known, and what to write", () => {
    assert.throws(
      () => stackReferenceOf(registration("org/other/prod"), stacks),
      (error: Error) =>
        error instanceof MissingError &&
        /stack org\/other\/prod are not known/.test(error.message) &&
        /  rehearsal:stackReferences:\n    org\/other\/prod:\n/.test(error.message),
    );
  });

  it("knows no stack by a name that JavaScript has for itself", () => {
    assert.throws(() => stackReferenceOf(registration("constructor"), stacks), MissingError);
  });

  it("leaves every other resource alone", () => {
    const bucket = { ...registration("b"), type: "aws:s3/bucket:Bucket" };
    assert.equal(stackReferenceOf(bucket, stacks), undefined);
  });
});

describe("choiceOf", () => {
  it("goes by the action's name, and by STAGE/ACTION before it", () => {
    const choices = { Build: { run: true }, "Test/Build": { fails: "no" } };
    const of = (stageName: string, name: string) =>
      choiceOf(choices, { stageName, action: { name } });
    assert.deepEqual(of("Build", "Build"), { run: true });
    assert.deepEqual(of("Test", "Build"), { fails: "no" });
    assert.deepEqual(of("Test", "Other"), {});
    assert.deepEqual(of("Test", "toString"), {});
  });
});

describe("InventedSettings, of outputs of other stacks", () => {
  const rows = [
    ["vpcId", "vpc-0123456789abcdef0"],
    ["private_subnet_ids", ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]],
    ["approvalTopicArn", "arn:aws:sns:eu-west-1:111122223333:invented"],
    ["deployRoleArn", "arn:aws:iam::111122223333:role/invented"],
    ["artifactBucketArn", "arn:aws:s3:::invented"],
    ["clusterName", "invented-clusterName"],
    ["anything", "invented-anything"],
  ] as const;
  for (const [output, value] of rows) {
    it(`have the form that the name promises: ${output}`, () => {
      const invented = new InventedSettings({}, "eu-west-1");
      assert.deepEqual(invented.addOutput("acme/platform/prod", output), value);
      assert.deepEqual(invented.settings.stackReferences, {
        "acme/platform/prod": { [output]: value },
      });
    });
  }
});
