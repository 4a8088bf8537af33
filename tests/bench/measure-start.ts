/** Processor time that a function's bundle takes to start: what Lambda does in its init phase. */
import { createRequire } from "node:module";

const [file] = process.argv.slice(2);
const load = createRequire(__filename);
// A function finds its settings in the environment; nothing is called while it starts.
process.env.AWS_REGION ??= "eu-west-1";
process.removeAllListeners("warning");
const since = process.cpuUsage();
load(file);
const { user, system } = process.cpuUsage(since);
process.stdout.write(`${JSON.stringify({ milliseconds: (user + system) / 1000 })}\n`);
