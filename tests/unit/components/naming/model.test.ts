import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import * as pulumi from "@pulumi/pulumi";
import {
  customData,
  externalEntityLink,
  pipelineName,
  timeoutInMinutes,
} from "../../../../components/approval/model/approval-checks";
import { actionArn, parseArn } from "../../../../components/scope/model/arn";
import { parseActionArn } from "../../../../components/scope/model/arn-kinds";
import { type Check, quote } from "../../../../components/inputs/model/checks";
import {
  approverGroupName,
  approverPolicyName,
  fitName,
} from "../../../../components/naming/model/names";
import { email, subscription } from "../../../../components/notifications/model/recipient-checks";

function passes<T>(check: Check<T>, value: T): boolean {
  try {
    check(value, "arg");
    return true;
  } catch (error) {
    assert.ok(error instanceof pulumi.InputPropertyError, String(error));
    assert.equal(error.propertyPath.startsWith("arg"), true);
    assert.ok(error.reason.includes("`arg"), error.reason);
    return false;
  }
}

const name = fc.stringMatching(/^[A-Za-z0-9.@_-]{1,100}$/, { size: "max" });
const pieces = fc
  .array(
    fc.oneof(fc.constantFrom("#{", "}", "#", "{", ".", "a", "build.V", "#{a.b}", " "), fc.string()),
  )
  .map((parts) => parts.join(""));

describe("names", () => {
  it("that fit stay as they are", () => {
    const fits = fc.stringMatching(/^[\w+=,.@-]{0,128}$/, { size: "max" });
    fc.assert(fc.property(fits, (text) => fitName(text) === text));
  });

  it("that do not fit have exactly IAM's length, and keep their beginning", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\w+=,.@-]{129,400}$/, { size: "max" }), (text) => {
        assert.equal(fitName(text).length, 128);
        assert.ok(fitName(text).startsWith(text.slice(0, 119)));
      }),
    );
  });

  it("with characters that IAM does not take have none of them, and a hash", () => {
    const odd = fc.stringMatching(/^[A-Za-z/ üé]{0,150}[/ ü]$/, { size: "max" });
    fc.assert(
      fc.property(odd, (text) => assert.match(fitName(text), /^[\w+=,.@-]{0,119}-[0-9a-f]{8}$/)),
    );
  });

  it("that differ stay different", () => {
    const long = fc.tuple(fc.constant("x".repeat(130)), fc.string()).map((parts) => parts.join(""));
    fc.assert(fc.property(long, long, (a, b) => (a === b) === (fitName(a) === fitName(b))));
  });

  const owner = { project: "p", stack: "s", type: "ApprovalGate", name: "n" } as const;
  const makers = [approverPolicyName, approverGroupName];

  it("of a gate's policy and group are names that IAM takes, different for each Region", () => {
    fc.assert(
      fc.property(name, name, name, (pipelineName, stageName, actionName) => {
        const action = { pipelineName, stageName, actionName };
        const names = makers.flatMap((make) => [
          make(action, "eu-west-1", owner),
          make(action, "us-gov-west-1", owner),
        ]);
        assert.equal(new Set(names).size, 4);
        for (const each of names) assert.match(each, /^[\w+=,.@-]{1,128}$/);
      }),
    );
  });

  it("of different approvals, and of different components for one approval, never meet", () => {
    const action = (pipelineName: string, stageName: string, actionName: string) => ({
      ...{ pipelineName, stageName, actionName },
    });
    const others = [
      { ...owner, project: "q" },
      { ...owner, stack: "t" },
      { ...owner, type: "MultiApprovalStage" as const },
      { ...owner, name: "m" },
    ];
    for (const make of makers) {
      const names = [
        make(action("a-b", "c", "d"), "eu-west-1", owner),
        make(action("a", "b-c", "d"), "eu-west-1", owner),
        make(action("a", "b", "c-d"), "eu-west-1", owner),
        make(action("a", "b", "QA"), "eu-west-1", owner),
        make(action("a", "b", "qa"), "eu-west-1", owner),
        ...others.map((other) => make(action("a", "b", "qa"), "eu-west-1", other)),
      ];
      const distinct = new Set(names.map((each) => each.toLowerCase()));
      assert.equal(distinct.size, names.length, names.join("\n"));
    }
  });
});

describe("checks", () => {
  it("pass customData exactly if it says something, its length fits and every variable is whole", () => {
    fc.assert(
      fc.property(pieces, (text) => {
        const whole =
          text.split("#{").length - 1 === (text.match(/#\{[\w@-]{1,100}\.[\w@-]+\}/g) ?? []).length;
        const says = text.trim() !== "" && text.length <= 1000;
        assert.equal(passes(customData, text), whole && says);
      }),
      { numRuns: 500 },
    );
  });

  it("pass at every bound and refuse beyond it", () => {
    const bounds: [ok: boolean, passed: boolean][] = [
      [true, passes(customData, "x")],
      [true, passes(customData, "x".repeat(1000))],
      [false, passes(customData, "x".repeat(1001))],
      [true, passes(externalEntityLink, `https://${"x".repeat(992)}`)],
      [false, passes(externalEntityLink, `https://${"x".repeat(993)}`)],
      [true, passes(externalEntityLink, "#{build.LINK}")],
      [true, passes(externalEntityLink, "http://example.com/#{build.ID}?x=1")],
      [true, passes(pipelineName, "x")],
      [true, passes(pipelineName, "x".repeat(100))],
      [false, passes(pipelineName, "x".repeat(101))],
      [true, passes(timeoutInMinutes, 5)],
      [true, passes(timeoutInMinutes, 86400)],
      [true, passes(email, `${"x".repeat(308)}@example.com`)],
      [false, passes(email, `${"x".repeat(309)}@example.com`)],
    ];
    assert.deepEqual(
      bounds.map(([, passed]) => passed),
      bounds.map(([ok]) => ok),
    );
  });

  it("pass every name that CodePipeline takes, and no other character", () => {
    fc.assert(fc.property(name, (text) => passes(pipelineName, text)));
    const other = fc
      .string({ minLength: 1, maxLength: 1 })
      .filter((c) => !/[A-Za-z0-9.@\-_]/.test(c));
    fc.assert(fc.property(name, other, (text, c) => !passes(pipelineName, text.slice(1) + c)));
  });

  it("never fail in another way than by refusing", () => {
    const any = fc.anything();
    fc.assert(
      fc.property(any, fc.object(), (value, record) => {
        passes(customData, value as string);
        passes(email, value as string);
        passes(timeoutInMinutes, value as number);
        passes(subscription, { ...record, protocol: value } as never);
        for (const protocol of ["email", "sms", "https", "sqs", "lambda", "firehose"]) {
          passes(subscription, { protocol, endpoint: value } as never);
        }
      }),
      // The value that once broke a check comes first.
      { examples: [[{ toString: {} }, {}]] },
    );
  });

  it("quote what was given: short whole, long cut, numbers as they are", () => {
    assert.deepEqual([4, NaN, -Infinity, "x", undefined, null, { a: 1 }].map(quote), [
      "4",
      "NaN",
      "-Infinity",
      '"x"',
      "undefined",
      "null",
      '{"a":1}',
    ]);
    assert.equal(quote("x".repeat(78)).length, 80);
    assert.equal(quote("x".repeat(79)), `"${"x".repeat(59)}..." (79 characters)`);
    assert.equal(quote(["x".repeat(90)]), `["${"x".repeat(58)}...`);
  });
});

describe("ARNs", () => {
  it("of actions are read as they are written", () => {
    fc.assert(
      fc.property(name, name, name, (pipeline, stage, action) => {
        const place = { partition: "aws-cn", region: "cn-north-1", accountId: "111122223333" };
        const arn = actionArn(place, pipeline, stage, action);
        assert.deepEqual(parseActionArn(arn, "arg"), {
          arn,
          pipelineArn: `arn:aws-cn:codepipeline:cn-north-1:111122223333:${pipeline}`,
        });
      }),
    );
  });

  it("have six parts, some of them empty", () => {
    assert.deepEqual(parseArn("arn:aws:s3:::bucket/a:b", "arg"), {
      partition: "aws",
      service: "s3",
      region: "",
      accountId: "",
      resource: "bucket/a:b",
    });
  });
});
