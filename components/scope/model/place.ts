/** What the provider answers: where it is, and what it made. */
import { type Arn, type AwsScope, readArn } from "./arn";
import { fail, quote } from "../../inputs/model/checks";

/** The functions of the provider that are asked, and what each answer looks like. */
const answers: Record<keyof AwsScope, { asked: string; what: string; pattern: RegExp }> = {
  accountId: {
    asked: "aws.getCallerIdentity",
    what: "an account id of 12 digits",
    pattern: /^\d{12}$/,
  },
  region: { asked: "aws.getRegion", what: "a Region, like eu-west-1", pattern: /^[a-z0-9-]+$/ },
  partition: {
    asked: "aws.getPartition",
    what: "a partition, like aws",
    pattern: /^aws[a-z-]*$/,
  },
};

/** A provider always says where it is; the mocks of a test may not, and an ARN is made of it. */
export function answeredPlace(place: AwsScope): AwsScope {
  for (const [key, { asked, what, pattern }] of Object.entries(answers)) {
    const value: unknown = place[key as keyof AwsScope];
    if (typeof value === "string" && pattern.test(value)) continue;
    fail(
      `${asked} must answer \`${key}\`, ${what}, got: ${quote(value)}. Rights are given for the ` +
        "account and Region of the pipeline. In a test, let `call` of the mocks answer it, as " +
        "`mocks` of codepipeline-approvals/testing does.",
    );
  }
  return place;
}

/** What a component makes and reads the ARN of, and what such an ARN looks like. */
const made = {
  topic: "arn:aws:sns:eu-west-1:111122223333:NAME",
  table: "arn:aws:dynamodb:eu-west-1:111122223333:table/NAME",
  queue: "arn:aws:sqs:eu-west-1:111122223333:NAME",
  function: "arn:aws:lambda:eu-west-1:111122223333:function:NAME",
  "schedule group": "arn:aws:scheduler:eu-west-1:111122223333:schedule-group/NAME",
} as const;

/** The ARN of what is made here: no argument names it, so none is to blame. */
export function arnOfMade(what: keyof typeof made, value: unknown): Arn {
  return (
    readArn(value) ??
    fail(
      `The \`arn\` output of the ${what} that is made here must be an ARN, got: ${quote(value)}. In a ` +
        `test, let \`newResource\` of the mocks answer a state with arn: "${made[what]}", as ` +
        "`mocks` of codepipeline-approvals/testing does.",
    )
  );
}
