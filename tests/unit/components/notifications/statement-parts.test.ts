/** Which conditions name from where a call comes: what is taken for a name opens a topic to its owner. */
import * as assert from "node:assert/strict";
import {
  awsAccounts,
  namesSource,
  servicesOf,
} from "../../../../components/notifications/model/statement-parts";

const account = "111122223333";
const org = "o-a1b2c3d4e5";
const bucket = "arn:aws:s3:::release-artifacts";

const operators = ["StringEquals", "StringLike", "StringEqualsIgnoreCase", "ArnEquals", "ArnLike"];
const names = (condition: unknown, of: "anybody" | "service" = "anybody"): boolean =>
  namesSource(condition, of);
const held = (value: unknown, key = "aws:SourceArn"): boolean =>
  names({ StringLike: { [key]: value } });

describe("a condition that names its source", () => {
  for (const operator of operators.flatMap((one) => [one, `ForAnyValue:${one}`])) {
    it(`by ${operator}, written so and in no other way`, () => {
      assert.equal(names({ [operator]: { "aws:SourceAccount": account } }), true);
      for (const other of [
        `x${operator}`,
        `${operator}x`,
        `${operator}IfExists`,
        `${operator}\n`,
      ]) {
        assert.equal(names({ [other]: { "aws:SourceAccount": account } }), false, other);
      }
    });
  }

  const keys: [key: string, anybody: boolean, service: boolean][] = [
    ["aws:SourceAccount", true, true],
    ["aws:SourceArn", true, true],
    ["aws:SourceOrgID", true, true],
    ["aws:SourceOrgPaths", false, true],
    ["aws:PrincipalAccount", true, false],
    ["aws:PrincipalArn", true, false],
    ["aws:PrincipalOrgID", true, false],
    ["aws:PrincipalOrgPaths", true, false],
    ["AWS:SourceOwner", true, false],
    ["aws:SourceVpc", false, false],
    ["aws:PrincipalType", false, false],
    ["", false, false],
  ];
  for (const [key, anybody, service] of keys) {
    it(`by the key ${JSON.stringify(key)}: of everybody ${anybody}, of a service ${service}`, () => {
      const condition = { StringEquals: { [key]: account } };
      assert.equal(names(condition, "anybody"), anybody);
      assert.equal(names(condition, "service"), service);
    });
  }

  const named: unknown[] = [
    account,
    org,
    `${org}/r-ab12/ou-ab12-11111111/*`,
    [account, org],
    `arn:aws:iam::${account}:role/*`,
    `arn:aws:events:eu-west-1:${account}:rule/orders`,
    `arn:aws:iam:*:${account}:*`,
    bucket,
    "arn:aws:s3:::a-1",
    `arn:aws:s3:::${"a".repeat(63)}`,
  ];
  for (const value of named) {
    it(`is ${JSON.stringify(value)}`, () => assert.equal(held(value), true));
  }

  const nobody: unknown[] = [
    ...["", "*", "o-*", "o-", `x${org}`, `${org}x*`, `${org}*`, `${account}*`, `*${account}`],
    ...["11112222333", "1111222233334", `${account}\n`, `\n${account}`, `${org}\n`, `x${account}`],
    ...["arn:aws:iam::*:role/admin", "arn:aws:iam::11112222333?:role/admin", "arn:aws:iam"],
    ...[`arn:aws:iam::x${account}:role/a`, `arn:aws:iam::${account}x:role/a`, "arn:aws:sns:eu:"],
    ...["arn:aws:s3:::*", "arn:aws:s3:::release-?", "arn:aws:s3:::ab", "arn:aws:s3::"],
    ...[`arn:aws:s3:::${"a".repeat(64)}`, `${bucket}/*`, `arn:aws:s3:::*${"a".repeat(3)}`],
    ...["arn:aws:iam:::role", "arn:aws:sns:::release-artifacts", "arn:aws:s3x:::release-artifacts"],
    ...[7, null, [], [7], [account, "*"], ["*", account], { account }],
    // An ARN that has no resource names no bucket, though four parts of it are there.
    "arn:aws:s3::release",
  ];
  for (const value of nobody) {
    it(`is not ${JSON.stringify(value)}`, () => assert.equal(held(value), false));
  }

  for (const condition of [undefined, null, "StringEquals", 7, [], {}, { StringEquals: null }]) {
    it(`is not ${JSON.stringify(condition)} as a whole`, () => {
      assert.equal(names(condition), false);
      assert.equal(names([{ StringEquals: { "aws:SourceAccount": account } }]), false);
      assert.equal(names({ StringEquals: [{ "aws:SourceAccount": account }] }), false);
    });
  }

  it("is one of several: the others only narrow it", () => {
    const narrow = { Bool: { "aws:SecureTransport": "true" } };
    assert.equal(names({ ...narrow, StringEquals: { "aws:SourceAccount": account } }), true);
    const beside = { "aws:SourceVpc": "vpc-1", "aws:SourceAccount": account };
    assert.equal(names({ ...narrow, StringEquals: beside }), true);
  });
});

describe("a principal", () => {
  it("is of the accounts and services that it names, one or many", () => {
    assert.deepEqual(awsAccounts({ AWS: "*", Service: "a" }), ["*"]);
    assert.deepEqual(awsAccounts({ AWS: [account, "*"] }), [account, "*"]);
    assert.deepEqual(servicesOf({ Service: "events.amazonaws.com" }), ["events.amazonaws.com"]);
    assert.deepEqual(servicesOf({ Service: ["a", "b"], AWS: "*" }), ["a", "b"]);
    for (const none of ["*", null, ["Service"], {}, undefined]) {
      assert.deepEqual(servicesOf(none), []);
      assert.deepEqual(awsAccounts(none), []);
    }
  });
});
