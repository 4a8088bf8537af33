import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { newAccount, policy, removeFolders, types } from "../account/support/new-account";

const versioning = "aws:s3/bucketVersioning:BucketVersioning";
const website = "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration";
const bucketPolicy = "aws:s3/bucketPolicy:BucketPolicy";

describe("S3 resources on the account", () => {
  after(removeFolders);

  it("makes a bucket and its outputs", async () => {
    const { account, create } = newAccount();
    const { id, state } = await create(types.bucket, {}, "site");
    assert.match(id, /^site-[0-9a-f]{7}$/);
    assert.equal(state.bucket, id);
    assert.equal(state.arn, `arn:aws:s3:::${id}`);
    assert.equal(state.region, "eu-west-1");
    assert.equal(state.bucketRegionalDomainName, `${id}.s3.eu-west-1.amazonaws.com`);
    assert.equal(state.websiteEndpoint, undefined);
    assert.equal(account.buckets.has(id), true);
  });

  it("takes the bucket's own name and prefix", async () => {
    const { create } = newAccount();
    assert.equal((await create(types.bucket, { bucket: "my-site" })).id, "my-site");
    const prefixed = await create(types.bucket, { bucketPrefix: "logs-" });
    assert.match(prefixed.id, /^logs-[0-9a-f]{7}$/);
  });

  it("refuses a bucket name that S3 refuses", async () => {
    const { create } = newAccount();
    await assert.rejects(create(types.bucket, { bucket: "My_Site" }), {
      code: "InvalidBucketName",
    });
  });

  it("refuses a bucket that exists", async () => {
    const { create } = newAccount();
    await create(types.bucket, { bucket: "my-site" });
    await assert.rejects(create("aws:s3/bucketV2:BucketV2", { bucket: "my-site" }), {
      code: "BucketAlreadyOwnedByYou",
    });
  });

  it("takes a bucket that the program reads for existing", async () => {
    const { account, read } = newAccount();
    assert.equal((await read(types.bucket, "shared")).state.arn, "arn:aws:s3:::shared");
    assert.equal(account.buckets.has("shared"), true);
  });

  it("gives a website its endpoint, in either form", async () => {
    const { create } = newAccount({ partition: "aws-cn", region: "cn-north-1" });
    const old = await create(types.bucket, { bucket: "old", website: { indexDocument: "i" } });
    await create(types.bucket, { bucket: "new" });
    const now = await create(website, { bucket: "new" });
    assert.equal(old.state.websiteEndpoint, "old.s3-website-cn-north-1.amazonaws.com.cn");
    assert.equal(now.state.websiteEndpoint, "new.s3-website-cn-north-1.amazonaws.com.cn");
  });

  it("takes settings of a bucket under its name", async () => {
    const { account, create } = newAccount();
    await create(types.bucket, { bucket: "my-site" });
    const inputs = { bucket: "my-site" };
    const versioned = { ...inputs, versioningConfiguration: { status: "Enabled" } };
    assert.equal((await create(versioning, versioned)).id, "my-site");
    const block = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
    assert.equal((await create(block, inputs)).id, "my-site");
    assert.deepEqual(account.recordedOnly, []);
  });

  it("refuses settings, policies and websites of a bucket that does not exist", async () => {
    const { create } = newAccount();
    for (const type of [versioning, bucketPolicy, website]) {
      const inputs = {
        bucket: "none",
        policy: "{}",
        versioningConfiguration: { status: "Enabled" },
      };
      await assert.rejects(create(type, inputs), {
        code: "NoSuchBucket",
        message: "The specified bucket does not exist: none",
      });
    }
  });

  it("takes a bucket policy, and refuses what is none", async () => {
    const { create } = newAccount();
    await create(types.bucket, { bucket: "my-site" });
    const document = policy({ Principal: "*", Action: "s3:GetObject", Resource: "*" });
    const made = await create(bucketPolicy, { bucket: "my-site", policy: document });
    assert.equal(made.state.policy, document);
    await assert.rejects(create(bucketPolicy, { bucket: "my-site", policy: "no" }), {
      code: "MalformedPolicy",
    });
  });
});

describe("S3 objects on the account", () => {
  after(removeFolders);

  async function withBucket() {
    const test = newAccount();
    await test.create(types.bucket, { bucket: "source" });
    const put = (inputs: Record<string, any>, name?: string) =>
      test.create(types.object, { bucket: "source", ...inputs }, name);
    const text = (key: string) =>
      fs.readFileSync(test.account.buckets.object("source", key)!.path, "utf8");
    return { ...test, put, text };
  }

  it("puts text under the key", async () => {
    const { put, text } = await withBucket();
    const { id, state } = await put({ key: "a/b.txt", content: "hello" });
    assert.equal(text("a/b.txt"), "hello");
    assert.equal(id, "a/b.txt");
    assert.equal(state.arn, "arn:aws:s3:::source/a/b.txt");
    assert.match(state.versionId, /.+/);
    assert.equal(state.etag, "5d41402abc4b2a76b9719d911017c592");
  });

  it("takes the logical name for the key when there is none", async () => {
    const { put, text } = await withBucket();
    await put({ source: { kind: "text", text: "hello" } }, "greeting.txt");
    assert.equal(text("greeting.txt"), "hello");
  });

  it("puts a file and a folder", async () => {
    const { put, text, folder, account } = await withBucket();
    const site = path.join(folder, "repository");
    await put({ key: "f.html", source: { kind: "file", path: path.join(site, "index.html") } });
    await put({ key: "site.zip", source: { kind: "folder", path: site } });
    assert.equal(text("f.html"), "<h1>hello</h1>");
    assert.equal(account.buckets.object("source", "site.zip")!.kind, "folder");
  });

  it("decodes base64 content", async () => {
    const { put, text } = await withBucket();
    await put({ key: "k", contentBase64: Buffer.from("héllo").toString("base64") });
    assert.equal(text("k"), "héllo");
  });

  it("puts an empty object", async () => {
    const { put, text } = await withBucket();
    await put({ key: "empty", content: "" });
    assert.equal(text("empty"), "");
  });

  it("refuses an object without content", async () => {
    const { put } = await withBucket();
    await assert.rejects(put({ key: "k" }), { code: "InvalidRequest", message: /object k has/ });
  });

  it("refuses an object in a bucket that does not exist", async () => {
    const { create } = newAccount();
    await assert.rejects(create(types.object, { bucket: "none", content: "x" }), {
      code: "NoSuchBucket",
    });
  });
});
