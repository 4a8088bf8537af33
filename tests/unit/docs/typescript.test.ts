/** What docs/ show in TypeScript compiles, strictly, against the package's own types. */
import * as assert from "node:assert/strict";
import * as path from "node:path";
import * as ts from "typescript";
import { inLanguages, root, textOf } from "../../support/docs/pages";
import { prelude } from "../../support/docs/prelude";

const folder = path.join(root, "tests/unit/docs");
const preludeFile = path.join(folder, "prelude.d.ts");

const options: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: ["node", "mocha"],
};

/** What stands behind `@example` in the JSDoc of a class. */
const examples = ["approval-gate", "multi-approval-stage", "approver-group", "approval-hub"].map(
  (name) => {
    const at = `components/${name}.ts`;
    const jsdoc = /@example\n((?: \* ?.*\n)+?) \*\/\nexport class/.exec(textOf(at));
    assert.ok(jsdoc, `${at} has a class without @example`);
    return { at, code: jsdoc[1].replace(/^ \* ?/gm, "") };
  },
);

/** Each file is a module of its own: what it declares is nobody else's. */
const files = new Map(
  [...examples, ...inLanguages("ts", "typescript")].map(({ at, code }) => [
    path.join(folder, `${at.replace(/\W/g, "-")}.ts`),
    { at, text: `${code}\nexport {};\n` },
  ]),
);

/** A snippet that must not compile, beside those that must. */
const wrong = {
  at: "wrong",
  text: 'new ApprovalGate("a", { pipelineName, emials: [] });\nexport {};\n',
};

/** Errors of all snippets by page and line; one program reads the AWS types, for ten seconds. */
function errorsOf(snippets: ReadonlyMap<string, { at: string; text: string }>): string[] {
  const sources = new Map([...snippets, [preludeFile, { at: "prelude", text: prelude }]]);
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile } = host;
  host.fileExists = (file) => sources.has(file) || fileExists(file);
  host.getSourceFile = (file, version, ...rest) => {
    const text = sources.get(file)?.text;
    return text === undefined
      ? getSourceFile(file, version, ...rest)
      : ts.createSourceFile(file, text, version, true);
  };
  const program = ts.createProgram([...sources.keys()], options, host);
  return [...sources].flatMap(([file, { at }]) => {
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

describe("TypeScript in docs/ and in @example", function () {
  this.timeout(180_000);
  let errors: string[];
  const ofWrong = (error: string): boolean => error.startsWith(`${wrong.at}+`);

  before(() => {
    errors = errorsOf(new Map([...files, [path.join(folder, "wrong.ts"), wrong]]));
  });

  it("compiles against the package's types", () => {
    assert.ok(files.size > 15, `${files.size}`);
    assert.deepEqual(
      errors.filter((error) => !ofWrong(error)),
      [],
    );
  });

  it("would not compile with an argument that does not exist", () => {
    assert.match(errors.filter(ofWrong).join("\n"), /emials/);
  });
});
