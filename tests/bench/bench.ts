/**
 * `npm run bench`: what a gate costs beside the same resources written by hand, measured in one
 * run on one machine. The figures are medians and ratios of pairs that ran one after the other;
 * they are printed, never asserted. Processor time, because other work on the machine stretches
 * the time on the wall.
 */
import { spawnSync } from "node:child_process";
import * as path from "node:path";
import { measureFunctions } from "./functions";
import { type Measurement, measure, median, row, rounds } from "./measuring";

interface Pair {
  readonly ours: number;
  readonly theirs: number;
  readonly ratio: number;
  readonly last: readonly [Measurement, Measurement];
}

/** Runs both sides in turn and takes the median of each, and of the ratios pair by pair. */
type Command = [what: string, ...args: string[]];

function compare(ours: Command, theirs: Command): Pair {
  const pairs = Array.from({ length: rounds }, (_, round) => {
    process.stderr.write(
      `\r  ${ours.join(" ")} beside ${theirs.join(" ")}: ${round + 1}/${rounds} `,
    );
    return round % 2 === 0
      ? ([measure(...ours), measure(...theirs)] as const)
      : ([measure(...theirs), measure(...ours)].reverse() as unknown as [Measurement, Measurement]);
  });
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
  return {
    ours: median(pairs.map(([a]) => a.milliseconds)),
    theirs: median(pairs.map(([, b]) => b.milliseconds)),
    ratio: median(pairs.map(([a, b]) => a.milliseconds / b.milliseconds)),
    last: pairs[pairs.length - 1] as [Measurement, Measurement],
  };
}

async function main(): Promise<void> {
  console.log(
    `Node ${process.version}, processor time in milliseconds, medians of ${rounds} pairs\n`,
  );
  row(["gates", "ApprovalGate", "by hand", "ratio", "per gate"]);
  for (const count of [10, 100, 500]) {
    const pair = compare(["register", "gates", `${count}`], ["register", "hand", `${count}`]);
    const perGate = (pair.ours / count).toFixed(2);
    row([count, pair.ours.toFixed(0), pair.theirs.toFixed(0), pair.ratio.toFixed(2), perGate]);
    if (count === 500) {
      const [gates, hand] = pair.last.map((m) => (m.resources ?? 0) / count);
      console.log(
        `\nresources per gate (topic, policy, one e-mail, group with a member): ` +
          `${gates} with the component itself, ${hand} by hand`,
      );
    }
  }
  console.log("");
  row(["import", "package", "@pulumi/aws", "ratio"]);
  const pair = compare(["import", "package"], ["import", "aws"]);
  row(["", pair.ours.toFixed(0), pair.theirs.toFixed(0), pair.ratio.toFixed(2)]);
  console.log("");
  await measureFunctions();
  measureEngine();
}

/** In a process of its own, which is told where the Pulumi CLI is. */
function measureEngine(): void {
  const cli = path.join(__dirname, "../engine/cli.js");
  const script = path.join(__dirname, "engine.ts");
  const args = [cli, "-r", "./tools/register", script];
  spawnSync(process.execPath, args, { stdio: "inherit" });
}

void main();
