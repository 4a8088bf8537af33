/** Runs a program against the account, as `pulumi up` deploys it. */
import { createRequire } from "node:module";
import * as path from "node:path";
import type { Account } from "../aws/account/account";
import { needKnownKeys } from "../aws/account/known-keys";
import { planOf, type PlanOptions } from "../aws/account/plan";
import { unsupportedOf } from "../aws/account/unsupported";
import { type InventedSettings, withInvented } from "../settings/invented";
import { beside } from "../settings/missing";
import type { RehearsalSettings } from "../settings/schema";
import { missingOutput, stackReferenceOf, unusedLine } from "../settings/stack-references";
import type { Progress } from "../terminal/progress";
import { type ProgramResult, type RunOptions, runProgram } from "./run";
import { findPulumi } from "../engine/find-pulumi";
import type * as Run from "../engine/run";

export interface DeployOptions {
  readonly programDir: string;
  readonly account: Account;
  /** Where the run keeps its files. */
  readonly folder: string;
  readonly settings: RehearsalSettings;
  /** Takes what the program asks for and nobody has said; it goes on with invented values. */
  readonly invented?: InventedSettings;
  /** Says before the run what happens to each action. */
  readonly plan?: PlanOptions;
  readonly onProgress: (progress: Progress) => void;
}

/** Counts what the program registers, and refuses one without a pipeline. */
export async function deployHere(options: DeployOptions): Promise<ProgramResult> {
  const { programDir, account, folder, settings, invented, plan, onProgress } = options;
  const { stackReferences = {} } = settings;
  let count = 0;
  const read = new Set<string>();
  const answered = <T>(work: () => Promise<T>, args?: Record<string, any>): Promise<T> =>
    invented === undefined
      ? beside(settings, work)
      : withInvented(work, { invented, account, args, exampleDir: programDir });
  const runOptions: RunOptions = {
    exampleDir: programDir,
    create: async (registration) => {
      const stack = await beside(settings, () =>
        stackReferenceOf(registration, stackReferences, invented !== undefined),
      );
      if (stack !== undefined) {
        read.add(stack.id);
        return stack;
      }
      const created = await answered(async () => {
        needKnownKeys(registration, account);
        return account.create(registration);
      });
      const { type, name, custom } = registration;
      if (custom) onProgress({ kind: "registered", count: ++count, type, name });
      return created;
    },
    call: (token, args) => answered(() => account.call(token, args), args),
    output: (stack, output) => {
      if (invented !== undefined) return invented.addOutput(stack, output);
      onProgress({ kind: "printed", line: missingOutput(stack, output, settings) });
      return undefined;
    },
    onLog: (line) => onProgress({ kind: "printed", line }),
  };
  const program = await run(runOptions, {
    ...{ account, folder: path.join(folder, "engine"), invents: invented !== undefined },
  });
  if (account.engine.pipelineNames().length === 0) {
    throw new Error(
      `The program in ${programDir} registered no pipeline (aws.codepipeline.Pipeline).`,
    );
  }
  const unread = Object.keys(stackReferences).filter((stack) => !read.has(stack));
  const unused = [
    ...account.calls.unused(),
    ...unread.map((stack) => `rehearsal:stackReferences.${stack}`),
  ];
  for (const line of unusedLine(unused)) onProgress({ kind: "printed", line });
  const planned = plan && { plan: planOf(account, plan) };
  onProgress({ kind: "deployed", count, gaps: unsupportedOf(account), ...planned });
  return program;
}

/** By Pulumi's engine where the program is in another language: what speaks with it is loaded for such a program alone. */
async function run(
  options: RunOptions,
  engine: Omit<Run.EngineOptions, "pulumi">,
): Promise<ProgramResult> {
  const pulumi = findPulumi(options.exampleDir);
  if (pulumi === undefined) return runProgram(options);
  const { runByEngine }: typeof Run = createRequire(__filename)("../engine/run");
  return runByEngine(options, { pulumi, ...engine });
}
