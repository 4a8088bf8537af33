/** What others than the program have made is there for it, and stays. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { putExisting } from "../../../../rehearsal/settings/existing";
import type { MissingError } from "../../../../rehearsal/settings/missing";
import type { Existing } from "../../../../rehearsal/settings/schema";
import { build, newAccount, removeFolders, types } from "../aws/account/support/new-account";

async function accountWith(exists: Existing, programDir = os.tmpdir()) {
  const test = newAccount();
  await putExisting(exists, test.account, programDir);
  return test.account;
}

describe("putExisting", () => {
  after(removeFolders);

  it("makes a role that its service may assume, by ARN with its path, and its policies", async () => {
    const arn = "arn:aws:iam::111122223333:role/service-role/Pipeline";
    const Statement = [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }];
    const policies = [{ Version: "2012-10-17", Statement }];
    const account = await accountWith({ roles: { [arn]: { policies } } });
    const found = await account.call("aws:iam/getRole:getRole", { name: "Pipeline" });
    assert.equal(found.arn, arn);
    assert.match(found.assumeRolePolicy, /codepipeline\.amazonaws\.com/);
    const decide = (action: string) =>
      account.directory.decideRole(arn, action, "arn:aws:s3:::b/k").allowed;
    assert.deepEqual([decide("s3:GetObject"), decide("s3:PutObject")], [true, false]);
  });

  it("makes a role of another account, for the account and the role that may assume it", async () => {
    const arn = "arn:aws:iam::222222222222:role/ops/deploy";
    const trusts = ["111122223333", "arn:aws:iam::111122223333:role/pipeline"];
    const account = await accountWith({ roles: { [arn]: { trusts }, deploy: null } });
    assert.ok(account.directory.hasRole(arn));
    assert.ok(account.directory.hasRole("arn:aws:iam::111122223333:role/deploy"));
    const role = account.resources.find(({ state }) => state.arn === arn);
    const { Statement } = JSON.parse(role?.state.assumeRolePolicy);
    const principals = Statement.map((one: { Principal: object }) => one.Principal);
    assert.deepEqual(principals, [{ AWS: trusts[0] }, { AWS: trusts[1] }]);
  });

  it("makes a role by name, which may nothing, for the services that are named", async () => {
    const account = await accountWith({
      roles: { Build: { trusts: ["codebuild.amazonaws.com"] }, Plain: null },
    });
    const build = await account.call("aws:iam/getRole:getRole", { name: "Build" });
    assert.equal(build.arn, "arn:aws:iam::111122223333:role/Build");
    assert.match(build.assumeRolePolicy, /"codebuild\.amazonaws\.com"/);
  });

  it("makes topics, parameters, secrets, projects, users and groups", async () => {
    const account = await accountWith({
      users: ["ann"],
      groups: { leads: ["bob"] },
      topics: ["arn:aws:sns:eu-west-1:111122223333:alerts", "others"],
      parameters: { "/app/repo": "orders" },
      secrets: { "app/key": "invented" },
      projects: { compile: { buildspec: "build.yml" }, check: null },
    });
    const parameter = await account.call("aws:ssm/getParameter:getParameter", {
      name: "/app/repo",
    });
    assert.equal(parameter.value, "orders");
    for (const name of ["alerts", "others"]) {
      const topic = await account.call("aws:sns/getTopic:getTopic", { name });
      assert.equal(topic.arn, `arn:aws:sns:eu-west-1:111122223333:${name}`);
    }
    assert.equal(account.secrets.find("app/key")?.value, "invented");
    assert.equal(account.projects.get("compile")?.buildspec, "build.yml");
    assert.notEqual(account.projects.get("check"), undefined);
    assert.equal((await account.call("aws:iam/getUser:getUser", { userName: "bob" })).name, "bob");
    assert.deepEqual(account.directory.made().includes("group/leads"), true);
  });

  it("fills a bucket from a folder beside the program, a file an object", async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "existing-"));
    fs.mkdirSync(path.join(folder, "objects", "a"), { recursive: true });
    fs.writeFileSync(path.join(folder, "objects", "a", "b.txt"), "1");
    const account = await accountWith(
      { buckets: { data: { folder: "objects" }, empty: {} } },
      folder,
    );
    assert.equal(fs.readFileSync(account.buckets.object("data", "a/b.txt")!.path, "utf8"), "1");
    assert.deepEqual(account.buckets.has("empty"), true);
    fs.rmSync(folder, { recursive: true });
  });

  it("is nothing that the program left: what it did not make, remains", async () => {
    const account = await accountWith({
      topics: ["alerts"],
      roles: { R: {} },
      buckets: { data: {} },
    });
    assert.deepEqual(account.remaining(), []);
  });

  it("refuses what AWS refuses", async () => {
    await assert.rejects(accountWith({ topics: ["a b"] }), /InvalidParameter|Invalid parameter/);
    await assert.rejects(accountWith({ buckets: { Data: {} } }), { code: "InvalidBucketName" });
  });
});

describe("putExisting, of a role that the program has read,", () => {
  after(removeFolders);

  it("lets its service assume it, and refuses one that is not said to trust the service", async () => {
    const { account, create, read } = newAccount();
    const role = await read("aws:iam/role:Role", "deployer");
    const project = () =>
      create(types.project, { ...build, name: "compile", serviceRole: role.state.arn });
    const arn = "arn:aws:iam::111122223333:role/deployer";
    const entry = { [arn]: { trusts: ["codebuild.amazonaws.com"], policies: [] } };
    await assert.rejects(project(), (error: MissingError) => {
      assert.deepEqual(error.value, { roles: entry }, error.message);
      return error.key === "exists";
    });
    await putExisting({ roles: entry }, account, os.tmpdir());
    assert.equal((await project()).state.serviceRole, arn);
  });
});
