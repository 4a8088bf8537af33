/** README: an error names the argument, the limit, what was given and what to do. The last is read off here. */
import * as assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as ts from "typescript";

const components = join(__dirname, "../../../../components");

/** Every text that an expression can be; what is not written there stands in braces. */
function texts(expression: ts.Expression): string[] {
  if (ts.isParenthesizedExpression(expression)) return texts(expression.expression);
  if (ts.isStringLiteralLike(expression)) return [expression.text];
  if (ts.isConditionalExpression(expression)) {
    return [...texts(expression.whenTrue), ...texts(expression.whenFalse)];
  }
  if (ts.isBinaryExpression(expression)) {
    const [left, right] = [texts(expression.left), texts(expression.right)];
    return left.flatMap((start) => right.map((end) => start + end));
  }
  if (!ts.isTemplateExpression(expression)) return [`{${expression.getText()}}`];
  const spans = expression.templateSpans.map(
    ({ expression: value, literal }) => `{${value.getText()}}${literal.text}`,
  );
  return [expression.head.text + spans.join("")];
}

interface Refusal {
  readonly where: string;
  readonly text: string;
}

function refusalsOf(file: string): Refusal[] {
  const content = readFileSync(file, "utf8");
  const source = ts.createSourceFile(file, content, ts.ScriptTarget.Latest, true);
  const found: Refusal[] = [];
  const visit = (node: ts.Node): void => {
    // Only what is given a path and a reason: what hands its values on is found where it does so.
    if (
      ts.isCallExpression(node) &&
      node.expression.getText() === "throwInvalid" &&
      node.arguments.length === 2
    ) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      const where = `${file.slice(components.length)}:${line + 1}`;
      found.push(...texts(node.arguments[1]).map((text) => ({ where, text })));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const refusals = readdirSync(components, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .flatMap((name) => refusalsOf(join(components, name)));

/** Behind what was given stands another sentence. `why` holds the reason and the remedy. */
function saysWhatToDo(text: string): boolean {
  const given = text.lastIndexOf("got");
  return (
    given === -1 || /\. ?[^ ]|: \{why\}/.test(text.slice(given).replace(/\{[^{}]*\.\w+/g, "{"))
  );
}

describe("every refusal of the components", () => {
  it("is found, whatever it is made of", () => assert.ok(refusals.length > 70));

  it("ends with what to do, not with the value that was given", () => {
    assert.deepEqual(
      refusals.filter(({ text }) => !saysWhatToDo(text)),
      [],
    );
  });
});
