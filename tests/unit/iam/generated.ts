/** Policies and requests that fast-check makes up. */
import * as fc from "fast-check";
import type { Values } from "../../../iam/context";
import { prefix, type Statement, user } from "./support";

export const requests = fc.constantFrom(
  ["codepipeline:PutApprovalResult", `${prefix}shop/Gate/Approve`],
  ["codepipeline:PutApprovalResult", `${prefix}shop/Gate/qa`],
  ["codepipeline:PutApprovalResult", `${prefix}shop/Prod/Approve`],
  ["codepipeline:GetPipelineState", `${prefix}shop`],
  ["codepipeline:GetPipeline", `${prefix}other`],
  ["codepipeline:ListPipelines", "*"],
);

export const actionPatterns = [
  ...["*", "codepipeline:*", "codepipeline:Get*", "codepipeline:Put*", "sns:Publish"],
  ...[
    "CodePipeline:putapprovalresult",
    "codepipeline:GetPipeline",
    "codepipeline:GetPipeline?tate",
  ],
  ...["codepipeline:*Approval*", "codepipeline:ListPipelines"],
];

// Left out: wildcards before the first slash, ARNs cut short, and variables without a value under
// NotResource, where the simulator is a special case. The tables have exact cases for them.
export const resourcePatterns = [
  ...["*", `${prefix}shop`, `${prefix}*`, `${prefix}shop/*`, `${prefix}shop/Gate/Approve`],
  ...[`${prefix}shop/*/Approve`, `${prefix}shop/????/Approve`, `${prefix}shop/*/q?`],
  `${prefix}shop/Gate/\${aws:username}`,
  `${prefix}shop/\${aws:PrincipalTag/stage}/Approve`,
  ...["arn:aws:codepipeline:*:*:shop", "arn:aws:codepipeline:us-*:*:shop*"],
  ...["arn:aws:codepipeline:*:111122223333:o*r", "arn:*:codepipeline:eu-west-1:*:shop/*e"],
];

export const some = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.array(values, { minLength: 1, maxLength: 3 });

type Conditions = Record<string, Record<string, string[]>>;

/** One operator and key, with some values. */
export function block(
  operators: readonly string[],
  key: string,
  values: readonly string[],
): fc.Arbitrary<Conditions> {
  return fc
    .tuple(
      fc.constantFrom(...operators),
      fc.constantFrom("", "IfExists"),
      some(fc.constantFrom(...values)),
    )
    .map(([operator, suffix, list]) => ({ [operator + suffix]: { [key]: list } }));
}

const family = (kind: string): string[] =>
  ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"].map(
    (comparison) => kind + comparison,
  );
export const text = [
  ...["StringEquals", "StringNotEquals", "StringLike", "StringNotLike"],
  ...["StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"],
];
const bool = ["true", "false"];
const dates = ["2026-11-22T00:00:00Z", "2026-11-23T00:00:00Z", "2030-01-01T00:00:00Z"];
const paths = "aws:PrincipalOrgPaths";

const sets = fc
  .tuple(
    fc.constantFrom("ForAnyValue:", "ForAllValues:"),
    fc.constantFrom(...text),
    some(fc.constantFrom("stage", "st*", "team", "Stage")),
  )
  .map(([set, operator, list]): Conditions => ({ [set + operator]: { [paths]: list } }));

export const conditions: readonly fc.Arbitrary<Conditions>[] = [
  block(text, "aws:username", ["qa", "QA", "q*", "?a", "other", "${aws:username}"]),
  block(["Bool"], "aws:MultiFactorAuthPresent", bool),
  block(family("Numeric"), "aws:MultiFactorAuthAge", ["10", "300", "3600"]),
  block(family("Date"), "aws:CurrentTime", dates),
  block(["IpAddress", "NotIpAddress"], "aws:SourceIp", [
    "127.0.0.0/8",
    "10.0.0.0/8",
    "127.0.0.1/32",
  ]),
  block(["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"], "aws:PrincipalArn", [
    ...[user, "arn:aws:iam::*:user/*", "arn:aws:iam::*:role/*"],
  ]),
  fc
    .tuple(
      fc.constantFrom("aws:MultiFactorAuthPresent", "aws:username"),
      some(fc.constantFrom(...bool)),
    )
    .map(([key, value]): Conditions => ({ Null: { [key]: value } })),
  sets,
];

/** Statements of these patterns, with their opposites. */
export function statementsOf(
  actions: readonly string[],
  resources: readonly string[],
  when: readonly fc.Arbitrary<Conditions>[],
): fc.Arbitrary<Statement> {
  const either = (key: string, values: readonly string[]) =>
    fc
      .tuple(fc.constantFrom(key, key, `Not${key}`), some(fc.constantFrom(...values)))
      .map(([name, list]) => ({ [name]: list }));
  return fc
    .tuple(
      fc.constantFrom("Allow", "Allow", "Deny"),
      either("Action", actions),
      either("Resource", resources),
      fc.option(fc.oneof(...when), { nil: undefined }),
    )
    .map(([Effect, act, on, Condition]) => ({
      Effect,
      ...act,
      ...on,
      ...(Condition && { Condition }),
    }));
}

export const documentsOf = (statement: fc.Arbitrary<Statement>) =>
  fc.array(
    fc
      .array(statement, { minLength: 1, maxLength: 3 })
      .map((Statement) => ({ Version: "2012-10-17", Statement })),
    { maxLength: 3 },
  );

/** Requests of a user, of whom more or less is known. */
export const contexts: fc.Arbitrary<Values> = fc
  .record({
    mfa: fc.option(fc.constantFrom(...bool), { nil: undefined }),
    age: fc.option(fc.constantFrom("9", "300", "4000"), { nil: undefined }),
    keys: fc.option(fc.subarray(["stage", "team", "cost"], { minLength: 1 }), { nil: undefined }),
    ip: fc.constantFrom("127.0.0.1", "192.0.2.1"),
    tag: fc.constantFrom("Gate", "Prod"),
  })
  .map(({ mfa, age, keys, ip, tag }) => ({
    ...{ "aws:username": "qa", "aws:PrincipalArn": user, "aws:SourceIp": ip },
    ...{ "aws:CurrentTime": "2026-11-22T21:00:00Z", "aws:PrincipalTag/stage": tag },
    ...(mfa && { "aws:MultiFactorAuthPresent": mfa }),
    ...(age && { "aws:MultiFactorAuthAge": age }),
    ...(keys && { [paths]: keys }),
  }));
