/**
 * Bundles the command into one file, `dist/cli.js`: to verify a ledger needs nothing but Node, and nothing
 * of what a deployment needs is loaded.
 */
"use strict";
const path = require("node:path");
const esbuild = require("esbuild");

const root = path.join(__dirname, "..");

/** Builds into `outfile` and answers what went into it. */
async function bundleCommand(outfile = path.join(root, "dist", "cli.js")) {
  const result = await esbuild.build({
    absWorkingDir: root,
    entryPoints: ["cli/index.ts"],
    outfile,
    bundle: true,
    legalComments: "none",
    platform: "node",
    target: "node22",
    format: "cjs",
    mainFields: ["module", "main"],
    banner: { js: "#!/usr/bin/env node" },
    metafile: true,
    logLevel: "warning",
  });
  return result.metafile;
}

module.exports = { bundleCommand };

if (require.main === module) {
  bundleCommand().catch(() => {
    process.exitCode = 1;
  });
}
