import * as assert from "node:assert/strict";
import { hasLoader, nodejsOptions } from "../../../../rehearsal/program/nodejs-options";

describe("nodejsOptions", () => {
  const of = (options: Record<string, unknown>) =>
    nodejsOptions({ name: "nodejs", options }, "Pulumi.yaml");

  it("has Pulumi's defaults", () => {
    const defaults = { typescript: true, nodeArguments: [] };
    for (const runtime of ["nodejs", undefined, { name: "nodejs" }]) {
      assert.deepEqual(nodejsOptions(runtime, "Pulumi.yaml"), defaults);
    }
    assert.deepEqual(of({ packagemanager: "pnpm", tsconfig: "" }), defaults);
  });

  it("splits nodeargs as a shell does", () => {
    const nodeargs = `--import tsx --require "./a b.js" -r './c d.js' --x=e\\ f --title="g h"`;
    assert.deepEqual(of({ nodeargs }).nodeArguments, [
      ...["--import", "tsx", "--require", "./a b.js", "-r", "./c d.js", "--x=e f", "--title=g h"],
    ]);
  });

  it("knows a loader of ES modules among them", () => {
    const loads = (nodeargs: string) => hasLoader(of({ nodeargs }));
    const loaders = ["--import tsx", "--loader=ts-node/esm", "--experimental-loader a"];
    assert.deepEqual(loaders.map(loads), [true, true, true]);
    assert.equal(loads("--require ./a.js --max-old-space-size=4096"), false);
  });

  it("names what is not as it should be", () => {
    const message = /`runtime\.options\.nodeargs` of Pulumi\.yaml must be a string, got: \[/;
    assert.throws(() => of({ nodeargs: ["--import"] }), { message });
    assert.throws(() => of({ typescript: "false" }), {
      message: /must be a boolean, got: "false"/,
    });
  });

  it("takes the tsconfig of the environment where Pulumi.yaml names none", () => {
    process.env.PULUMI_NODEJS_TSCONFIG_PATH = "a.json";
    try {
      assert.equal(of({}).tsconfig, "a.json");
      assert.equal(of({ tsconfig: "b.json" }).tsconfig, "b.json");
    } finally {
      delete process.env.PULUMI_NODEJS_TSCONFIG_PATH;
    }
  });
});
