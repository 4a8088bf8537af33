/**
 * The schema of the AWS provider, as far as the account goes: a language without an SDK asks for it
 * to know which arguments there are. Read from the declarations of the AWS SDK for Node.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import * as ts from "typescript";

export interface SchemaSource {
  readonly version: string;
  /** Where the package `@pulumi/aws` is. */
  readonly sdkFolder: string;
  /** Type tokens of the resources, such as `aws:sns/topic:Topic`. */
  readonly resources: readonly string[];
  /** Tokens of the functions, such as `aws:index/getRegion:getRegion`. */
  readonly functions: readonly string[];
}

type TypeSpec = Record<string, unknown>;

interface ObjectSpec {
  readonly properties: Record<string, TypeSpec>;
  readonly required: string[];
}

const anything: TypeSpec = { $ref: "pulumi.json#/Any" };
const plain: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.StringKeyword, "string"],
  [ts.SyntaxKind.NumberKeyword, "number"],
  [ts.SyntaxKind.BooleanKeyword, "boolean"],
]);

/** Interfaces of one file by name; those of a namespace as `namespace.Name`. */
function interfacesOf(file: string): Map<string, ts.InterfaceDeclaration> {
  const text = fs.readFileSync(file, "utf8");
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found = new Map<string, ts.InterfaceDeclaration>();
  const visit = (prefix: string) => (node: ts.Node) => {
    if (ts.isInterfaceDeclaration(node)) found.set(`${prefix}${node.name.text}`, node);
    if (ts.isModuleDeclaration(node) && node.body) {
      ts.forEachChild(node.body, visit(`${prefix}${node.name.text}.`));
    }
  };
  ts.forEachChild(source, visit(""));
  return found;
}

/** `aws:sns/topic:Topic` is declared in sns/topic.d.ts, `aws:index/getRegion:getRegion` in getRegion.d.ts. */
function declarations(sdkFolder: string, token: string): Map<string, ts.InterfaceDeclaration> {
  const file = `${token.split(":")[1].replace(/^index\//, "")}.d.ts`;
  return interfacesOf(path.join(sdkFolder, file));
}

/** Writes types down, and remembers the nested ones that they name. */
class Types {
  readonly specs: Record<string, TypeSpec> = {};
  private readonly nested: Map<string, ts.InterfaceDeclaration>;

  constructor(sdkFolder: string) {
    this.nested = interfacesOf(path.join(sdkFolder, "types/input.d.ts"));
  }

  object(declaration: ts.InterfaceDeclaration | undefined): ObjectSpec {
    const members = [...(declaration?.members ?? [])].filter(ts.isPropertySignature);
    return {
      properties: Object.fromEntries(
        members.map(({ name, type }) => [name.getText(), this.spec(type)]),
      ),
      required: members
        .filter(({ questionToken }) => questionToken === undefined)
        .map(({ name }) => name.getText()),
    };
  }

  private spec(type: ts.TypeNode | undefined): TypeSpec {
    if (type === undefined) return anything;
    if (plain.has(type.kind)) return { type: plain.get(type.kind) };
    if (ts.isArrayTypeNode(type)) return { type: "array", items: this.spec(type.elementType) };
    if (ts.isUnionTypeNode(type)) return this.union(type);
    if (ts.isTypeReferenceNode(type)) return this.reference(type);
    if (ts.isTypeLiteralNode(type)) {
      const [index] = type.members;
      return ts.isIndexSignatureDeclaration(index)
        ? { type: "object", additionalProperties: this.spec(index.type) }
        : anything;
    }
    return anything;
  }

  /** What is undefined may be left out; of text or an enum, the text. */
  private union({ types }: ts.UnionTypeNode): TypeSpec {
    const [first, ...others] = types.filter(({ kind }) => kind !== ts.SyntaxKind.UndefinedKeyword);
    const spec = this.spec(first);
    return others.length === 0 || spec.type === "string" ? spec : anything;
  }

  private reference(type: ts.TypeReferenceNode): TypeSpec {
    const name = type.typeName.getText();
    if (name === "pulumi.Input") return this.spec(type.typeArguments![0]);
    const declaration = name.startsWith("inputs.") && this.nested.get(name.slice("inputs.".length));
    if (!declaration) return anything;
    const [, module, member] = name.split(".");
    const token = `aws:${module}/${member}:${member}`;
    if (!(token in this.specs)) {
      this.specs[token] = { type: "object" };
      Object.assign(this.specs[token], this.object(declaration));
    }
    return { $ref: `#/types/${token}` };
  }
}

/** The schema, as JSON. */
export function awsSchema({ version, sdkFolder, resources, functions }: SchemaSource): string {
  const types = new Types(sdkFolder);
  const resource = (token: string): TypeSpec => {
    const name = token.split(":").pop()!;
    const found = declarations(sdkFolder, token);
    const inputs = types.object(found.get(`${name}Args`));
    return {
      inputProperties: inputs.properties,
      requiredInputs: inputs.required,
      properties: types.object(found.get(`${name}State`)).properties,
    };
  };
  const invocation = (token: string): TypeSpec => {
    const name = token.split(":").pop()!;
    const base = `${name[0].toUpperCase()}${name.slice(1)}`;
    const found = declarations(sdkFolder, token);
    return {
      inputs: types.object(found.get(`${base}Args`)),
      outputs: types.object(found.get(`${base}Result`)),
    };
  };
  const each = (tokens: readonly string[], of: (token: string) => TypeSpec) =>
    Object.fromEntries(tokens.map((token) => [token, of(token)]));
  const made = { resources: each(resources, resource), functions: each(functions, invocation) };
  return JSON.stringify({ name: "aws", version, ...made, types: types.specs });
}
