import * as assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { type FunctionName, hubFunctions } from "../../../../components/hub/functions/registry";
import { bundleArchive, requireBundles } from "../../../../components/hub/bundles";

const folders = hubFunctions.map(({ name }) => name);

describe("the functions' code", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), "bundles-"));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function built(into: string, names: readonly string[] = folders): void {
    for (const name of names) {
      mkdirSync(path.join(root, into, name), { recursive: true });
      writeFileSync(path.join(root, into, name, "index.js"), `exports.handler = "${name}";`);
    }
  }

  async function deployed(from: string, folder: FunctionName): Promise<string> {
    const archive = bundleArchive(folder, from) as pulumi.asset.AssetArchive;
    const assets = (await archive.assets) as Record<string, pulumi.asset.FileAsset>;
    assert.deepEqual(Object.keys(assets), ["index.js"]);
    return assets["index.js"].path;
  }

  /** Folder of the compiled or the source file that looks for the bundles. */
  const compiled = (): string => path.join(root, "dist/components/hub");
  const source = (): string => path.join(root, "components/hub");

  it("is found from the compiled package, as npm and a plugin directory have it", async () => {
    built("dist/functions");
    for (const folder of folders) {
      const file = path.join(root, "dist/functions", folder, "index.js");
      assert.equal(await deployed(compiled(), folder), file);
    }
  });

  it("is found from the TypeScript sources of a clone, never among the sources", async () => {
    built("dist/functions");
    built("functions");
    for (const folder of folders) {
      const file = path.join(root, "dist/functions", folder, "index.js");
      assert.equal(await deployed(source(), folder), file);
    }
  });

  it("is found whatever the working directory", async () => {
    built("dist/functions");
    const before = process.cwd();
    try {
      process.chdir(tmpdir());
      assert.equal(
        await deployed(compiled(), "decider"),
        path.join(root, "dist/functions/decider/index.js"),
      );
    } finally {
      process.chdir(before);
    }
  });

  const refusal = (names: string): string =>
    `The code of the functions ${names} has not been built: there is no dist/functions in ` +
    `${root}. Run \`npm run build\` there; the package from npm comes with it.`;

  it("is demanded before anything is created, with the command that makes it", () => {
    assert.throws(
      () => requireBundles(undefined, source()),
      (error) => {
        assert.ok(error instanceof pulumi.RunError);
        assert.equal(
          error.message,
          refusal(
            "notifier, decider, automatic, watcher, publisher, reminder, ledger, bypass, measures, sweep, slack-callback",
          ),
        );
        return true;
      },
    );
  });

  it("is demanded of the compiled package too", () => {
    const message = refusal(
      "notifier, decider, automatic, watcher, publisher, reminder, ledger, bypass, measures, sweep, slack-callback",
    );
    assert.throws(() => requireBundles(undefined, compiled()), { message });
  });

  it("is demanded whole", () => {
    built("dist/functions", [
      "notifier",
      "decider",
      "watcher",
      "publisher",
      "reminder",
      "ledger",
      "bypass",
      "measures",
      "sweep",
    ]);
    assert.throws(() => requireBundles(undefined, source()), {
      message: refusal("automatic, slack-callback"),
    });
    assert.throws(() => bundleArchive("automatic", source()), { message: refusal("automatic") });
  });

  it("of a connector is demanded of itself", () => {
    built("dist/functions");
    requireBundles(undefined, source());
    assert.throws(() => requireBundles(["decider", "connector"], source()), {
      message: refusal("connector"),
    });
  });

  it("is there in this clone, which the tests run from", () => {
    requireBundles();
  });
});
