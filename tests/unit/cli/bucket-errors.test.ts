/** What the person at the terminal is told to type, by what the SDK throws. */
import * as assert from "node:assert/strict";
import { CommandError } from "../../../cli/arguments";
import { bucketError } from "../../../cli/bucket-errors";

const address = { bucket: "ledger", prefix: "hub/" };

const failure = (name: string, message: string, more: object = {}) =>
  Object.assign(new Error(message), { name, ...more });

const status = (httpStatusCode: number) => ({ $metadata: { httpStatusCode } });

const signIn = [
  /aws sso login --profile PROFILE, and AWS_PROFILE=PROFILE/,
  /aws sts get-caller-identity/,
];

describe("A bucket that cannot be read", () => {
  const rows: [string, Error, RegExp, ...RegExp[]][] = [
    [
      "without credentials",
      failure("CredentialsProviderError", "Could not load credentials from any providers"),
      /^There are no AWS credentials for s3:\/\/ledger\/hub: Could not load/,
      ...signIn,
    ],
    [
      "with a session of SSO that has ended",
      failure("TokenProviderError", "The SSO session has expired"),
      /^There are no AWS credentials .*expired/,
      ...signIn,
    ],
    [
      "without a Region",
      failure("Error", "Region is missing"),
      /^No Region is set/,
      /AWS_REGION=REGION/,
    ],
    [
      "with a token that has ended",
      failure("ExpiredToken", "The provided token has expired.", status(400)),
      /AWS does not take your credentials: The provided token has expired/,
      ...signIn,
    ],
    [
      "with a key that AWS does not know",
      failure(
        "InvalidAccessKeyId",
        "The AWS Access Key Id you provided does not exist",
        status(403),
      ),
      /AWS does not take your credentials/,
      ...signIn,
    ],
    [
      "that is not there",
      failure("NoSuchBucket", "The specified bucket does not exist", status(404)),
      /^There is no bucket ledger\.$/,
      /ledgerBucketName/,
    ],
    [
      "to which access is refused",
      failure(
        "AccessDenied",
        "User: x is not authorized to perform: s3:ListBucketVersions",
        status(403),
      ),
      /^s3:\/\/ledger\/hub: access is refused: User: x is not authorized to perform: s3:ListBucketVersions$/,
      /allow s3:ListBucketVersions on arn:aws:s3:::ledger and s3:GetObjectVersion on arn:aws:s3:::ledger\/hub\/\*/,
      ...signIn,
    ],
    [
      "that is not reached",
      failure("Error", "connect ECONNREFUSED 127.0.0.1:1", { code: "ECONNREFUSED" }),
      /cannot be reached: connect ECONNREFUSED/,
    ],
    [
      "for another reason",
      failure("SlowDown", "Reduce", status(503)),
      /^s3:\/\/ledger\/hub: SlowDown: Reduce$/,
    ],
  ];
  for (const [title, error, ...lines] of rows) {
    it(title, () => {
      const told = bucketError(error, address)!.lines;
      assert.equal(told.length, lines.length);
      for (const [at, line] of lines.entries()) assert.match(told[at], line);
    });
  }

  it("is no fault of the command", () => {
    assert.equal(bucketError(new TypeError("x is undefined"), address), undefined);
    assert.equal(bucketError("x", address), undefined);
    const known = new CommandError("known");
    assert.equal(bucketError(known, address), known);
  });
});
