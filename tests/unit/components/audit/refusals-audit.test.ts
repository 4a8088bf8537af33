import * as pulumi from "@pulumi/pulumi";
import { hubWith } from "../../../support/components";
import { type Refused, refuses } from "../../../support/refusal-table";

const audit = (given: object) => () => hubWith({ audit: given });
const soon = (value: unknown) => pulumi.output(Promise.resolve(value));
const bucket = "approvals-ledger";
const bucketTypes = [
  "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
  "aws:s3/bucketObjectv2:BucketObjectv2",
];

const nameRule =
  "must be the name of a bucket, 3 to 63 characters of a-z 0-9 -, a letter or a digit at both ends, like " +
  "approvals-ledger";
const copy =
  "Copy it from the bucket's output or from the console, or leave it out for a new bucket.";

const rows: Refused[] = [
  {
    title: "that is an output",
    plain: () => hubWith({ audit: soon({}) }),
    path: "audit",
    reason:
      "`audit` must be known when the program runs, got an output: which resources there are follows from it. " +
      "Write it out, with outputs in its fields.",
  },
  {
    title: "with a bucket's ARN",
    plain: audit({ bucketName: "arn:aws:s3:::ledger" }),
    later: audit({ bucketName: soon("arn:aws:s3:::ledger") }),
    carrier: bucketTypes[1],
    path: "audit.bucketName",
    reason: `\`audit.bucketName\` ${nameRule}, got: "arn:aws:s3:::ledger". Give the name alone, which is the last part of the ARN.`,
  },
  ...["Ledger", "a.b", "ab", "-abc", "abc-", "a_b", "x".repeat(64)].map((name): Refused => {
    return {
      title: `with a bucket ${name.slice(0, 10)}`,
      plain: audit({ bucketName: name }),
      path: "audit.bucketName",
      reason: `\`audit.bucketName\` ${nameRule}, got: "${name}". ${copy}`,
    };
  }),
  {
    title: "with a mode in small letters",
    plain: audit({ retentionMode: "compliance" }),
    later: audit({ retentionMode: soon("compliance") }),
    carrier: bucketTypes[0],
    path: "audit.retentionMode",
    reason:
      '`audit.retentionMode` must be GOVERNANCE or COMPLIANCE, got: "compliance". Did you mean "COMPLIANCE"?',
  },
  {
    title: "with COMPLIANCE and no years",
    plain: audit({ retentionMode: "COMPLIANCE" }),
    later: audit({ retentionMode: soon("COMPLIANCE") }),
    carrier: bucketTypes[0],
    path: "audit.retentionInYears",
    reason:
      "`audit.retentionInYears` must be given beside `audit.retentionMode` COMPLIANCE, got none. Nobody can delete " +
      "such an entry before its time, neither you nor AWS: write out for how many years.",
  },
  ...[0, 101, 1.5].map((years): Refused => ({
    title: `with ${years} years`,
    plain: audit({ retentionInYears: years }),
    later: audit({ retentionInYears: soon(years) }),
    carrier: bucketTypes[0],
    path: "audit.retentionInYears",
    reason:
      `\`audit.retentionInYears\` must be a whole number of years between 1 and 100, got: ${years}. Choose a ` +
      "number in that range or leave it out for the default.",
  })),
  ...["retentionMode", "retentionInYears"].map((key): Refused => ({
    title: `with ${key} beside a bucket that exists`,
    plain: audit({
      bucketName: bucket,
      ...(key === "retentionMode" ? { [key]: "GOVERNANCE" } : { [key]: 2 }),
    }),
    path: `audit.${key}`,
    reason:
      `\`audit.${key}\` must not stand beside \`audit.bucketName\`, got both: nothing of a bucket that exists is ` +
      `changed. Set its Object Lock where it is made, and leave \`audit.${key}\` out.`,
  })),
  {
    title: "with a log that is kept for another time",
    plain: audit({ logRetentionInDays: 3650 }),
    path: "audit.logRetentionInDays",
    reason:
      "`audit.logRetentionInDays` must be a number of days that CloudWatch Logs accepts, one of 1, 3, 5, 7, 14, 30, 60, " +
      "90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653, got: 3650. Choose one of them or " +
      "leave it out for the default.",
  },
];

describe("A hub refuses audit", () => refuses(rows));

describe("A hub without audit refuses", () =>
  refuses([
    {
      title: "a role for its function",
      plain: () =>
        hubWith({
          functionRoles: { ledgerRoleArn: "arn:aws:iam::111122223333:role/ledger" },
        }),
      path: "functionRoles.ledgerRoleArn",
      reason:
        "`functionRoles.ledgerRoleArn` must stand beside `audit`, got no `audit`: there is no function for it. Give " +
        "`audit`, or leave `functionRoles.ledgerRoleArn` out.",
    },
  ]));
