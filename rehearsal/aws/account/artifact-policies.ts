/** What is known of the policies of buckets and keys: those that the program makes. */
import { readArn } from "../../../iam/arns";
import type { Owned } from "../codepipeline";
import type { RegisteredResource } from "./types";

const bucketTypes = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"];
const bucketPolicyType = "aws:s3/bucketPolicy:BucketPolicy";
const keyType = "aws:kms/key:Key";
const keyPolicyType = "aws:kms/keyPolicy:KeyPolicy";

/** The policy, null where the program makes the owner and no policy, undefined where others made it. */
function policyOf(
  owner: RegisteredResource | undefined,
  policy: RegisteredResource | undefined,
): string | null | undefined {
  const own: unknown = policy?.state.policy ?? owner?.state.policy;
  if (typeof own === "string") return own;
  return owner === undefined || owner.existed === true ? undefined : null;
}

export function artifactPolicies(resources: () => readonly RegisteredResource[]): Owned {
  const find = (types: readonly string[], fits: (one: RegisteredResource) => boolean) =>
    resources().find((one) => types.includes(one.type) && fits(one));
  return {
    bucketPolicy: (bucket) =>
      policyOf(
        find(bucketTypes, ({ state }) => state.bucket === bucket),
        find([bucketPolicyType], ({ inputs }) => inputs.bucket === bucket),
      ),
    keyPolicy: (keyArn) => {
      const keyId = readArn(keyArn).resource?.replace(/^key\//, "");
      return policyOf(
        find([keyType], ({ state }) => state.arn === keyArn),
        find([keyPolicyType], ({ inputs }) => [keyId, keyArn].includes(inputs.keyId)),
      );
    },
  };
}
