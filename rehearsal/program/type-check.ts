/**
 * Checks the types of a program, which `pulumi up` does as it loads it. That takes seconds and a
 * gigabyte with @pulumi/aws, so here it is a process beside the run.
 */
import { type ChildProcess, fork } from "node:child_process";
import * as path from "node:path";
import { cleanEnvironment, startOf } from "./environment";
import { addCommand } from "./package-manager";
import type { Project } from "./project";
import type { SourcePlace } from "./problems";
import { whyOff } from "./type-check-off";
import { builtIn } from "./typescript";

export interface TypeProblem extends Partial<SourcePlace> {
  /** The compiler's words, with its number. */
  readonly text: string;
}

/** What the process answers. */
export type TypesAnswer =
  | {
      readonly kind: "checked";
      readonly problems: readonly TypeProblem[];
      /** Of TypeScript. */
      readonly version: string;
    }
  /** `pulumi up` does not check them either; why, where the program is TypeScript. */
  | { readonly kind: "off"; readonly why?: string };

export interface TypeCheck {
  /** Lines that say what is wrong; empty where all is well, or nothing is to be checked. */
  problems(): Promise<readonly string[]>;
  stop(): void;
}

const nothing: TypeCheck = { problems: async () => [], stop: () => undefined };

const unchecked =
  "The types of the program could not be checked (PULUMI_NODEJS_TRANSPILE_ONLY=true does without, as with " +
  "`pulumi up`)";

/** The most lines that are told of one program. */
const most = 10;

/** Begins to check; `tell` gets what there is to say of it, as soon as it is known. */
export function checkTypes(
  project: Project,
  tell: (lines: readonly string[]) => void,
  environment: NodeJS.ProcessEnv = process.env,
): TypeCheck {
  if (!project.nodejs.typescript) return nothing;
  const off = whyOff({ environment, nodeArguments: project.nodejs.nodeArguments });
  if (off !== undefined) {
    tell([notChecked(off)]);
    return nothing;
  }
  const { file, execArgv } = startOf("type-check-child");
  const child = fork(file, {
    cwd: project.cwd,
    env: cleanEnvironment(environment),
    execArgv,
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let stopped = false;
  const found = answerOf(child).then(
    (answer) => {
      if (answer.kind === "checked") return linesOf(answer, project);
      if (answer.why !== undefined && !stopped) tell([notChecked(answer.why)]);
      return [];
    },
    (error: Error) => (stopped ? [] : [`${unchecked}: ${error.message}`]),
  );
  void found.then((lines) => (lines.length > 0 && !stopped ? tell(lines) : undefined));
  child.send(project);
  return {
    problems: () => found,
    stop: () => {
      stopped = true;
      child.kill("SIGKILL");
    },
  };
}

const notChecked = (why: string): string =>
  `The types of the program are not checked, as with \`pulumi up\`: ${why}`;

function answerOf(child: ChildProcess): Promise<TypesAnswer> {
  const said: Buffer[] = [];
  child.stderr!.on("data", (chunk: Buffer) => said.push(chunk));
  return new Promise((resolve, reject) => {
    child.on("message", (answer: TypesAnswer) => resolve(answer));
    child.on("error", reject);
    child.on("close", (code, signal) => {
      const words = /^.*Error: .*$/m.exec(Buffer.concat(said).toString("utf8"))?.[0];
      reject(new Error(words ?? `its process ended (${signal ?? code}).`));
    });
  });
}

function linesOf(
  { problems, version }: Extract<TypesAnswer, { kind: "checked" }>,
  { cwd }: Project,
): string[] {
  if (problems.length === 0) return [];
  const lines = problems.slice(0, most).map(({ file, line, column, text }) => {
    const place = [...(file ? [path.relative(cwd, file)] : []), ...(line ? [line, column] : [])];
    return [place.join(":"), text].filter((part) => part !== "").join(": ");
  });
  const left = problems.length - lines.length;
  return [
    `\`pulumi up\` refuses this program, for its types are wrong (TypeScript ${version}):`,
    ...lines,
    ...(left > 0 ? [`And ${left} more.`] : []),
    ...(version === builtIn
      ? [
          `The program has no TypeScript of its own, so Pulumi takes its built-in ${builtIn}. Type in ` +
            `${cwd}: ${addCommand(cwd, "typescript@5", "develop")}`,
        ]
      : []),
  ];
}
