/**
 * Bundles each function into one file: `dist/functions/<name>/index.js`, what the components deploy.
 * The same sources give the same bytes wherever they are built: no paths, no dates, no source maps.
 */
"use strict";
const { rmSync } = require("node:fs");
const path = require("node:path");
const esbuild = require("esbuild");

const root = path.join(__dirname, "..");
const components = path.join(root, "dist/components");
const { hubFunctions } = require(path.join(components, "hub/functions/registry.js"));
const { connectorFunctions } = require(path.join(components, "connectors/model/functions.js"));

/** The functions that the components deploy, as the compiled registries name them. */
const names = [...hubFunctions.map(({ name }) => name), ...connectorFunctions];

/** Builds into `outdir` and answers what went into each bundle, by function. */
async function bundle(outdir = path.join(root, "dist", "functions")) {
  rmSync(outdir, { recursive: true, force: true });
  const result = await esbuild.build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(
      names.map((name) => [`${name}/index`, `functions/${name}/index.ts`]),
    ),
    outdir,
    bundle: true,
    minify: true,
    legalComments: "none",
    platform: "node",
    target: "node24",
    format: "cjs",
    // The ES modules of the AWS SDK leave out what is not used; its CommonJS files cannot.
    mainFields: ["module", "main"],
    alias: {
      "@aws-sdk/credential-provider-node": path.join(
        __dirname,
        "adapters/aws/lambda-credentials.ts",
      ),
    },
    metafile: true,
    logLevel: "warning",
  });
  return result.metafile;
}

module.exports = { bundle, names };

if (require.main === module) {
  bundle().catch(() => {
    process.exitCode = 1;
  });
}
