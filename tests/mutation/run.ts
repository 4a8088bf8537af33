/**
 * `npm run mutation`: changes the code that decides, in one place at a time, and counts how often
 * a test notices. `npm run mutation -- functions/decider` takes the files whose path begins so.
 * Ends well where every room has at least its threshold.
 */
import path from "node:path";
import { filesOf, type Room, rooms } from "./rooms";
import { known, type Mutant, type Place, placeOf, reasonFor } from "./survivors";

/** What no test of a room reads. */
const leftOut = ["/coverage", "/tools/.cli", "/tools/gen-sdk", ".rehearsal"];

async function mutantsOf(room: Room, files: readonly string[]): Promise<readonly Mutant[]> {
  const { Stryker } = await import("@stryker-mutator/core");
  const options = {
    testRunner: "mocha-in-place",
    mochaOptions: { spec: room.tests },
    coverageAnalysis: "perTest",
    // On a busy machine a test is late: that is no mutant noticed.
    timeoutMS: 30_000,
    mutate: files,
    ignorers: room.ignores,
    plugins: ["mocha-runner.js", "log-texts.js"].map((file) => path.join(__dirname, file)),
    concurrency: Number(process.env.MUTATION_CONCURRENCY ?? 2),
    // Stryker copies the project there, and takes the copy away at the end.
    tempDirName: "coverage/mutation",
    ignorePatterns: leftOut,
    reporters: ["progress-append-only"],
    logLevel: "warn",
    warnings: { slow: false, unknownOptions: false },
  };
  return new Stryker(options as never).runMutationTest();
}

const isNoticed = ({ status }: Mutant): boolean => status === "Killed" || status === "Timeout";
const isMissed = ({ status }: Mutant): boolean => status === "Survived" || status === "NoCoverage";

interface Score {
  readonly name: string;
  readonly noticed: number;
  readonly survivors: readonly Place[];
  readonly percent: number;
  readonly threshold: number;
}

async function scoreOf(room: Room, files: readonly string[]): Promise<Score> {
  console.log(`\n${room.name}: ${files.length} files`);
  const mutants = await mutantsOf(room, files);
  const noticed = mutants.filter(isNoticed).length;
  const missed = mutants.filter(isMissed);
  for (const mutant of missed) {
    const { file, line, mutant: text } = placeOf(mutant);
    const { start } = mutant.location;
    const why = reasonFor({ file, line, mutant: text }) ?? "NO REASON GIVEN";
    console.log(`  ${file}:${start.line}:${start.column}  ${line}\n    -> ${text}\n    ${why}`);
  }
  const percent = (100 * noticed) / Math.max(noticed + missed.length, 1);
  const { name, threshold } = room;
  return { name, noticed, survivors: missed.map(placeOf), percent, threshold };
}

/** What known-survivors.json says of the files that were mutated, and is true no more. */
function outdated(files: readonly string[], scores: readonly Score[]): readonly Place[] {
  const survivors = scores.flatMap((score) => score.survivors);
  const isThere = ({ file, line, mutant }: Place) =>
    survivors.some((one) => one.file === file && one.line === line && one.mutant === mutant);
  return known.filter((one) => files.includes(one.file) && !isThere(one));
}

function report(scores: readonly Score[], noLonger: readonly Place[]): boolean {
  console.log("");
  for (const { name, noticed, survivors, percent, threshold } of scores) {
    const open = survivors.filter((place) => reasonFor(place) === undefined).length;
    console.log(
      `${percent.toFixed(1).padStart(5)} % (at least ${threshold})  ${name}: ${noticed} of ` +
        `${noticed + survivors.length} mutants noticed, ${survivors.length} survive, ${open} of them ` +
        "without a reason",
    );
  }
  for (const { file, line, mutant } of noLonger) {
    console.log(
      `known-survivors.json: no mutant of ${file} survives as \`${mutant}\` in \`${line}\``,
    );
  }
  const below = scores.filter((one) => one.percent < one.threshold).map(({ name }) => name);
  const holds = scores.length > 0 && below.length === 0;
  console.log(
    holds
      ? "Every threshold holds."
      : `Below the threshold: ${below.join(", ") || "nothing was mutated"}.`,
  );
  return holds;
}

async function main(paths: readonly string[]): Promise<void> {
  const scores: Score[] = [];
  const mutated: string[] = [];
  for (const room of rooms) {
    const files = filesOf(room, paths);
    if (files.length === 0) continue;
    mutated.push(...files);
    scores.push(await scoreOf(room, files));
  }
  process.exitCode = report(scores, outdated(mutated, scores)) ? 0 : 1;
}

void main(process.argv.slice(2));
