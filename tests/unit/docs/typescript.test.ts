/** What docs/ show in TypeScript compiles, strictly, against the package's own types. */
import * as assert from "node:assert/strict";
import * as path from "node:path";
import { inLanguages, root, textOf } from "../../support/docs/pages";
import { prelude } from "../../support/docs/prelude";
import { outputOf } from "../../support/script";

const folder = path.join(root, "tests/unit/docs");
const preludeFile = path.join(folder, "prelude.d.ts");

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

describe("TypeScript in docs/ and in @example", function () {
  this.timeout(180_000);
  let errors: string[];
  const ofWrong = (error: string): boolean => error.startsWith(`${wrong.at}+`);

  before(async () => {
    errors = await outputOf("docs/compile.ts", [
      ...files,
      [path.join(folder, "wrong.ts"), wrong],
      [preludeFile, { at: "prelude", text: prelude }],
    ]);
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
