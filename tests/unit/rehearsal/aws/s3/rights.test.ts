/** Whose policies count: the caller's, and the bucket's. */
import * as assert from "node:assert/strict";
import * as sdk from "@aws-sdk/client-s3";
import { policy, refusal, roleArn, type Statement } from "../api/equipped";
import { bucketArn, everything, type LocalS3, objectsArn, startS3 } from "./support";

const Bucket = "ledger";
const Key = "k";

describe("S3: the policy of a bucket", () => {
  let local: LocalS3;
  let all: sdk.S3Client;
  let nobody: sdk.S3Client;
  beforeEach(async () => {
    local = await startS3();
    all = local.client("all", everything);
    nobody = local.client("nobody");
    await put(all);
  });
  afterEach(() => local.stop());

  const put = (client: sdk.S3Client, more: Partial<sdk.PutObjectCommandInput> = {}) =>
    client.send(new sdk.PutObjectCommand({ Bucket, Key, Body: "x", ...more }));
  const get = (client: sdk.S3Client) => client.send(new sdk.GetObjectCommand({ Bucket, Key }));
  const list = (client: sdk.S3Client, Prefix?: string) =>
    client.send(new sdk.ListObjectsV2Command({ Bucket, Prefix }));
  const set = (...statements: Statement[]) =>
    local.buckets.setPolicy(Bucket, policy(...statements));
  const denied = async (call: Promise<unknown>) =>
    assert.equal((await refusal(call)).name, "AccessDenied");

  it("lets in whom it names, for what it names", async () => {
    const Principal = { AWS: roleArn("nobody") };
    set({ Principal, Action: "s3:GetObject", Resource: objectsArn });
    await get(nobody);
    await denied(put(nobody));
    local.buckets.setPolicy(Bucket, undefined);
    await denied(get(nobody));
  });

  it("refuses whatever the caller's own policies allow", async () => {
    const Deny: Statement = {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:PutObject",
      Resource: objectsArn,
    };
    set({ ...Deny, Condition: { Null: { "s3:if-none-match": "true" } } });
    await denied(put(all));
    await put(all, { Key: "other", IfNoneMatch: "*" });
    set({ ...Deny, Condition: { Bool: { "aws:SecureTransport": "false" } } });
    await put(all);
    set({ ...Deny, Condition: { StringNotEquals: { "aws:PrincipalArn": roleArn("writer") } } });
    await denied(put(all));
    await put(local.client("writer", everything));
  });

  it("leaves what it allows the account to the policies of its people", async () => {
    const Principal = { AWS: "arn:aws:iam::111122223333:root" };
    set({ Principal, Action: "s3:*", Resource: objectsArn });
    await denied(get(nobody));
    await get(all);
  });

  it("and those of the caller see which part is listed, and of which version", async () => {
    const lister = local.client(
      "lister",
      {
        ...{ Action: "s3:ListBucket", Resource: bucketArn },
        Condition: { StringLike: { "s3:prefix": "entries/*" } },
      },
      { Action: "s3:GetObjectVersion", Resource: objectsArn },
    );
    await list(lister, "entries/");
    await denied(list(lister));
    await denied(get(lister));
    const { VersionId } = await put(all);
    await lister.send(new sdk.GetObjectCommand({ Bucket, Key, VersionId }));
  });

  it("is not asked of a bucket that nobody has", async () => {
    const call = nobody.send(new sdk.GetObjectCommand({ Bucket: "none-such", Key }));
    const refused = await refusal(call);
    assert.deepEqual([refused.name, refused.status], ["NoSuchBucket", 404]);
  });
});
