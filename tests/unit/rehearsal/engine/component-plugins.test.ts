/** `packages` of a Pulumi.yaml: components of this machine are run, and nothing is fetched. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { localPackages, servePlugin } from "../../../../rehearsal/engine/component-plugins";

describe("localPackages", () => {
  let folder: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "local-packages-"));
    fs.mkdirSync(path.join(folder, "gates"));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  function read(packages: string) {
    fs.writeFileSync(path.join(folder, "Pulumi.yaml"), `name: own\nruntime: yaml\n${packages}`);
    return localPackages(folder);
  }

  const plugin = (text: string): void =>
    fs.writeFileSync(path.join(folder, "gates/PulumiPlugin.yaml"), text);

  it("are those in folders, however they are written", () => {
    plugin("runtime: nodejs\n");
    const found = [{ name: "approvals", folder: path.join(folder, "gates") }];
    assert.deepEqual(read("packages: { approvals: ./gates }\n"), found);
    assert.deepEqual(read("packages: { approvals: gates }\n"), found);
    assert.deepEqual(read("packages: { approvals: { source: ./gates, version: 1.0.0 } }\n"), found);
    assert.deepEqual(read(`packages: { approvals: ${folder}/gates }\n`), found);
  });

  it("are no providers: these are only recorded", () => {
    assert.deepEqual(read(""), []);
    assert.deepEqual(read("packages:\n"), []);
    assert.deepEqual(read("packages: { random: random@4.16.0, tls: tls }\n"), []);
  });

  for (const source of [
    "github.com/acme/gates@v1.0.0",
    "./none",
    "https://example.com/gates.git",
  ]) {
    it(`refuses ${source}, which is not here`, () => {
      assert.throws(
        () => read(`packages: { approvals: "${source}" }\n`),
        (error: Error) =>
          error.message ===
          `\`packages.approvals\` of ${folder}/Pulumi.yaml names ${source}, which is no folder with a ` +
            "PulumiPlugin.yaml, and a rehearsal fetches nothing. Name the folder of the package, for example " +
            "node_modules/approvals.",
      );
    });
  }

  it("refuses one in another language, and one without its dependencies", async () => {
    const one = { name: "approvals", folder: path.join(folder, "gates") };
    const plugins = { cwd: folder, env: {}, monitor: () => Promise.reject(new Error("unused")) };
    plugin("runtime: { name: go }\n");
    await assert.rejects(servePlugin(one, plugins), /is written in go\. .* in Node\.js alone/);
    plugin("runtime: nodejs\n");
    await assert.rejects(servePlugin(one, plugins), /has no Pulumi SDK .* Run `npm install` there/);
  });
});
