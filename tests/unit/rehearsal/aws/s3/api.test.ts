/** S3's protocol, with requests that no SDK sends, and the faults that one can wish for. */
import * as assert from "node:assert/strict";
import * as sdk from "@aws-sdk/client-s3";
import { startEquipped, putRole, refusal } from "../api/equipped";
import { send, signed, type Signing } from "../api/fixture";
import { everything, type LocalS3, startS3 } from "./support";

const Bucket = "ledger";
const trailing = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

describe("S3: the protocol", () => {
  let local: LocalS3;
  let s3: sdk.S3Client;
  before(async () => {
    local = await startS3({ isLockable: true });
    s3 = local.client("all", everything);
    local.buckets.putText(Bucket, "k", "0123456789");
  });
  after(() => local.stop());

  async function call(method: string, url: string, more: Signing = {}) {
    const key = local.directory.assume({
      roleArn: "arn:aws:iam::111122223333:role/hub/all",
      sessionName: "test",
    });
    const body = more.body ?? "";
    const made = await signed(local, key, { service: "s3", ...more, method, url, body });
    const answer = await send(local.url, { ...made, method, path: url, body });
    return { ...answer, error: /<Code>(\w+)<\/Code>/.exec(answer.body)?.[1] };
  }

  const chunked = (body: string, headers: Record<string, string> = {}) =>
    call("PUT", "/ledger/chunked", {
      body,
      headers: {
        ...{ "x-amz-content-sha256": trailing, "content-encoding": "aws-chunked" },
        ...{ "x-amz-decoded-content-length": "5", "x-amz-trailer": "x-amz-checksum-crc32" },
        ...headers,
      },
    });
  const whole = "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n";

  it("takes a body that is not signed, where the header says so", async () => {
    const headers = { "x-amz-content-sha256": "UNSIGNED-PAYLOAD" };
    assert.equal((await call("PUT", "/ledger/unsigned", { headers, body: "x" })).status, 200);
  });

  it("takes chunks with a checksum behind them", async () => {
    assert.equal((await chunked(whole)).status, 200);
    const { headers } = local.buckets.object(Bucket, "chunked")!;
    assert.equal(headers["x-amz-checksum-crc32"], "NhCmhg==");
    assert.equal(headers["content-encoding"], undefined);
  });

  it("refuses chunks whose checksum is of something else, and those that are signed", async () => {
    assert.equal((await chunked(whole.replace("hello", "hullo"))).error, "BadDigest");
    const headers = { "x-amz-content-sha256": "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" };
    assert.equal((await chunked(whole, headers)).error, "SignatureDoesNotMatch");
  });

  const refused: [string, string, string, Signing, number, string][] = [
    [
      "a request without the body's hash",
      "GET",
      "/ledger/k",
      { hashHeader: false },
      400,
      "InvalidRequest",
    ],
    [
      "another Region",
      "GET",
      "/ledger/k",
      { region: "us-east-1" },
      400,
      "AuthorizationHeaderMalformed",
    ],
    ["what cannot be read as a path", "GET", "/ledger/%zz", {}, 400, "InvalidURI"],
    ["what it does not know of a bucket", "GET", "/ledger?acl", {}, 501, "NotImplemented"],
    ["what it does not know of an object", "PUT", "/ledger/k?tagging", {}, 501, "NotImplemented"],
    ["a list of buckets", "GET", "/", {}, 501, "NotImplemented"],
    ["a list in the older form", "GET", "/ledger", {}, 501, "NotImplemented"],
    ["parts", "POST", "/ledger/k?uploads", {}, 501, "NotImplemented"],
    [
      "a copy",
      "PUT",
      "/ledger/c",
      { headers: { "x-amz-copy-source": "ledger/k" } },
      501,
      "NotImplemented",
    ],
    [
      "an MD5 that is none",
      "PUT",
      "/ledger/c",
      { headers: { "content-md5": "eA==" } },
      400,
      "InvalidDigest",
    ],
    [
      "the MD5 of something else",
      "PUT",
      "/ledger/c",
      { headers: { "content-md5": "CY9rzUYh03PK3k6DJie09g==" } },
      400,
      "BadDigest",
    ],
    [
      "two checksums",
      "PUT",
      "/ledger/c",
      { headers: { "x-amz-checksum-crc32": "AAAAAA==", "x-amz-checksum-sha1": "x" } },
      400,
      "InvalidRequest",
    ],
    [
      "a checksum that it has not",
      "PUT",
      "/ledger/c",
      { headers: { "x-amz-checksum-xxhash64": "AAAAAAAAAAA=" } },
      501,
      "NotImplemented",
    ],
    [
      "a checksum of another length",
      "PUT",
      "/ledger/c",
      { headers: { "x-amz-checksum-crc32": "AA==" } },
      400,
      "InvalidRequest",
    ],
    [
      "an algorithm without its checksum",
      "PUT",
      "/ledger/c",
      { headers: { "x-amz-sdk-checksum-algorithm": "CRC32" } },
      400,
      "InvalidRequest",
    ],
    [
      "an algorithm with the checksum of another",
      "PUT",
      "/ledger/c",
      { headers: { "x-amz-sdk-checksum-algorithm": "SHA1", "x-amz-checksum-crc32": "AAAAAA==" } },
      400,
      "InvalidRequest",
    ],
    [
      "a retention without a checksum",
      "PUT",
      "/ledger/k?retention",
      { body: "<Retention/>" },
      400,
      "InvalidRequest",
    ],
  ];
  for (const [what, method, url, signing, status, code] of refused) {
    it(`refuses ${what}`, async () => {
      const answer = await call(method, url, signing);
      assert.deepEqual([answer.status, answer.error], [status, code]);
    });
  }

  it("tells which Region it is in", async () => {
    const answer = await call("GET", "/ledger/k", { region: "us-east-1" });
    assert.match(answer.body, /<Region>eu-west-1<\/Region>/);
    assert.match(answer.body, /^<\?xml .*<Error><Code>.*<RequestId>[0-9a-f-]{36}<\/RequestId>/s);
  });

  it("takes the bucket's name from the host as well", async () => {
    const host = `ledger.${new URL(local.url).host.replace("127.0.0.1", "localhost")}`;
    const answer = await call("GET", "/k", { headers: { host } });
    assert.deepEqual([answer.status, answer.body], [200, "0123456789"]);
    const listed = await call("GET", "/?list-type=2", { headers: { host } });
    assert.match(listed.body, /<Name>ledger<\/Name>/);
  });

  const get = (more: Partial<sdk.GetObjectCommandInput>) =>
    s3.send(new sdk.GetObjectCommand({ Bucket, Key: "k", ...more }));

  it("answers parts, and under conditions", async () => {
    for (const [Range, text] of [
      ["bytes=2-4", "234"],
      ["bytes=7-", "789"],
      ["bytes=-2", "89"],
      ["bytes=8-100", "89"],
      ["lines=1-2", "0123456789"],
    ]) {
      assert.equal(await (await get({ Range })).Body!.transformToString(), text);
    }
    assert.equal((await refusal(get({ Range: "bytes=10-" }))).name, "InvalidRange");
    const { ETag, LastModified } = await get({});
    await get({ IfMatch: ETag });
    await get({ IfNoneMatch: '"other"' });
    assert.equal((await refusal(get({ IfMatch: '"other"' }))).status, 412);
    assert.equal((await refusal(get({ IfNoneMatch: ETag }))).status, 304);
    assert.equal((await refusal(get({ IfModifiedSince: LastModified }))).status, 304);
    const before = new Date(LastModified!.getTime() - 60_000);
    assert.equal((await refusal(get({ IfUnmodifiedSince: before }))).status, 412);
    const wished = await get({
      ResponseContentType: "text/plain",
      ResponseCacheControl: "no-store",
    });
    assert.deepEqual([wished.ContentType, wished.CacheControl], ["text/plain", "no-store"]);
  });

  it("has no archive of what it keeps as a folder", async () => {
    local.buckets.putFolder(Bucket, "site.zip", local.buckets.folder("plain"));
    const refusedFolder = await refusal(get({ Key: "site.zip" }));
    assert.deepEqual([refusedFolder.name, refusedFolder.status], ["NotImplemented", 501]);
    const listed = await s3.send(new sdk.ListObjectsV2Command({ Bucket, Prefix: "site" }));
    assert.deepEqual(
      listed.Contents!.map(({ Size }) => Size),
      [0],
    );
  });

  it("fails as it is wished to", async () => {
    const put = () =>
      s3.send(new sdk.PutObjectCommand({ Bucket, Key: "f", Body: "x", IfNoneMatch: "*" }));
    for (const [how, name, status] of [
      ["throttle", "SlowDown", 503],
      ["conflict", "ConditionalRequestConflict", 409],
      ["error", "InternalError", 500],
      ["denied", "AccessDenied", 403],
    ] as const) {
      local.endpoint.fail({ action: "s3:PutObject", how });
      const failed = await refusal(put());
      assert.deepEqual([failed.name, failed.status], [name, status]);
    }
    assert.equal(local.buckets.object(Bucket, "f"), undefined);
    local.endpoint.fail({ action: "s3:PutObject", how: "lost" });
    await refusal(put());
    assert.equal((await refusal(put())).name, "PreconditionFailed");
  });

  it("is not there without buckets", async () => {
    const without = await startEquipped({ without: "buckets" });
    putRole(without.directory, "all", [everything]);
    const client = new sdk.S3Client(without.as("all"));
    const failed = await refusal(client.send(new sdk.HeadBucketCommand({ Bucket })));
    client.destroy();
    await without.stop();
    assert.equal(failed.status, 501);
  });
});
