/** Time to import the built package, or `@pulumi/aws` alone, in a fresh process. */
import { createRequire } from "node:module";
import * as path from "node:path";

const target =
  process.argv[2] === "package" ? path.join(__dirname, "..", "..", "dist") : "@pulumi/aws";
const since = process.hrtime.bigint();
createRequire(__filename)(target);
const milliseconds = Number(process.hrtime.bigint() - since) / 1e6;
process.stdout.write(`${JSON.stringify({ milliseconds })}\n`);
