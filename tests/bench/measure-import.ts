/** Processor time to import the built package, or `@pulumi/aws` alone, in a fresh process. */
import { createRequire } from "node:module";
import * as path from "node:path";

const target =
  process.argv[2] === "package" ? path.join(__dirname, "..", "..", "dist") : "@pulumi/aws";
const since = process.cpuUsage();
createRequire(__filename)(target);
const { user, system } = process.cpuUsage(since);
const milliseconds = (user + system) / 1000;
process.stdout.write(`${JSON.stringify({ milliseconds })}\n`);
