/** The files that `pulumi up` deploys: what is in them, and that they are the same every time. */
import * as assert from "node:assert/strict";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Metafile } from "esbuild";

const root = path.join(__dirname, "..", "..", "..");

interface Bundler {
  bundle(outdir: string): Promise<Metafile>;
  readonly names: readonly string[];
}

describe("The bundles of the functions", function () {
  this.timeout(60_000);
  let folder: string;
  let metafile: Metafile;
  let bundler: Bundler;

  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "approvals-bundles-"));
    bundler = (await import(path.join(root, "functions", "bundle.js"))) as Bundler;
    metafile = await bundler.bundle(path.join(folder, "first"));
  });

  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  const fileOf = (build: string, name: string): string =>
    path.join(folder, build, name, "index.js");
  const hash = (file: string): string =>
    createHash("sha256").update(fs.readFileSync(file)).digest("hex");

  /** Paths of the modules that went into one function. */
  function inputsOf(name: string): string[] {
    const [, output] = Object.entries(metafile.outputs).find(([file]) =>
      file.endsWith(`${name}/index.js`),
    )!;
    return Object.keys(output.inputs);
  }

  it("are one for each function of a hub and of connectors, each a single file with a handler", async () => {
    assert.deepEqual(bundler.names, [
      "notifier",
      "decider",
      "automatic",
      "watcher",
      "publisher",
      "reminder",
      "ledger",
      "bypass",
      "measures",
      "sweep",
      "slack-callback",
      "connector",
      "webhook-receiver",
    ]);
    for (const name of bundler.names) {
      assert.deepEqual(fs.readdirSync(path.join(folder, "first", name)), ["index.js"]);
      const module = (await import(fileOf("first", name))) as { handler: unknown };
      assert.equal(typeof module.handler, "function", name);
    }
  });

  it("have the same bytes when they are built again elsewhere", async () => {
    await bundler.bundle(path.join(folder, "elsewhere", "deeper"));
    for (const name of bundler.names) {
      const again = hash(fileOf(path.join("elsewhere", "deeper"), name));
      assert.equal(again, hash(fileOf("first", name)), name);
    }
  });

  it("are what the build left in dist", () => {
    for (const name of bundler.names) {
      const built = path.join(root, "dist", "functions", name, "index.js");
      assert.equal(hash(built), hash(fileOf("first", name)), name);
    }
  });

  it("name no path of the machine that built them", () => {
    for (const name of bundler.names) {
      const text = fs.readFileSync(fileOf("first", name), "utf8");
      for (const trace of [root, os.homedir(), folder]) assert.ok(!text.includes(trace), trace);
    }
  });

  it("hold nothing of Pulumi, of the components or of the rehearsal", () => {
    for (const name of bundler.names) {
      const foreign = inputsOf(name).filter((file) =>
        /(^|\/)(@pulumi|components|rehearsal|tests|examples)\//.test(file),
      );
      assert.deepEqual(foreign, [], name);
    }
  });

  it("hold of each function nothing but its own code and what all share", () => {
    for (const name of bundler.names) {
      const others = bundler.names.filter((other) => other !== name);
      const foreign = inputsOf(name).filter((file) =>
        others.some((other) => file.startsWith(`functions/${other}/`)),
      );
      assert.deepEqual(foreign, [], name);
    }
  });

  for (const name of ["slack-callback", "webhook-receiver"]) {
    it(`give ${name}, which is public, no client that could decide or assume a role`, () => {
      const clients = inputsOf(name).filter((file) =>
        /@aws-sdk\/client-(codepipeline|sts)\//.test(file),
      );
      assert.deepEqual(clients, []);
    });

    it(`keep ${name} within the 600 KB that a quick cold start allows`, () => {
      const { size } = fs.statSync(fileOf("first", name));
      assert.ok(size <= 600_000, `${size} bytes`);
    });
  }
});
