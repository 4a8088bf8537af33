/** What the engine keeps, and what its processes see of this machine. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parse } from "yaml";
import { makeWorkspace } from "../../../../rehearsal/engine/workspace";
import { readProject } from "../../../../rehearsal/program/project";

describe("makeWorkspace", () => {
  let folder: string;
  const program = (): string => path.join(folder, "program");
  const run = (): string => path.join(folder, "run");

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "workspace-"));
    fs.mkdirSync(program());
    fs.mkdirSync(run());
    fs.writeFileSync(path.join(program(), "Pulumi.yaml"), "name: orders\nruntime: yaml\n");
    fs.writeFileSync(
      path.join(program(), "Pulumi.rehearsal.yaml"),
      "config:\n  aws:region: eu-west-1\n  orders:team: { name: a }\n  rehearsal:exists: { users: [ann] }\n",
    );
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  it("has the program's configuration without what is for the rehearsal, and an empty stack", () => {
    const made = makeWorkspace(run(), program(), readProject(program()));
    assert.deepEqual(parse(fs.readFileSync(made.stackFile, "utf8")), {
      config: { "aws:region": "eu-west-1", "orders:team": { name: "a" } },
    });
    assert.ok(made.stackFile.startsWith(run()) && made.eventLog.startsWith(run()));
    const state = path.join(run(), "backend/.pulumi/stacks/orders/rehearsal.json");
    const { checkpoint } = JSON.parse(fs.readFileSync(state, "utf8"));
    assert.equal(checkpoint.stack, "organization/orders/rehearsal");
    assert.equal(checkpoint.latest.resources, undefined);
    // Nothing is written beside the program.
    assert.deepEqual(fs.readdirSync(program()).sort(), ["Pulumi.rehearsal.yaml", "Pulumi.yaml"]);
  });

  it("leads to no account, no backend and no plugin of the user's", () => {
    const before = { ...process.env };
    Object.assign(process.env, {
      AWS_PROFILE: "production",
      PULUMI_ACCESS_TOKEN: "pul-secret",
      PULUMI_BACKEND_URL: "https://api.pulumi.com",
    });
    try {
      const made = makeWorkspace(run(), program(), readProject(program()));
      const of = made.environment({ aws: 1, rehearsal: 2 }, ["yaml", 3]);
      const pulumi = Object.entries(of).filter(([name]) => name.startsWith("PULUMI_"));
      assert.deepEqual(Object.fromEntries(pulumi), {
        PULUMI_HOME: path.join(run(), "home"),
        PULUMI_BACKEND_URL: `file://${path.join(run(), "backend")}`,
        PULUMI_CONFIG_PASSPHRASE: "",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
        PULUMI_DEBUG_COMMANDS: "true",
        PULUMI_DEBUG_PROVIDERS: "aws:1,rehearsal:2",
        PULUMI_DEBUG_LANGUAGES: "yaml:3",
      });
      assert.equal(of.AWS_PROFILE, undefined);
      assert.equal(of.AWS_SHARED_CREDENTIALS_FILE, "/dev/null");
      assert.equal(of.PATH, process.env.PATH);
    } finally {
      for (const name of ["AWS_PROFILE", "PULUMI_ACCESS_TOKEN", "PULUMI_BACKEND_URL"]) {
        if (before[name] === undefined) delete process.env[name];
        else process.env[name] = before[name];
      }
    }
  });
});
