/** The command as npm installs it, on a bucket of the local AWS, whose rights are asked. */
import * as assert from "node:assert/strict";
import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import * as sdk from "@aws-sdk/client-s3";
import { main } from "../../../cli/index";
import { everything, type LocalS3, startS3 } from "../rehearsal/aws/s3/support";
import { executionIds, filesOf, key } from "../functions/domain/ledger/samples";
import { keyHash, ledger, newFolder, type Ran } from "./support";

const root = path.join(__dirname, "../../..");
const Bucket = "ledger";

interface Bundler {
  bundleCommand(folder: string): Promise<unknown>;
}

describe("codepipeline-approvals on s3://BUCKET", function () {
  this.timeout(30_000);
  const folder = newFolder();
  let local: LocalS3;
  let s3: sdk.S3Client;

  before(async () => {
    const { bundleCommand } = (await import(path.join(root, "cli", "bundle.js"))) as Bundler;
    await bundleCommand(folder);
    local = await startS3({ isLockable: true });
    local.buckets.locks.setDefault(Bucket, { mode: "GOVERNANCE", years: 1 });
    s3 = local.client("all", everything);
    const Body = key.publicKey.export({ format: "pem", type: "spki" }) as string;
    await s3.send(new sdk.PutObjectCommand({ Bucket, Key: "public-key.pem", Body }));
    for (const { file, text } of filesOf(ledger)) await put(file, text);
    const objects = "arn:aws:s3:::ledger/*";
    local.client(
      "auditor",
      { Action: "s3:ListBucketVersions", Resource: "arn:aws:s3:::ledger" },
      { Action: "s3:GetObjectVersion", Resource: objects },
    );
    local.client("lister", { Action: "s3:ListBucketVersions", Resource: "*" });
    local.client("nobody");
  });
  after(() => local.stop());

  const put = (file: string, Body: string | Buffer) =>
    s3.send(new sdk.PutObjectCommand({ Bucket, Key: `entries/${file}`, Body }));

  /** Runs it with the environment that a person has. */
  function run(role: string, args: readonly string[], more: Record<string, string> = {}) {
    const { credentials } = local.as(role);
    const env = {
      ...{
        AWS_ENDPOINT_URL: local.url,
        AWS_REGION: "eu-west-1",
        AWS_EC2_METADATA_DISABLED: "true",
      },
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_SESSION_TOKEN: credentials.sessionToken ?? "",
      AWS_CONFIG_FILE: path.join(folder, "none"),
      AWS_SHARED_CREDENTIALS_FILE: path.join(folder, "none"),
      ...more,
    };
    return new Promise<Ran>((resolve) => {
      const all = [path.join(folder, "cli.js"), ...args, "--public-key-sha256", keyHash];
      const child = spawn(process.execPath, all, { env, cwd: folder });
      const [out, err]: [Buffer[], Buffer[]] = [[], []];
      child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
      child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
      child.on("close", (status) => {
        const lines = Buffer.concat(out).toString().split("\n").filter(Boolean);
        resolve({ status: status ?? -1, out: lines, err: Buffer.concat(err).toString() });
      });
    });
  }

  const verify = (role: string, more?: Record<string, string>, at = "s3://ledger") =>
    run(role, ["verify", at], more);

  it("verifies with the rights to list and read versions, and no others", async () => {
    const { status, out } = await verify("auditor");
    assert.equal(status, 0);
    assert.match(out[0], /^VERIFIED: 6 entries of hub approvals, 1 to 6/);
    const asked = new Set(local.audit.slice(-9).map(({ action }) => action));
    assert.deepEqual([...asked].sort(), ["s3:GetObjectVersion", "s3:ListBucketVersions"]);
  });

  it("does the same in a process that has the SDK loaded already", async () => {
    const { credentials } = local.as("auditor");
    const set = {
      AWS_ENDPOINT_URL: local.url,
      AWS_REGION: "eu-west-1",
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_SESSION_TOKEN: credentials.sessionToken ?? "",
    };
    const before = Object.keys(set).map((name) => [name, process.env[name]] as const);
    Object.assign(process.env, set);
    try {
      const lines: string[] = [];
      const print = (line: string): void => void lines.push(line);
      const args = ["verify", `s3://${Bucket}`, "--public-key-sha256", keyHash];
      assert.equal(await main(args, print, print), 0, lines.join("\n"));
      assert.match(lines.join("\n"), /^VERIFIED: /m);
    } finally {
      for (const [name, value] of before) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    }
  });

  it("exports from the bucket what verifies by itself", async () => {
    const out = path.join(folder, "bundle");
    const ran = await run("auditor", [
      ...["export", "s3://ledger", "--out", out, "--execution", executionIds[0]],
    ]);
    assert.equal(ran.status, 0);
    const again = await run("nobody", ["verify", path.join(out, "ledger.json")]);
    assert.match(again.out[0], /^VERIFIED: 3 entries/);
  });

  it("says which right is missing, and what to type", async () => {
    const nobody = await verify("nobody");
    assert.equal(nobody.status, 2);
    assert.match(
      nobody.err,
      /access is refused: User: \S+nobody\S+ is not authorized to perform: s3:ListBucketVersions/,
    );
    assert.match(nobody.err, /aws sso login --profile PROFILE/);
    const lister = await verify("lister");
    assert.match(lister.err, /is not authorized to perform: s3:GetObjectVersion on resource/);
    assert.deepEqual([lister.status, lister.out], [2, []]);
  });

  it("says what it lacks without credentials, Region, bucket or endpoint", async () => {
    const keys = { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "", AWS_SESSION_TOKEN: "" };
    assert.match(
      (await verify("auditor", keys)).err,
      /^There are no AWS credentials for s3:\/\/ledger/m,
    );
    assert.match((await verify("auditor", { AWS_REGION: "" })).err, /^No Region is set/m);
    assert.match(
      (await verify("auditor", {}, "s3://none-such")).err,
      /^There is no bucket none-such/m,
    );
    const gone = { AWS_ENDPOINT_URL: "http://127.0.0.1:1", AWS_MAX_ATTEMPTS: "1" };
    assert.match((await verify("auditor", gone)).err, /cannot be reached: .*ECONNREFUSED/);
  });

  it("reads the profile that AWS_PROFILE names", async () => {
    const { accessKeyId, secretAccessKey, sessionToken } = local.as("auditor").credentials;
    const file = path.join(folder, "credentials");
    fs.writeFileSync(
      file,
      `[audit]\naws_access_key_id=${accessKeyId}\naws_secret_access_key=${secretAccessKey}\naws_session_token=${sessionToken}\n`,
    );
    const keys = { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "", AWS_SESSION_TOKEN: "" };
    const env = { ...keys, AWS_PROFILE: "audit", AWS_SHARED_CREDENTIALS_FILE: file };
    assert.equal((await verify("auditor", env)).status, 0);
  });

  it("tells of what was put over an entry and what hides one, and verifies the first", async () => {
    await put("0000000002.json", "{}");
    await s3.send(new sdk.DeleteObjectCommand({ Bucket, Key: "entries/0000000005.json" }));
    await put("not an entry \u001b[2J ü.json", "{}");
    const { status, out } = await verify("auditor");
    assert.equal(status, 1);
    assert.match(out[0], /^0000000002\.json has 2 versions: somebody put others over it/);
    assert.match(out[1], /^0000000005\.json is hidden behind a delete marker of /);
    assert.equal(
      out[2],
      "not an entry \\u001b[2J ü.json was put in: it has not the name of an entry.",
    );
    assert.deepEqual(out.slice(3), ["NOT VERIFIED: 3 findings."]);
  });
});
