/**
 * The golden schema beside the sources: every argument, output and enum value that index.ts exports
 * is there under its name, required where the source demands it, with the source's own words.
 */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import * as ts from "typescript";

const root = path.join(__dirname, "../../..");
const golden = path.join(root, "tests/engine/golden/schema.json");

interface Member {
  readonly required: boolean;
  readonly description: string;
}
type Members = Record<string, Member>;

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, fs.readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
}

/** Names and files of what index.ts exports. */
function publicNames(): { names: string[]; files: string[] } {
  const exported = parse(path.join(root, "index.ts")).statements.filter(ts.isExportDeclaration);
  const names = exported.flatMap(({ exportClause }) =>
    (exportClause as ts.NamedExports).elements.map((one) =>
      (one.propertyName ?? one.name).getText(),
    ),
  );
  const files = exported.map(({ moduleSpecifier }) =>
    path.join(root, `${(moduleSpecifier as ts.StringLiteral).text}.ts`),
  );
  return { names, files };
}

/** Every file with arguments, exported or not. */
function argumentFiles(): string[] {
  const folder = path.join(root, "components");
  const names = fs.readdirSync(folder).filter((name) => name.endsWith("-args.ts"));
  return names.map((name) => path.join(folder, name));
}

function described(node: ts.Node): string {
  return oneLine(
    ts
      .getJSDocCommentsAndTags(node)
      .map((doc) => ts.getTextOfJSDocComment(doc.comment) ?? "")
      .join(" "),
  );
}

/** An output that may be absent says so in its type. */
function demanded(node: ts.PropertySignature | ts.PropertyDeclaration): boolean {
  return node.questionToken === undefined && !/\| undefined\b/.test(node.type?.getText() ?? "");
}

function membersOf(nodes: readonly ts.Node[]): Members {
  const properties = nodes.filter(
    (node): node is ts.PropertySignature | ts.PropertyDeclaration =>
      ts.isPropertySignature(node) || ts.isPropertyDeclaration(node),
  );
  return Object.fromEntries(
    properties.map((node) => [
      node.name.getText(),
      { required: demanded(node), description: described(node) },
    ]),
  );
}

function schemaMembers(properties: any = {}, required: string[] = []): Members {
  return Object.fromEntries(
    Object.entries<any>(properties).map(([name, { description = "" }]) => [
      name,
      { required: required.includes(name), description: oneLine(description) },
    ]),
  );
}

/** An enum is an object of constants, so that TypeScript takes its strings as they are. */
function enumValues({ initializer }: ts.VariableDeclaration): ts.Node | undefined {
  const values = initializer && ts.isAsExpression(initializer) ? initializer.expression : undefined;
  return values && ts.isObjectLiteralExpression(values) ? values : undefined;
}

describe("the golden schema beside the sources", () => {
  const { names, files } = publicNames();
  const declared = new Map<string, ts.Node>();
  // An interface that another one extends alone has no name in the schema, and is not exported.
  const sources = new Set([...files, ...argumentFiles()]);
  for (const statement of [...sources].flatMap((file) => [...parse(file).statements])) {
    const named = ts.isInterfaceDeclaration(statement) || ts.isClassDeclaration(statement);
    if (named) declared.set(statement.name!.text, statement);
    if (!ts.isVariableStatement(statement)) continue;
    for (const one of statement.declarationList.declarations) {
      const values = enumValues(one);
      if (values !== undefined) declared.set(one.name.getText(), values);
    }
  }
  const { resources, types } = JSON.parse(fs.readFileSync(golden, "utf8"));
  const token = (name: string): string => `codepipeline-approvals:index:${name}`;

  function inherited(node: ts.InterfaceDeclaration): Members {
    const bases = node.heritageClauses?.flatMap((clause) => [...clause.types]) ?? [];
    const from = bases.map((base) =>
      inherited(declared.get(base.expression.getText()) as ts.InterfaceDeclaration),
    );
    return Object.assign({}, ...from, membersOf(node.members));
  }

  it("publishes what index.ts exports and nothing else", () => {
    const published = [...Object.keys(resources), ...Object.keys(types)];
    const args = Object.keys(resources).map((name) => `${name}Args`);
    assert.deepEqual([...published, ...args].sort(), names.map(token).sort());
  });

  for (const name of names) {
    it(`says of ${name} what its source says`, () => {
      const node = declared.get(name);
      assert.ok(node, `${name} is exported, but declared in none of the files of index.ts`);
      const resource = resources[token(name.replace(/Args$/, ""))];
      if (ts.isClassDeclaration(node)) {
        const { properties, required, description } = resources[token(name)];
        assert.deepEqual(schemaMembers(properties, required), membersOf(node.members));
        assert.equal(oneLine(description), described(node));
      } else if (ts.isObjectLiteralExpression(node)) {
        assert.deepEqual(
          types[token(name)].enum.map((one: any) => [one.name, one.value, one.description]),
          node.properties
            .filter(ts.isPropertyAssignment)
            .map((one) => [
              one.name.getText(),
              (one.initializer as ts.StringLiteral).text,
              described(one),
            ]),
        );
      } else if (ts.isInterfaceDeclaration(node)) {
        const { properties, required } = types[token(name)] ?? {
          properties: resource.inputProperties,
          required: resource.requiredInputs,
        };
        assert.deepEqual(schemaMembers(properties, required), inherited(node));
      }
    });
  }
});
