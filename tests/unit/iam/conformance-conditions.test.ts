/** The Condition element, row by row: what we say, and what iam-simulate says of the same. */
import { conforms, type More, type Row, user } from "./support";

const row = (Condition: unknown, ours: Row[1], more?: More): Row => [{ Condition }, ours, more];
const mfa = "aws:MultiFactorAuthPresent";
const paths = "aws:PrincipalOrgPaths";
const session = { context: { [mfa]: "true" } };
const without = { context: { [mfa]: "false" } };
const notSaid = "AWS does not say";
const several = { theirs: "no", why: "AWS asks for a set operator" } as const;
const unreadable = { theirs: "no", why: "AWS refuses the value" } as const;

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
  row({ StringNotEquals: { "aws:username": "${aws:TagKeys}" } }, "yes", {
    ...{ theirs: "no", why: 'nothing is equal to no value: IAM User Guide, "no value"' },
  }),
  row({ StringNotLike: { "aws:username": "${aws:TagKeys}" } }, "yes", {
    ...{ theirs: "no", why: 'nothing is like no value: IAM User Guide, "no value"' },
  }),
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
  row({ ArnLike: { "aws:username": "q*" } }, "no"),
  row({ ArnNotLike: { "aws:username": "arn:aws:iam::*:user/*" } }, "unknown", {
    ...{ theirs: "no", why: notSaid },
  }),
];

const others: Row[] = [
  row({ Bool: { "aws:SecureTransport": "TRUE" } }, "yes"),
  row({ Bool: { "aws:SecureTransport": true } }, "yes"),
  row({ Bool: { "aws:SecureTransport": ["false", "true"] } }, "yes"),
  row({ Bool: { "aws:SecureTransport": "false" } }, "no"),
  row({ Bool: { "aws:username": "true" } }, "no"),
  row({ NumericEquals: { "aws:MultiFactorAuthAge": "10.0" } }, "yes"),
  row({ NumericEquals: { "aws:MultiFactorAuthAge": 10 } }, "yes"),
  row({ NumericEquals: { "aws:MultiFactorAuthAge": "+10" } }, "yes"),
  row({ NumericNotEquals: { "aws:MultiFactorAuthAge": "10" } }, "no"),
  row({ NumericLessThan: { "aws:MultiFactorAuthAge": "10" } }, "no"),
  row({ NumericLessThan: { "aws:MultiFactorAuthAge": ["5", "20"] } }, "yes"),
  row({ NumericLessThanEquals: { "aws:MultiFactorAuthAge": "10" } }, "yes"),
  row({ NumericGreaterThan: { "aws:MultiFactorAuthAge": "9.5" } }, "yes"),
  row({ NumericGreaterThan: { "aws:MultiFactorAuthAge": "10" } }, "no"),
  row({ NumericGreaterThanEquals: { "aws:MultiFactorAuthAge": "-10" } }, "yes"),
  row({ NumericLessThan: { "aws:username": "10" } }, "no"),
  row({ NumericNotEquals: { "aws:username": "10" } }, "unknown", { theirs: "no", why: notSaid }),
  row({ DateLessThan: { "aws:CurrentTime": "2027-01-01" } }, "yes"),
  row({ DateGreaterThan: { "aws:CurrentTime": "2026-11-22" } }, "yes"),
  row({ DateLessThan: { "aws:CurrentTime": "2026-11-22T21:00:01" } }, "yes"),
  row({ DateEquals: { "aws:CurrentTime": "2026-11-22T22:00:00+01:00" } }, "yes"),
  row({ DateNotEquals: { "aws:CurrentTime": "2026-11-22T21:00Z" } }, "no"),
  row({ DateGreaterThan: { "aws:CurrentTime": "1700000000" } }, "yes"),
  row({ DateNotEquals: { "aws:username": "2027-01-01" } }, "unknown", {
    theirs: "no",
    why: notSaid,
  }),
  row({ DateEquals: { "aws:CurrentTime": "2026-01-01T01:00+01:00" } }, "yes", {
    ...{ theirs: "no", why: "epoch time is a date: IAM User Guide" },
    context: { "aws:CurrentTime": "1767225600" },
  }),
  row({ IpAddress: { "aws:SourceIp": "10.0.0.0/8" } }, "yes"),
  row({ IpAddress: { "aws:SourceIp": ["192.0.2.0/24", "10.1.2.3"] } }, "yes"),
  row({ IpAddress: { "aws:SourceIp": "10.1.2.4" } }, "no"),
  row({ NotIpAddress: { "aws:SourceIp": "10.1.2.3" } }, "no"),
  row({ IpAddress: { "aws:SourceIp": "::/0" } }, "no"),
  row({ NotIpAddress: { "aws:SourceIp": "::/0" } }, "yes"),
  row({ IpAddress: { "aws:SourceIp": "2001:db8::/32" } }, "yes", {
    context: { "aws:SourceIp": "2001:db8::1" },
  }),
  row({ IpAddress: { "aws:username": "10.0.0.0/8" } }, "no"),
  row({ NotIpAddress: { "aws:username": "10.0.0.0/8" } }, "unknown", {
    theirs: "no",
    why: notSaid,
  }),
];

const unread: Row[] = [
  row({ Mystery: { "aws:username": "x" } }, "unknown", unreadable),
  row({ "ForAnyValue:Mystery": { "aws:username": "x" } }, "unknown", unreadable),
  row({ "For:Every": { "aws:username": "x" } }, "unknown", { ...unreadable, theirs: "refused" }),
  row({ Bool: { "aws:SecureTransport": "yes" } }, "unknown", unreadable),
  row({ Null: { "aws:username": "no" } }, "unknown", unreadable),
  row({ NumericEquals: { "aws:MultiFactorAuthAge": "1e1" } }, "unknown", unreadable),
  row({ NumericEquals: { "aws:MultiFactorAuthAge": "10.0.0" } }, "unknown", {
    ...unreadable,
    theirs: "yes",
  }),
  row({ DateLessThan: { "aws:CurrentTime": "soon" } }, "unknown", unreadable),
  row({ DateLessThan: { "aws:CurrentTime": "2027" } }, "unknown", unreadable),
  row({ IpAddress: { "aws:SourceIp": "10.0.0.0/33" } }, "unknown", unreadable),
  row({ IpAddress: { "aws:SourceIp": "10.0.0.0/x" } }, "unknown", unreadable),
  row({ IpAddress: { "aws:SourceIp": "10.0.0.0/8/8" } }, "unknown", unreadable),
  row({ Bool: { "aws:SecureTransport": "${aws:SecureTransport}" } }, "unknown", {
    ...{ theirs: "yes", why: "variables are for text and ARNs: IAM User Guide" },
  }),
  row({ NullIfExists: { "aws:username": "false" } }, "unknown", {
    ...{ theirs: "yes", why: "there is no such operator: IAM User Guide" },
  }),
  row({ "ForAnyValue:Null": { "aws:username": "false" } }, "unknown", {
    ...{ theirs: "yes", why: "there is no such operator: IAM User Guide" },
  }),
  row({ Mystery: { "aws:username": "x" }, Null: { "aws:username": "true" } }, "no"),
];

for (const [title, rows] of Object.entries({
  ...{ "of text": texts, "of keys that may be absent": absent, "of sets": sets },
  ...{ "with variables": variables, "of ARNs": arns, "of other types": others },
  "that IAM cannot read": unread,
})) {
  describe(`conditions ${title}`, () => conforms(rows, ({ Condition }) => Condition ?? "none"));
}
