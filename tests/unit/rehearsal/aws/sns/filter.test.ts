import * as assert from "node:assert/strict";
import { matchesFilterPolicy } from "../../../../../rehearsal/aws/sns/filter";
import type { Subscription } from "../../../../../rehearsal/aws/sns/types";
import { pending, topicArn } from "./support";

const message = JSON.stringify({
  region: "eu-west-1",
  count: 3,
  approval: { stageName: "Production", pipelineName: "ladder", labels: ["a", "b"] },
});

function passes(
  policy: unknown,
  scope: Subscription["filterPolicyScope"] = "MessageBody",
  text = message,
): boolean {
  const filterPolicy = typeof policy === "string" ? policy : JSON.stringify(policy);
  const { subscription } = pending({ filterPolicy, filterPolicyScope: scope });
  return matchesFilterPolicy(subscription, { topicArn, message: text });
}

describe("lets (SNS filter policy)", () => {
  it("lets everything through without a policy", () => {
    assert.equal(matchesFilterPolicy(pending({}).subscription, { topicArn, message }), true);
  });

  it("lets everything through with an empty policy", () => {
    assert.equal(passes({}), true);
  });

  const stage = (rule: unknown) => ({ approval: { stageName: [rule] } });
  const cases: [string, unknown, unknown][] = [
    ["exact", stage("Production"), stage("production")],
    ["prefix", stage({ prefix: "Prod" }), stage({ prefix: "prod" })],
    ["suffix", stage({ suffix: "tion" }), stage({ suffix: "Tion" })],
    ["anything-but", stage({ "anything-but": ["Dev"] }), stage({ "anything-but": "Production" })],
    [
      "anything-but with prefix",
      stage({ "anything-but": { prefix: "Dev" } }),
      stage({ "anything-but": { prefix: "Prod" } }),
    ],
    [
      "equals-ignore-case",
      stage({ "equals-ignore-case": "PRODUCTION" }),
      stage({ "equals-ignore-case": "PROD" }),
    ],
    ["exists", stage({ exists: true }), stage({ exists: false })],
    ["numeric", { count: [{ numeric: [">=", 3] }] }, { count: [{ numeric: [">", 3] }] }],
    [
      "$or",
      { $or: [{ region: ["x"] }, { count: [3] }] },
      { $or: [{ region: ["x"] }, { count: [4] }] },
    ],
    ["several keys", { region: ["eu-west-1"], count: [3] }, { region: ["eu-west-1"], count: [4] }],
    ["a list in the message", { approval: { labels: ["b"] } }, { approval: { labels: ["c"] } }],
  ];
  for (const [name, fits, fitsNot] of cases) {
    it(`lets through what fits ${name}`, () => assert.equal(passes(fits), true));
    it(`keeps back what does not fit ${name}`, () => assert.equal(passes(fitsNot), false));
  }

  for (const text of ["plain words", "[1]", "null"]) {
    it(`keeps ${text} from a policy on the body`, () => {
      assert.equal(passes({ region: [{ exists: false }] }, "MessageBody", text), false);
    });
  }

  it("sees no attributes on CodePipeline's messages", () => {
    assert.equal(passes({ region: ["eu-west-1"] }, "MessageAttributes"), false);
    assert.equal(passes({ region: [{ exists: false }] }, "MessageAttributes"), true);
  });

  it("looks at attributes when no scope is set", () => {
    const { subscription } = pending({ filterPolicy: '{"region":["eu-west-1"]}' });
    assert.equal(matchesFilterPolicy(subscription, { topicArn, message }), false);
  });

  it("refuses nested keys for attributes", () => {
    assert.throws(
      () => passes({ approval: { stageName: ["x"] } }, "MessageAttributes"),
      /Key "approval" .* needs scope MessageBody/,
    );
  });

  const bad: [string, unknown, RegExp][] = [
    ["an unknown operator", stage({ regex: ".*" }), /Operator "regex" is not known/],
    ["EventBridge's wildcard", stage({ wildcard: "P*" }), /Operator "wildcard" is not known/],
    ["no JSON", "{", /is not JSON/],
    ["a list", "[1]", /A pattern is an object/],
    ["a key with a plain value", { region: "eu-west-1" }, /takes a list of rules/],
    [
      "an unknown operator behind a key that fits not",
      { count: [4], region: [{ regex: "x" }] },
      /"regex"/,
    ],
  ];
  for (const [name, policy, error] of bad) {
    it(`throws at ${name}`, () => {
      assert.throws(() => passes(policy), error);
    });
  }

  it("throws at an unknown operator also when the message is no JSON", () => {
    assert.throws(() => passes(stage({ regex: "x" }), "MessageBody", "words"), /"regex"/);
  });
});
