/** The package's folder as Pulumi installs it where a program names its git repository. */
import * as assert from "node:assert/strict";
import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";
import { repositoryDir } from "../support/local-cloud";
import { openRemote } from "./support/remote";
import { goldenFile, schemaOf } from "./support/schema";

const run = promisify(execFile);
const hub = `
name: installed
runtime: yaml
resources:
  secret: { type: "aws:secretsmanager:Secret" }
  hub:
    type: codepipeline-approvals:ApprovalHub
    properties: { slack: { credentialsSecretArn: "\${secret.arn}" } }
outputs: { url: "\${hub.slackCallbackUrl}" }
`;

/** Of a hub that reminds of nothing and keeps no ledger. */
const functionNames = ["decider", "notifier", "publisher", "slack-callback", "sweep", "watcher"];
const others = ["automatic", "bypass", "ledger", "measures", "reminder"];
const bundles = [...functionNames, ...others, "connector", "webhook-receiver"].sort();

describe("the plugin, installed from the git tree", function () {
  this.timeout(900_000);
  let folder: string;

  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "engine-plugin-"));
    const listed = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
    const { stdout } = await run("git", listed, { cwd: repositoryDir, maxBuffer: 1 << 26 });
    for (const file of stdout.split("\0").filter((name) => name !== "")) {
      const source = path.join(repositoryDir, file);
      // A file that is deleted, but not yet in a commit, is still listed.
      if (fs.existsSync(source)) fs.cpSync(source, path.join(folder, file), { recursive: true });
    }
    // The command of Pulumi's Node host for a plugin; the settings only spare time and network.
    await run("npm", ["install", "--loglevel=error"], {
      cwd: folder,
      maxBuffer: 1 << 26,
      env: {
        ...process.env,
        NODE_V8_COVERAGE: "",
        ...{
          npm_config_prefer_offline: "true",
          npm_config_audit: "false",
          npm_config_fund: "false",
        },
      },
    });
  });
  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  it("is what Pulumi takes for a component package", () => {
    assert.equal(
      fs.readFileSync(path.join(folder, "PulumiPlugin.yaml"), "utf8"),
      "runtime: nodejs\n",
    );
  });

  it("has the bundle of every function, and the components beside them", () => {
    assert.deepEqual(fs.readdirSync(path.join(folder, "dist/functions")).sort(), bundles);
    for (const name of bundles) {
      const file = path.join(folder, "dist/functions", name, "index.js");
      const built = path.join(repositoryDir, "dist/functions", name, "index.js");
      assert.equal(fs.readFileSync(file, "utf8"), fs.readFileSync(built, "utf8"));
    }
  });

  it("gives the golden schema", async () => {
    const golden = JSON.parse(fs.readFileSync(goldenFile, "utf8"));
    assert.deepEqual(JSON.parse(await schemaOf(folder)), golden);
  });

  it("deploys its functions from there, for a program anywhere else", async () => {
    const remote = await openRemote(folder);
    try {
      const stack = await remote.openYaml(hub);
      await stack.up();
      const functions = (await stack.resources()).filter(({ type }) => /:Function$/.test(type));
      assert.equal(functions.length, functionNames.length);
      assert.match((await stack.outputs()).url, /^https:\/\//);
    } finally {
      await remote.close();
    }
  });
});
