/** Which texts are ARNs, and of what: every part of the shape, and what stands before and behind it. */
import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { actionArn, parseArn, pipelineArn } from "../../../../components/scope/model/arn";
import {
  type ArnKind,
  parseActionArn,
  parseArnOf,
} from "../../../../components/scope/model/arn-kinds";

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

describe("an ARN of one thing", () => {
  const notify = "arn:aws:lambda:eu-west-1:111122223333:function:notify";
  const roles = "arn:aws:iam::111122223333:role/";
  const key = "arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab";

  const taken: [kind: ArnKind, arn: string][] = [
    ["function", notify],
    ["function", `${notify}:live`],
    ["function", `${notify}:$LATEST`],
    ["role", `${roles}a`],
    ["role", `${roles}team/a+=,.@-/A_1`],
    ["role", `${roles}a/b!"#%&'()+,-.:;<=>@[]^{|}~/c`],
    ["queue", "arn:aws-cn:sqs:cn-north-1:111122223333:a_-B"],
    ["queue", "arn:aws:sqs:eu-west-1:111122223333:a.fifo"],
    ["stream", "arn:aws:firehose:eu-west-1:111122223333:deliverystream/a.b"],
    ["topic", "arn:aws-us-gov:sns:us-gov-west-1:111122223333:a.fifo"],
    ["key", key],
  ];
  for (const [kind, arn] of taken) {
    it(`is read: ${arn}`, () => {
      const { service, resource } = parseArnOf(kind, arn, "arg");
      assert.ok(arn.includes(`:${service}:`) && arn.endsWith(`:${resource}`));
    });
  }

  const refusedOnes: [kind: ArnKind, arn: unknown][] = [
    ["function", notify.replace("lambda", "sns")],
    ["function", notify.replace("111122223333", "")],
    ["function", notify.replace("eu-west-1", "")],
    ["function", notify.replace("function:", "layer:")],
    ["function", notify.replace("function:", "functions:")],
    ["function", `${notify}:live:more`],
    ["role", roles.replace("::", ":eu-west-1:") + "a"],
    ["role", roles.replace("role/", "user/") + "a"],
    ["role", `${roles}/a`],
    ["key", `${key}0`],
    ["key", `x${key}`],
    ["topic", "*"],
    ["topic", undefined],
    ["topic", 7],
    ["topic", ["arn:aws:sns:eu-west-1:111122223333:a"]],
  ];
  for (const kind of ["*", "?", "a*", "", "a?", "${aws:username}", "a/"]) {
    refusedOnes.push(["role", roles + kind], ["function", notify.replace("notify", kind)]);
    refusedOnes.push(["queue", `arn:aws:sqs:eu-west-1:111122223333:${kind}`]);
    refusedOnes.push(["stream", `arn:aws:firehose:eu-west-1:111122223333:deliverystream/${kind}`]);
    refusedOnes.push(["topic", `arn:aws:sns:eu-west-1:111122223333:${kind}`]);
    refusedOnes.push(["key", key.replace(/mrk-.*/, kind)]);
  }
  // The kind stands at the beginning of what is behind the account.
  refusedOnes.push(["role", roles.replace("role/", "xrole/a")]);
  refusedOnes.push(["role", roles.replace("role/", "user/role/a")]);
  refusedOnes.push(["stream", "arn:aws:firehose:eu-west-1:111122223333:xdeliverystream/a"]);
  for (const [kind, arn] of refusedOnes) {
    it(`is refused as the ARN of one ${kind}: ${JSON.stringify(arn)}`, () => {
      refused(
        () => parseArnOf(kind, arn, "arg"),
        /^`arg` must be the ARN of one .*, like arn:aws:.*, got: .*\. Copy it from the .*console\.$/,
      );
    });
  }

  it("is refused with an example that is one, and by what it is called in AWS", () => {
    const called: Partial<Record<ArnKind, string>> = { stream: "delivery stream" };
    for (const kind of ["role", "function", "queue", "stream", "topic", "key"] as const) {
      const what = called[kind] ?? kind;
      refused(
        () => parseArnOf(kind, "a", "arg"),
        new RegExp(
          `^\`arg\` must be the ARN of one ${what}, .* Copy it from the ${what}'s output or `,
        ),
      );
      assert.throws(
        () => parseArnOf(kind, "a", "arg"),
        ({ message }: Error) => {
          const example = /, like (\S+), got/.exec(message)?.[1];
          assert.doesNotThrow(() => parseArnOf(kind, example, "arg"), message);
          return true;
        },
      );
    }
  });

  it("is refused with the remedy of its argument, where that has one", () => {
    refused(() => parseArnOf("role", "a", "arg", "Ask."), /, got: "a"\. Ask\.$/);
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
        /`arg` must be the ARN of one approval action, like arn:aws:codepipeline:eu-west-1:111122223333:PIPELINE\/STAGE\/ACTION, got: ".*Use the `actionArn` output of a gate\.$/,
      );
    });
  }

  it("is none of another service", () => {
    const arn = whole.replace("codepipeline", "codebuild");
    refused(
      () => parseActionArn(arn, "arg"),
      /must be the ARN of one approval action, like .*PIPELINE\/STAGE\/ACTION/,
    );
  });
});
