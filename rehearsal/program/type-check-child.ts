/** The process that checks the types of a program, file by file as ts-node does. */
import { createRequire } from "node:module";
import * as path from "node:path";
import type * as TypeScript from "typescript";
import { isDependency } from "./hook";
import { fileOf } from "./load";
import type { Project } from "./project";
import type { TypeProblem, TypesAnswer } from "./type-check";
import { whyOffIn } from "./type-check-off";
import {
  checkingCompiler,
  finds,
  readTsconfig,
  tsconfigOf,
  type TypeScriptModule,
} from "./typescript";

/** What ts-node ignores: of a program it loads what is imported, whatever its tsconfig lists. */
const ignored = [6059, 18002, 18003];

function check(project: Project): TypesAnswer {
  const entry = entryOf(project);
  if (entry === undefined || !/\.[cm]?tsx?$/.test(entry)) return { kind: "off" };
  const compiler = checkingCompiler(project.cwd);
  // Without the SDK nothing is run either.
  if (compiler === undefined) return { kind: "off" };
  const ts = compiler.load();
  const config = readTsconfig(ts, project);
  const why = whyOffIn(config, finds("ts-node", project.cwd), process.env);
  if (why !== undefined) return { kind: "off", why };
  const wrong = relevant(config.errors);
  const diagnostics = wrong.length > 0 ? wrong : ofFiles(ts, entry, config.options);
  const problems = diagnostics.map((one) => problemOf(ts, one, tsconfigOf(project)));
  return { kind: "checked", version: compiler.version, problems };
}

/** Whoever runs the program says it if there is none. */
function entryOf({ program, cwd }: Project): string | undefined {
  try {
    return fileOf(program, createRequire(path.join(cwd, "Pulumi.yaml")));
  } catch {
    return undefined;
  }
}

const relevant = (diagnostics: readonly TypeScript.Diagnostic[]): TypeScript.Diagnostic[] =>
  diagnostics.filter(({ code }) => !ignored.includes(code));

function ofFiles(
  ts: TypeScriptModule,
  entry: string,
  options: TypeScript.CompilerOptions,
): TypeScript.Diagnostic[] {
  const program = ts.createProgram([entry], {
    ...options,
    ...{ noEmit: true, declaration: false, composite: false, incremental: false },
    ...{ declarationMap: false, emitDeclarationOnly: false, isolatedDeclarations: false },
    ...{
      outFile: undefined,
      out: undefined,
      declarationDir: undefined,
      tsBuildInfoFile: undefined,
    },
  });
  const files = program
    .getSourceFiles()
    .filter(({ fileName, isDeclarationFile }) => !isDeclarationFile && !isDependency(fileName));
  return files.flatMap((file) =>
    relevant([...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]),
  );
}

function problemOf(
  ts: TypeScriptModule,
  { file, start = 0, code, messageText }: TypeScript.Diagnostic,
  tsconfig: string | undefined,
): TypeProblem {
  const text = `${ts.flattenDiagnosticMessageText(messageText, "\n")} (TS${code})`;
  if (file === undefined) return { file: tsconfig, text };
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  return { file: file.fileName, line: line + 1, column: character + 1, text };
}

process.once("message", (project: Project) => {
  process.send!(check(project), undefined, undefined, () => process.disconnect());
});
