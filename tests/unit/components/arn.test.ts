/** Which texts are ARNs, and of what: every part of the shape, and what stands before and behind it. */
import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  actionArn,
  parseActionArn,
  parseArn,
  parseArnOf,
  pipelineArn,
} from "../../../components/model/arn";

function refused(read: () => unknown, reason: RegExp | string): void {
  assert.throws(read, (error) => {
    assert.ok(error instanceof pulumi.InputPropertyError, String(error));
    assert.equal(error.propertyPath, "arg");
    if (typeof reason === "string") assert.equal(error.reason, reason);
    else assert.match(error.reason, reason);
    return true;
  });
}

const role = { service: "iam", region: "", accountId: "111122223333", resource: "role/a" };

describe("an ARN", () => {
  it("is read of every partition, with a Region and without", () => {
    for (const partition of ["aws", "aws-cn", "aws-us-gov", "aws-iso-b"]) {
      const arn = `arn:${partition}:iam::111122223333:role/a`;
      assert.deepEqual(parseArn(arn, "arg"), { partition, ...role });
    }
    const { region, service } = parseArn("arn:aws:wafv2-x:eu-west-1:111122223333:x", "arg");
    assert.deepEqual([service, region], ["wafv2-x", "eu-west-1"]);
  });

  const whole = "arn:aws:sns:eu-west-1:111122223333:topic";
  for (const text of [
    "",
    "topic",
    ` ${whole}`,
    `x${whole}`,
    `${whole} x`,
    `${whole}\n`,
    whole.replace("aws", "other"),
    whole.replace("aws", "awS"),
    whole.replace("aws", "aws1"),
    whole.replace("sns", ""),
    whole.replace("sns", "SNS"),
    whole.replace("sns", "s_s"),
    whole.replace("eu-west-1", "EU"),
    whole.replace("eu-west-1", "eu_west"),
    whole.replace("111122223333", "11112222333"),
    whole.replace("111122223333", "1111222233334"),
    whole.replace("111122223333", "11112222333x"),
    whole.replace("topic", ""),
  ]) {
    it(`is not ${JSON.stringify(text)}`, () => {
      refused(() => parseArn(text, "arg"), /^`arg` must be an ARN, arn:PARTITION:/);
    });
  }

  it("is no other value either, and the error says what to do", () => {
    for (const value of [undefined, null, 5, [whole]]) {
      refused(() => parseArn(value as never, "arg"), /must be an ARN/);
    }
    refused(
      () => parseArn("topic", "arg"),
      "`arg` must be an ARN, arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE, " +
        'got: "topic". Copy the ARN from the resource\'s output or from the console.',
    );
  });
});

describe("an ARN of one service", () => {
  const example = "arn:aws:lambda:eu-west-1:111122223333:function:notify";
  const read = (arn: string, like = example, service = "lambda") =>
    parseArnOf(service, arn, "arg", like);

  it("is read where it is of the kind that the example shows", () => {
    const { resource } = read("arn:aws:lambda:us-east-1:444455556666:function:other:live");
    assert.equal(resource, "function:other:live");
    const like = "arn:aws:iam::111122223333:role/x";
    assert.equal(read("arn:aws:iam::444455556666:role/a/b", like, "iam").resource, "role/a/b");
    const topic = "arn:aws:sns:eu-west-1:111122223333:topic";
    assert.equal(read(topic.replace("topic", "1-any"), topic, "sns").resource, "1-any");
    const inside = topic.replace("topic", "1-kind/x");
    assert.equal(read(topic.replace("topic", "1-any"), inside, "sns").resource, "1-any");
  });

  for (const [what, arn] of Object.entries({
    "of another service": example.replace("lambda", "sns"),
    "without an account": example.replace("111122223333", ""),
    "without a Region": example.replace("eu-west-1", ""),
    "of another kind": example.replace("function:", "layer:"),
    "of a kind that only begins so": example.replace("function:", "functions:"),
  })) {
    it(`is refused ${what}`, () => {
      refused(() => read(arn), `\`arg\` must be an ARN like ${example}, got: "${arn}".`);
    });
  }

  it("is refused with a Region where the example has none", () => {
    const like = "arn:aws:iam::111122223333:role/x";
    refused(() => read(like.replace("::", ":eu-west-1:"), like, "iam"), /must be an ARN like/);
    refused(() => read(like.replace("role/", "user/"), like, "iam"), /must be an ARN like/);
  });
});

describe("the ARN of an approval action", () => {
  const place = { partition: "aws", region: "eu-west-1", accountId: "111122223333" };
  const whole = actionArn(place, "orders", "Release", "qa");

  it("is the pipeline's, its stage and its action", () => {
    assert.equal(whole, "arn:aws:codepipeline:eu-west-1:111122223333:orders/Release/qa");
    assert.equal(pipelineArn(place, "orders"), parseActionArn(whole, "arg").pipelineArn);
    const longest = actionArn(place, "x".repeat(100), ".@-_", "A-9".padEnd(100, "z"));
    assert.equal(parseActionArn(longest, "arg").arn, longest);
  });

  for (const resource of [
    "orders",
    "orders/Release",
    "orders/Release/qa/more",
    "orders/Release/",
    "/Release/qa",
    "orders//qa",
    "orders/Release/*",
    "orders/?/qa",
    "orders/Release/-qa!",
    "!orders/Release/qa",
    `orders/Release/${"x".repeat(101)}`,
  ]) {
    it(`is not that of ${resource.slice(0, 30)}`, () => {
      const arn = whole.replace("orders/Release/qa", resource);
      refused(
        () => parseActionArn(arn, "arg"),
        /`arg` must name one approval action, like arn:aws:codepipeline:eu-west-1:111122223333:PIPELINE\/STAGE\/ACTION, without wildcards, got: ".*Use the `actionArn` output of a gate\.$/,
      );
    });
  }

  it("is none of another service", () => {
    const arn = whole.replace("codepipeline", "codebuild");
    refused(() => parseActionArn(arn, "arg"), /must be an ARN like .*PIPELINE\/STAGE\/ACTION/);
  });
});
