/** A hub with a ledger under mocks, and the resources that its bucket is made of. */
import { hubWith, only } from "../../../support/components";
import { type Registered, run } from "../../../support/mocks";

export const s3 = (name: string): string =>
  `aws:s3/${name[0].toLowerCase()}${name.slice(1)}:${name}`;

export async function hub(audit: object, more: object = {}): Promise<Registered[]> {
  return (await run(() => hubWith({ audit, ...more }))).resources;
}

const suffixes: Record<string, string> = {
  Bucket: "",
  BucketVersioning: "-versioning",
  BucketObjectLockConfiguration: "-object-lock",
  BucketServerSideEncryptionConfiguration: "-encryption",
  BucketOwnershipControls: "-ownership",
  BucketPublicAccessBlock: "-public-access",
  BucketPolicy: "-policy",
};

/** Of each type that a bucket has a setting of. */
export const settingNames = Object.keys(suffixes);

export const setting = (resources: Registered[], name: string): Registered =>
  only(resources, s3(name), `shared-ledger${suffixes[name]}`);
