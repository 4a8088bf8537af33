/**
 * What each function weighs and how long its module takes to start, beside a bundle of the AWS SDK
 * v2 and Slack's own client, built with the same settings and measured in the same run.
 */
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { build } from "esbuild";
import { median, measure, row, rounds } from "./measuring";

const root = path.join(__dirname, "..", "..");
const baseline = path.join(__dirname, "baseline");
const functions = ["slack-callback", "notifier", "decider", "watcher", "publisher"];

interface Bundle {
  readonly name: string;
  readonly file: string;
}

/** Installs the two packages of the baseline, which nothing but this measurement needs. */
function installBaseline(): void {
  if (fs.existsSync(path.join(baseline, "node_modules"))) return;
  process.stderr.write("  installing the baseline (the AWS SDK v2 and Slack's client)\n");
  execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: baseline });
}

async function bundleBaseline(outdir: string): Promise<Bundle[]> {
  installBaseline();
  const names = ["by-service", "whole"];
  await build({
    entryPoints: names.map((name) => path.join(baseline, `${name}.js`)),
    outdir,
    bundle: true,
    minify: true,
    legalComments: "none",
    platform: "node",
    target: "node24",
    format: "cjs",
    mainFields: ["module", "main"],
    logLevel: "error",
  });
  return names.map((name) => ({ name: `SDK v2 ${name}`, file: path.join(outdir, `${name}.js`) }));
}

/** Prints size and start of each bundle, and slackCallback's start as a ratio of both baselines. */
export async function measureFunctions(): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "approvals-bench-"));
  try {
    const bundles: Bundle[] = [
      ...functions.map((name) => ({
        name,
        file: path.join(root, "dist", "functions", name, "index.js"),
      })),
      ...(await bundleBaseline(folder)),
    ];
    const starts = new Map<string, number[]>(bundles.map(({ name }) => [name, []]));
    for (let round = 0; round < rounds; round += 1) {
      process.stderr.write(`\r  functions: ${round + 1}/${rounds} `);
      for (const { name, file } of bundles) {
        starts.get(name)!.push(measure("start", file).milliseconds);
      }
    }
    if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
    report(bundles, new Map([...starts].map(([name, all]) => [name, median(all)])));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function report(bundles: readonly Bundle[], starts: ReadonlyMap<string, number>): void {
  const callback = starts.get("slack-callback")!;
  row(["function", "KB", "start ms", "callback's"]);
  for (const { name, file } of bundles) {
    const kilobytes = (fs.statSync(file).size / 1000).toFixed(0);
    const start = starts.get(name)!;
    const isBaseline = name.startsWith("SDK v2");
    row([name, kilobytes, start.toFixed(0), isBaseline ? (callback / start).toFixed(2) : ""]);
  }
}
