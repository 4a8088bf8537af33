/** What the provider answers when it is asked where it is. */
import type { Place } from "./arn";
import { fail, quote } from "./checks";

/** The functions of the provider that are asked, and what each answer looks like. */
const answers: Record<keyof Place, { asked: string; what: string; pattern: RegExp }> = {
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
export function answeredPlace(place: Place): Place {
  for (const [key, { asked, what, pattern }] of Object.entries(answers)) {
    const value: unknown = place[key as keyof Place];
    if (typeof value === "string" && pattern.test(value)) continue;
    fail(
      `${asked} must answer \`${key}\`, ${what}, got: ${quote(value)}. Rights are given for the ` +
        "account and Region of the pipeline. In a test, let `call` of the mocks answer it, as " +
        "`mocks` of codepipeline-approvals/testing does.",
    );
  }
  return place;
}
