/**
 * Compiles the program's own TypeScript, file by file, without a check of types. What was compiled
 * is kept in the program's node_modules/.cache, so that the next run does without the compiler.
 */
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import type * as TypeScript from "typescript";
import { SyntaxProblem } from "./problems";
import {
  type Compiler,
  compilerFor,
  finds,
  type Place,
  readTsconfig,
  surroundings,
  tsconfigOf,
  type TypeScriptModule,
} from "./typescript";

/** The modules that Node.js has. */
export type Kind = "commonjs" | "module";

/** Changes where the same source becomes another text. */
const version = "1";

const sourceMapComment = "//# sourceMappingURL=";

/** What a tsconfig has ts-node load before the program, tsconfig-paths for example. */
export function preloadsOf(place: Place): string[] {
  const file = tsconfigOf(place);
  // Without ts-node of its own, Pulumi has an old one that reads no settings.
  if (file === undefined || !finds("ts-node", place.cwd)) return [];
  if (!fs.readFileSync(file, "utf8").includes('"ts-node"')) return [];
  const { tsNode } = readTsconfig(compilerFor(place.cwd).load(), place);
  return Array.isArray(tsNode.require) ? tsNode.require : [];
}

/** Gives the JavaScript of a file, with its source map at the end. */
export type Compile = (file: string, source: string, kind: Kind) => string;

export function createCompile(place: Place): Compile {
  const compiler = compilerFor(place.cwd);
  const tsconfig = tsconfigOf(place);
  const written = tsconfig === undefined ? "" : fs.readFileSync(tsconfig, "utf8");
  let read: TypeScript.CompilerOptions | undefined;
  const options = () => (read ??= readTsconfig(compiler.load(), place).options);
  // What another file says can change while this one stays.
  const said = written.includes('"extends"') ? () => JSON.stringify(options()) : () => written;
  const cache = cacheOf(place.cwd);
  const installed = surroundings(place.cwd);
  return (file, source, kind) => {
    const compiled = () => compile(compiler.load(), options(), { file, source, kind });
    if (cache === undefined) return compiled();
    const madeOf = digest(
      version,
      identity(compiler),
      installed,
      place.cwd,
      said(),
      file,
      kind,
      source,
    );
    return kept(path.join(cache, `${path.basename(file)}-${digest(file).slice(0, 16)}`), {
      madeOf,
      make: compiled,
    });
  };
}

function compile(
  ts: TypeScriptModule,
  options: TypeScript.CompilerOptions,
  { file, source, kind }: { file: string; source: string; kind: Kind },
): string {
  const { outputText, sourceMapText, diagnostics } = ts.transpileModule(source, {
    fileName: file,
    reportDiagnostics: true,
    compilerOptions: { ...options, ...forced(ts, options, kind) },
  });
  // Those without a file are of the options, which are no matter of one file.
  const [problem] = (diagnostics ?? []).filter((one) => one.file !== undefined);
  if (problem !== undefined) throw syntaxProblem(ts, file, problem);
  const map = { ...JSON.parse(sourceMapText!), file, sources: [file], sourceRoot: "" };
  const encoded = Buffer.from(JSON.stringify(map)).toString("base64");
  const code = outputText.slice(0, outputText.lastIndexOf(sourceMapComment));
  return `${code}${sourceMapComment}data:application/json;base64,${encoded}`;
}

/** What Node.js needs, whatever a tsconfig says for another way to build. */
function forced(
  ts: TypeScriptModule,
  options: TypeScript.CompilerOptions,
  kind: Kind,
): TypeScript.CompilerOptions {
  const { ModuleKind } = ts;
  // Node's own modules take default imports of CommonJS, also where a tsconfig does not say so.
  const interop = options.esModuleInterop ?? (options.module ?? 0) >= (ModuleKind.Node16 ?? 100);
  return {
    module: kind === "module" ? ModuleKind.ESNext : ModuleKind.CommonJS,
    moduleResolution: undefined,
    ...(interop ? { esModuleInterop: true } : {}),
    ...{ noEmit: false, declaration: false, composite: false, incremental: false },
    ...{ declarationMap: false, emitDeclarationOnly: false, isolatedDeclarations: false },
    ...{ sourceMap: true, inlineSourceMap: false, inlineSources: true },
    ...{ outDir: undefined, outFile: undefined, rootDir: undefined, out: undefined },
    ...{ declarationDir: undefined, tsBuildInfoFile: undefined, mapRoot: undefined },
  };
}

function syntaxProblem(
  ts: TypeScriptModule,
  file: string,
  { messageText, code, ...diagnostic }: TypeScript.Diagnostic,
): SyntaxProblem {
  const { line, character } = diagnostic.file!.getLineAndCharacterOfPosition(diagnostic.start ?? 0);
  const text = ts.flattenDiagnosticMessageText(messageText, "\n");
  return new SyntaxProblem(`${text} (TS${code})`, { file, line: line + 1, column: character + 1 });
}

const digest = (...texts: string[]): string =>
  createHash("sha256").update(texts.join("\0")).digest("hex");

const identity = ({ file, version: ofCompiler }: Compiler): string => `${file} ${ofCompiler}`;

/** The text of an entry, where it was made of the same; else it is made anew. */
function kept(entry: string, { madeOf, make }: { madeOf: string; make: () => string }): string {
  const before = readIfThere(entry);
  if (before?.startsWith(madeOf)) return before.slice(madeOf.length);
  const text = make();
  try {
    // Renamed into place: other runs read it at the same time.
    fs.mkdirSync(path.dirname(entry), { recursive: true });
    fs.writeFileSync(`${entry}.${process.pid}`, madeOf + text);
    fs.renameSync(`${entry}.${process.pid}`, entry);
  } catch {
    // A folder that cannot be written to makes the next run slower, and nothing else.
  }
  return text;
}

function readIfThere(file: string): string | undefined {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function cacheOf(cwd: string): string | undefined {
  for (let at = cwd; ; at = path.dirname(at)) {
    const modules = path.join(at, "node_modules");
    if (fs.existsSync(modules)) return path.join(modules, ".cache", "rehearse-approvals");
    if (path.dirname(at) === at) return undefined;
  }
}
