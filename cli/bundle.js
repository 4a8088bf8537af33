/**
 * Bundles the command into `dist/cli.js`: to verify a ledger in a folder needs nothing but Node, and nothing
 * of what a deployment needs is loaded. What reads a bucket, with the AWS SDK, is a file of its own beside it,
 * which is loaded for a bucket alone.
 */
"use strict";
const path = require("node:path");
const esbuild = require("esbuild");

const root = path.join(__dirname, "..");

const s3File = "cli-s3.js";

/** @type {import("esbuild").BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  legalComments: "none",
  platform: "node",
  target: "node22",
  format: "cjs",
  mainFields: ["module", "main"],
  metafile: true,
  logLevel: "warning",
};

/** The command loads it by its name in the package. */
const besides = {
  name: "s3-client",
  setup(build) {
    build.onResolve({ filter: /^\.\/s3-client$/ }, () => ({ path: `./${s3File}`, external: true }));
  },
};

/** Builds into a folder and answers what went into each file. */
async function bundleCommand(folder = path.join(root, "dist")) {
  const command = await esbuild.build({
    ...common,
    entryPoints: ["cli/index.ts"],
    outfile: path.join(folder, "cli.js"),
    banner: { js: "#!/usr/bin/env node" },
    plugins: [besides],
  });
  const s3 = await esbuild.build({
    ...common,
    entryPoints: ["cli/s3-client.ts"],
    outfile: path.join(folder, s3File),
    minify: true,
  });
  return { command: command.metafile, s3: s3.metafile };
}

module.exports = { bundleCommand };

if (require.main === module) {
  bundleCommand().catch(() => {
    process.exitCode = 1;
  });
}
