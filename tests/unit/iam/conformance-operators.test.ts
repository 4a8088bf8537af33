/** Operators of numbers, dates, addresses and booleans, and what IAM cannot read, beside iam-simulate. */
import { conforms, type More, type Row } from "./support";

const row = (Condition: unknown, ours: Row[1], more?: More): Row => [{ Condition }, ours, more];
const notSaid = "AWS does not say";
const unreadable = { theirs: "no", why: "AWS refuses the value" } as const;

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
  row({ NumericGreaterThanEquals: { "aws:MultiFactorAuthAge": "10" } }, "yes"),
  row({ NumericGreaterThanEquals: { "aws:MultiFactorAuthAge": "10.25" } }, "no"),
  row({ NumericLessThan: { "aws:username": "10" } }, "no"),
  row({ NumericNotEquals: { "aws:username": "10" } }, "unknown", { theirs: "no", why: notSaid }),
  row({ DateLessThan: { "aws:CurrentTime": "2027-01-01" } }, "yes"),
  row({ DateGreaterThan: { "aws:CurrentTime": "2026-11-22" } }, "yes"),
  row({ DateLessThan: { "aws:CurrentTime": "2026-11-22T21:00:01" } }, "yes"),
  row({ DateEquals: { "aws:CurrentTime": "2026-11-22T22:00:00+01:00" } }, "yes"),
  row({ DateEquals: { "aws:CurrentTime": "2026-11-22T22:00:00+0100" } }, "yes"),
  row({ DateGreaterThan: { "aws:CurrentTime": "999" } }, "yes"),
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
  row({ IpAddress: { "aws:SourceIp": "2001:db8::/64" } }, "no", {
    context: { "aws:SourceIp": "2001:db8:0:1::1" },
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
  ...["xtrue", "truex"].map((wanted) =>
    row({ Bool: { "aws:SecureTransport": wanted } }, "unknown", unreadable),
  ),
  row({ Null: { "aws:username": ["true", "no"] } }, "unknown", unreadable),
  ...["x12345", "12345x", "x2026-01-01", "2026-01-01x"].map((wanted) =>
    row({ DateEquals: { "aws:CurrentTime": wanted } }, "unknown", unreadable),
  ),
  ...["10.0.0.0/8x", "10.0.0.0/x8", "300.0.0.0/8", "10.0.0.0/64"].map((wanted) =>
    row({ IpAddress: { "aws:SourceIp": wanted } }, "unknown", unreadable),
  ),
  row({ "xForAnyValue:StringEquals": { "aws:username": "qa" } }, "unknown", {
    ...unreadable,
    theirs: "refused",
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
  "of other types than text": others,
  "that IAM cannot read": unread,
})) {
  describe(`conditions ${title}`, () => conforms(rows, ({ Condition }) => Condition));
}
