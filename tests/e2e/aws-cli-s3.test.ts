/** The way of a person at a shell: `aws s3` and `aws s3api` on a bucket of the local AWS. */
import * as assert from "node:assert/strict";
import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { aws, hasAwsCli, refusedByCli, taken } from "../support/e2e-aws-cli";
import { everything, type LocalS3, startS3 } from "../unit/rehearsal/aws/s3/support";

function theAwsCli(this: Mocha.Suite): void {
  // Each call starts a Python of its own.
  this.timeout(120_000);
  let local: LocalS3;
  let folder: string;
  let credentialsFile: string;

  before(async () => {
    local = await startS3({ isLockable: true });
    local.client("auditor", everything);
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "aws-cli-s3-"));
    credentialsFile = path.join(folder, "credentials");
    const { accessKeyId, secretAccessKey, sessionToken } = local.as("auditor").credentials;
    const lines = [
      "[auditor]",
      `aws_access_key_id=${accessKeyId}`,
      `aws_secret_access_key=${secretAccessKey}`,
      `aws_session_token=${sessionToken}`,
    ];
    fs.writeFileSync(credentialsFile, `${lines.join("\n")}\n`);
    for (const name of ["entries/a b ü.json", "entries/2.json", "public-key.pem"]) {
      local.buckets.putText("ledger", name, name);
    }
  });
  after(async () => {
    await local.stop();
    fs.rmSync(folder, { recursive: true });
  });

  const s3api = (...args: string[]) =>
    aws({ url: local.url, credentialsFile }, "auditor", ["s3api", ...args]);

  /** `aws s3` prints no JSON. */
  const s3 = (...args: string[]): Promise<string> =>
    new Promise((resolve, reject) => {
      const own = Object.entries(process.env).filter(([name]) => !name.startsWith("AWS_"));
      const env = {
        ...Object.fromEntries(own),
        ...{ AWS_SHARED_CREDENTIALS_FILE: credentialsFile, AWS_CONFIG_FILE: os.devNull },
        ...{ AWS_PROFILE: "auditor", AWS_DEFAULT_REGION: "eu-west-1", NO_PROXY: "127.0.0.1" },
      };
      const all = ["--endpoint-url", local.url, "s3", ...args];
      execFile("aws", all, { env }, (error, stdout, stderr) =>
        error === null ? resolve(stdout) : reject(new Error(stderr)),
      );
    });

  it("copies a bucket into a folder, and lists it", async () => {
    const to = path.join(folder, "copy");
    await s3("sync", "s3://ledger", to);
    assert.deepEqual(fs.readdirSync(to).sort(), ["entries", "public-key.pem"]);
    const file = path.join(to, "entries", "a b ü.json");
    assert.equal(fs.readFileSync(file, "utf8"), "entries/a b ü.json");
    assert.match(await s3("ls", "s3://ledger/"), /PRE entries\/\n.*public-key\.pem/);
  });

  it("puts once, and is told of the version and the checksum", async () => {
    const file = path.join(folder, "body");
    fs.writeFileSync(file, "a body");
    const where = ["--bucket", "ledger", "--key", "once"];
    const put = () => s3api("put-object", ...where, "--body", file, "--if-none-match", "*");
    const made = await taken(put());
    assert.match(made.VersionId, /^[\w-]{32}$/);
    assert.ok(made.ChecksumCRC32 ?? made.ChecksumCRC64NVME);
    await refusedByCli(put(), "PreconditionFailed");
    await taken(s3api("get-object", ...where, path.join(folder, "got")));
    assert.equal(fs.readFileSync(path.join(folder, "got"), "utf8"), "a body");
  });

  it("keeps a version, lists it and is refused its deletion", async () => {
    const where = ["--bucket", "ledger", "--key", "public-key.pem"];
    const listed = await taken(s3api("list-object-versions", ...where.with(2, "--prefix")));
    const [{ VersionId }] = listed.Versions;
    const version = [...where, "--version-id", VersionId];
    const retention = "Mode=GOVERNANCE,RetainUntilDate=2999-01-01T00:00:00Z";
    await taken(s3api("put-object-retention", ...version, "--retention", retention));
    const { Retention } = await taken(s3api("get-object-retention", ...version));
    assert.deepEqual(Retention, {
      Mode: "GOVERNANCE",
      RetainUntilDate: Retention.RetainUntilDate,
    });
    assert.match(Retention.RetainUntilDate, /^2999-01-01T00:00:00/);
    const refused = await refusedByCli(s3api("delete-object", ...version), "AccessDenied");
    assert.match(refused, /object protected by object lock/);
    await taken(s3api("delete-object", ...version, "--bypass-governance-retention"));
  });

  it("asks a bucket what it is", async () => {
    const of = ["--bucket", "ledger"];
    assert.equal((await taken(s3api("get-bucket-versioning", ...of))).Status, "Enabled");
    const lock = await taken(s3api("get-object-lock-configuration", ...of));
    assert.equal(lock.ObjectLockConfiguration.ObjectLockEnabled, "Enabled");
    await taken(s3api("head-bucket", ...of));
    await refusedByCli(s3api("get-bucket-acl", ...of), "NotImplemented");
  });
}

// Without the command there is nothing to test; tests/run.js says so.
if (hasAwsCli) describe("the aws CLI on S3", theAwsCli);
