/** The Condition element, row by row: what we say, and what iam-simulate says of the same. */
import { conforms, type More, type Row, user } from "./support";

const row = (Condition: unknown, ours: Row[1], more?: More): Row => [{ Condition }, ours, more];
const mfa = "aws:MultiFactorAuthPresent";
const paths = "aws:PrincipalOrgPaths";
const session = { context: { [mfa]: "true" } };
const without = { context: { [mfa]: "false" } };
const notSaid = "AWS does not say";
const several = { theirs: "no", why: "AWS asks for a set operator" } as const;

const texts: Row[] = [
  row(undefined, "yes"),
  row({}, "yes"),
  row({ StringEquals: {} }, "yes"),
  row({ StringEquals: { "aws:username": "qa" } }, "yes"),
  row({ StringEquals: { "AWS:UserName": ["ann", "qa"] } }, "yes"),
  row({ stringequals: { "aws:username": "QA" } }, "no"),
  row({ StringEqualsIgnoreCase: { "aws:username": "QA" } }, "yes"),
  row({ StringNotEquals: { "aws:username": "qa" } }, "no"),
  row({ StringNotEquals: { "aws:username": ["ann", "bob"] } }, "yes"),
  row({ StringNotEquals: { "aws:username": ["ann", "qa"] } }, "no"),
  row({ StringNotEqualsIgnoreCase: { "aws:username": "QA" } }, "no"),
  row({ StringEquals: { "aws:username": "q*" } }, "no"),
  row({ StringEquals: { "aws:username": [] } }, "no"),
  row({ StringNotEquals: { "aws:username": [] } }, "yes"),
  row({ StringLike: { "aws:username": "q*" } }, "yes"),
  row({ StringLike: { "aws:username": "q?" } }, "yes"),
  row({ StringLike: { "aws:username": "q" } }, "no"),
  row({ StringLike: { "aws:username": "q\u{1f600}?" } }, "yes", {
    context: { "aws:username": "q\u{1f600}\u{1f601}" },
    ...{ theirs: "no", why: "it counts an emoji for two characters" },
  }),
  row({ StringNotLike: { "aws:username": "q*" } }, "no"),
  row({ StringNotLike: { "aws:username": ["ann", "b?b"] } }, "yes"),
  row({ BinaryEquals: { "aws:username": "cWI=" } }, "no"),
  row({ BinaryEquals: { "aws:username": "cWE=" } }, "yes", {
    context: { "aws:username": "cWE=" },
  }),
];

const absent: Row[] = [
  row({ StringEquals: { "aws:TagKeys": "x" } }, "no"),
  row({ StringNotEquals: { "aws:TagKeys": "x" } }, "yes"),
  row({ StringEqualsIfExists: { "aws:TagKeys": "x" } }, "yes"),
  row({ StringNotEqualsIfExists: { "aws:TagKeys": "x" } }, "yes"),
  row({ Null: { "aws:TagKeys": "true" } }, "yes"),
  row({ Null: { "aws:TagKeys": "false" } }, "no"),
  row({ Null: { "aws:username": "false" } }, "yes"),
  row({ Null: { "aws:username": false } }, "yes"),
  row({ Null: { "aws:username": ["true", "false"] } }, "yes"),
  row({ Bool: { [mfa]: "true" } }, "no"),
  row({ Bool: { [mfa]: "true" } }, "yes", session),
  row({ Bool: { [mfa]: "true" } }, "no", without),
  row({ BoolIfExists: { [mfa]: "true" } }, "yes"),
  row({ BoolIfExists: { [mfa]: "true" } }, "no", without),
  row({ BoolIfExists: { [mfa]: "false" } }, "yes"),
  row({ BoolIfExists: { [mfa]: "false" } }, "no", session),
  row({ Bool: { [mfa]: "true" }, Null: { "aws:TagKeys": "true" } }, "yes", session),
  row({ Bool: { [mfa]: "true" }, Null: { "aws:TagKeys": "false" } }, "no", session),
];

const sets: Row[] = [
  row({ "ForAllValues:StringEquals": { "aws:TagKeys": "x" } }, "yes"),
  row({ "ForAllValues:StringEquals": { [paths]: "o/a" } }, "no"),
  row({ "ForAllValues:StringEquals": { [paths]: ["o/a", "o/b", "o/c"] } }, "yes"),
  row({ "ForAllValues:StringNotEquals": { "aws:TagKeys": "x" } }, "yes"),
  row({ "ForAllValues:StringNotEquals": { [paths]: "o/c" } }, "yes"),
  row({ "ForAllValues:StringNotEquals": { [paths]: "o/a" } }, "no"),
  row({ "ForAnyValue:StringEquals": { "aws:TagKeys": "x" } }, "no"),
  row({ "ForAnyValue:StringEquals": { "aws:username": "qa" } }, "yes"),
  row({ "ForAnyValue:StringNotEquals": { "aws:TagKeys": "x" } }, "no"),
  row({ "ForAnyValue:StringNotEquals": { [paths]: "o/a" } }, "yes"),
  row({ "foranyvalue:stringlike": { [paths]: "*/b" } }, "yes"),
  row({ "ForAnyValue:StringLike": { [paths]: "x*" } }, "no"),
  row({ "ForAnyValue:StringEqualsIfExists": { "aws:TagKeys": "x" } }, "yes", {
    ...{ theirs: "no", why: "without the key IfExists is true: IAM User Guide" },
  }),
  row({ StringEquals: { [paths]: "o/a" } }, "unknown", several),
  row({ StringEquals: { [paths]: "x" } }, "unknown", several),
  row({ StringNotEquals: { [paths]: "o/a" } }, "unknown", several),
  row({ StringNotEquals: { [paths]: "x" } }, "unknown", several),
];

/**
 * IAM User Guide, "Policy variables with no value": operators as StringEquals do not match, and their
 * inversions do. Its example is a Deny by StringNotEquals, which holds where the variable has no value.
 */
const nothing = "${aws:PrincipalTag/x}";
const noValue = { theirs: "no", why: "it never fills in a variable without a value" } as const;
const ofNoValue: Row[] = [
  ...["StringEquals", "StringEqualsIgnoreCase", "StringLike"].flatMap((operator) => [
    row({ [operator]: { "aws:username": nothing } }, "no"),
    row({ [`${operator}IfExists`]: { "aws:username": nothing } }, "no"),
    row({ [operator]: { "aws:username": [nothing, "qa"] } }, "yes"),
  ]),
  ...["StringNotEquals", "StringNotEqualsIgnoreCase", "StringNotLike"].flatMap((operator) => [
    row({ [operator]: { "aws:username": nothing } }, "yes", noValue),
    row({ [operator]: { "aws:username": `q${nothing}` } }, "yes", noValue),
    row({ [`${operator}IfExists`]: { "aws:username": nothing } }, "yes", noValue),
    row({ [operator]: { "aws:username": [nothing, "qa"] } }, "no"),
    row({ [`ForAllValues:${operator}`]: { [paths]: nothing } }, "yes", noValue),
    row({ [`ForAnyValue:${operator}`]: { [paths]: nothing } }, "yes", noValue),
    row({ [operator]: { "aws:TagKeys": nothing } }, "yes"),
  ]),
  ...["ArnEquals", "ArnLike"].map((operator) =>
    row({ [operator]: { "aws:PrincipalArn": `arn:aws:iam::111122223333:user/${nothing}` } }, "no"),
  ),
  ...["ArnNotEquals", "ArnNotLike"].map((operator) =>
    row(
      { [operator]: { "aws:PrincipalArn": `arn:aws:iam::111122223333:user/${nothing}` } },
      ...(["yes", noValue] as const),
    ),
  ),
  // Numbers, dates and addresses that stand for no value are not compared here.
  row({ NumericNotEquals: { "aws:MultiFactorAuthAge": nothing } }, "unknown", noValue),
  row({ NotIpAddress: { "aws:SourceIp": nothing } }, "unknown", noValue),
  row({ BinaryEquals: { "aws:username": "${aws:username}" } }, "unknown", noValue),
];

const variables: Row[] = [
  row({ StringEquals: { "aws:username": "${aws:username}" } }, "yes"),
  row({ StringEquals: { "aws:username": "${AWS:UserName}" } }, "yes"),
  row({ StringEquals: { "aws:username": "${ aws:username }" } }, "yes"),
  row({ StringEqualsIgnoreCase: { "aws:username": "${aws:username}" } }, "yes", {
    context: { "aws:username": "Quinn" },
  }),
  row({ StringEquals: { "aws:username": "${aws:username" } }, "no"),
  row({ StringEquals: { "aws:username": "${}" } }, "no"),
  row({ StringEquals: { "aws:username": "${aws:TagKeys}" } }, "no"),
  row({ StringEquals: { "aws:username": "${aws:PrincipalTag/x, 'qa'}" } }, "yes"),
  row({ StringEquals: { "aws:username": "${aws:username, 'ann'}" } }, "yes"),
  row({ StringEquals: { "aws:username": `\${${paths}}` } }, "no"),
  row({ StringEquals: { "aws:username": `\${${paths}, 'qa'}` } }, "yes"),
  row({ StringEquals: { "aws:username": "${*}" } }, "yes", {
    ...{ theirs: "no", why: "it knows no ${*} here", context: { "aws:username": "*" } },
  }),
  row({ StringLike: { "aws:username": "${*}" } }, "no"),
  row({ StringLike: { "aws:username": "q${?}" } }, "no"),
  row({ StringLike: { "aws:username": "${aws:PrincipalTag/x}" } }, "no", {
    context: { "aws:PrincipalTag/x": "*" },
  }),
  row({ StringLike: { "aws:username": "${aws:username}" } }, "no", {
    ...{ theirs: "yes", why: "version 2008-10-17 has no variables", version: "2008-10-17" },
  }),
  row({ StringEquals: { "aws:username": "${aws:username}" } }, "yes", {
    ...{ version: "2008-10-17", context: { "aws:username": "${aws:username}" } },
  }),
];

const arns: Row[] = [
  row({ ArnEquals: { "aws:PrincipalArn": user } }, "yes"),
  row({ ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::111122223333:user/q*" } }, "yes"),
  row({ ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:user/*" } }, "yes"),
  row({ ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/*" } }, "no"),
  row({ ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/*" } }, "yes"),
  row({ ArnNotEquals: { "aws:PrincipalArn": user } }, "no"),
  row({ ArnLike: { "aws:PrincipalArn": "arn:aws:iam::111122223333:user/${aws:username}" } }, "yes"),
  row({ ArnLike: { "aws:PrincipalArn": "arn:aws:*:111122223333:user/qa" } }, "unknown", {
    ...{ theirs: "no", why: notSaid },
  }),
  row({ ArnLike: { "aws:PrincipalArn": "arn:aws:iam:*:*:111122223333:user/qa" } }, "no"),
  row({ ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*" } }, "unknown", {
    ...{ theirs: "no", why: notSaid },
  }),
  row({ ArnLike: { "aws:PrincipalArn": "arn:aws:iam" } }, "unknown", {
    ...{ theirs: "no", why: notSaid },
  }),
  row({ ArnLike: { "aws:PrincipalArn": "arn:aws:sns:*" } }, "no"),
  row({ ArnLike: { "aws:PrincipalArn": "*" } }, "yes", {
    ...{ theirs: "no", why: "it takes * for no ARN" },
  }),
  row(
    { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::${aws:PrincipalAccount}:user/qa" } },
    "unknown",
    {
      ...{ theirs: "no", why: "variables stand after the fifth colon" },
    },
  ),
  row({ ArnLike: { "aws:PrincipalArn": "arn:aws:iam::${aws:username}:user/qa" } }, "no"),
  row({ ArnNotEquals: { "aws:username": user } }, "unknown", { theirs: "no", why: notSaid }),
  row({ ArnLike: { "aws:PrincipalArn": "arn:*:1:user:qa:z" } }, "no", {
    context: { "aws:PrincipalArn": "arn:aws:iam::1:user:qa:z" },
  }),
  row({ ArnLike: { "aws:PrincipalArn": "arn:*:1:user:qa:${aws:userid}" } }, "no", {
    context: { "aws:PrincipalArn": "arn:aws:iam::1:user:qa:z" },
  }),
  row({ ArnLike: { "aws:username": "q*" } }, "no"),
  row({ ArnNotLike: { "aws:username": "arn:aws:iam::*:user/*" } }, "unknown", {
    ...{ theirs: "no", why: notSaid },
  }),
];

for (const [title, rows] of Object.entries({
  ...{ "of text": texts, "of keys that may be absent": absent, "of sets": sets },
  ...{ "with variables": variables, "with a variable of no value": ofNoValue, "of ARNs": arns },
})) {
  describe(`conditions ${title}`, () => conforms(rows, ({ Condition }) => Condition ?? "none"));
}
