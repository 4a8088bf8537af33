/** Reads snippets, by file, and prints what the compiler says of each, by page and line. */
import { json } from "node:stream/consumers";
import * as ts from "typescript";

export interface Snippet {
  /** The page that shows it. */
  readonly at: string;
  readonly text: string;
}

const options: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: ["node", "mocha"],
};

/** One program for all of them: it reads the AWS types, for seconds. */
function errorsOf(snippets: ReadonlyMap<string, Snippet>): string[] {
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile } = host;
  host.fileExists = (file) => snippets.has(file) || fileExists(file);
  host.getSourceFile = (file, version, ...rest) => {
    const text = snippets.get(file)?.text;
    return text === undefined
      ? getSourceFile(file, version, ...rest)
      : ts.createSourceFile(file, text, version, true);
  };
  const program = ts.createProgram([...snippets.keys()], options, host);
  return [...snippets].flatMap(([file, { at }]) => {
    const source = program.getSourceFile(file)!;
    const found = [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ];
    return found.map(({ messageText, start }) => {
      const line = source.getLineAndCharacterOfPosition(start ?? 0).line + 1;
      return `${at}+${line}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
    });
  });
}

async function main(): Promise<void> {
  const snippets = (await json(process.stdin)) as [string, Snippet][];
  process.stdout.write(JSON.stringify(errorsOf(new Map(snippets))));
}

void main();
