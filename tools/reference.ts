/**
 * Writes docs/reference.md from the schema that every language of Pulumi gets: each class with its
 * arguments and outputs, each record and enum that they take.
 *
 *   node -r ./tools/register tools/reference.ts
 *
 * The schema is the golden file of the engine's tests, which a test holds to the classes.
 */
import * as fs from "node:fs";
import * as path from "node:path";

interface Shape {
  readonly type?: string;
  readonly $ref?: string;
  readonly items?: Shape;
  readonly additionalProperties?: Shape;
}

interface Property extends Shape {
  readonly description?: string;
  readonly plain?: boolean;
}

interface Type {
  readonly description?: string;
  readonly properties?: Record<string, Property>;
  readonly required?: string[];
  readonly inputProperties?: Record<string, Property>;
  readonly requiredInputs?: string[];
  readonly enum?: readonly { name: string; value: string; description?: string }[];
}

export interface Schema {
  readonly resources: Record<string, Type>;
  readonly types: Record<string, Type>;
}

const root = path.join(__dirname, "..");

export const schemaFile = path.join(root, "tests/engine/golden/schema.json");
export const referenceFile = path.join(root, "docs/reference.md");

const introduction = `<!-- Made by tools/reference.ts from the schema. Change the JSDoc of the arguments instead. -->

# Reference

Every argument takes a value or an output, but for those marked _plain_: these are written out, because the resources
follow from them. The fields of a plain record may be outputs; an approval's \`name\` is a string. A plain value is
checked before anything is created, an output when it resolves. An error names the argument, the limit, what was given
and what to do. All limits with their sources: [Limits](limits.md).

Names are those of TypeScript, JavaScript and YAML. In Python they are written with underscores
(\`pipeline_name\`), in Go and C# with a capital letter (\`PipelineName\`).`;

const order = ["ApprovalGate", "MultiApprovalStage", "ApproverGroup", "ApprovalHub"];

const nameOf = (token: string): string => token.split(":").pop()!;

/** One line of what was wrapped for a comment. */
const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, " ").trim();

/** IAM actions and condition keys, which Markdown shows as code: "kms:ReEncrypt*". */
const iamName = /([a-z][a-z0-9-]*:[A-Z][A-Za-z]*\*?)/;

/** What JSDoc says in plain text, as Markdown shows it. */
const escaped = (text: string): string =>
  oneLine(text)
    .split(iamName)
    .map((part, i) => (i % 2 === 1 ? `\`${part}\`` : part.replace(/([\\<>*_[\]#|])/g, "\\$1")))
    .join("");

function shapeOf({ type, $ref, items, additionalProperties }: Shape): string {
  if ($ref !== undefined) {
    const name = nameOf($ref);
    return `[${name}](#${name.toLowerCase()})`;
  }
  if (items !== undefined) return `list of ${shapeOf(items)}`;
  if (additionalProperties !== undefined) return `map of ${shapeOf(additionalProperties)}`;
  return type ?? "any";
}

function entries(
  properties: Record<string, Property>,
  required: readonly string[] | undefined,
  mark: (name: string, isRequired: boolean) => string[],
): string {
  return Object.entries(properties)
    .sort(([a], [b]) => a.localeCompare(b, "en"))
    .map(([name, property]) => {
      const isRequired = required?.includes(name) ?? false;
      const about = [shapeOf(property), ...mark(name, isRequired)];
      if (property.plain) about.push("_plain_");
      return `- \`${name}\` (${about.join(", ")}): ${escaped(property.description ?? "")}`;
    })
    .join("\n");
}

const input = (_: string, isRequired: boolean): string[] => (isRequired ? ["required"] : []);
const output = (_: string, isRequired: boolean): string[] => (isRequired ? [] : ["may be absent"]);

function resourceSection(name: string, type: Type): string {
  return [
    `## ${name}`,
    escaped(type.description ?? ""),
    "Arguments:",
    entries(type.inputProperties ?? {}, type.requiredInputs, input),
    "Outputs:",
    entries(type.properties ?? {}, type.required, output),
  ].join("\n\n");
}

function typeSection(name: string, type: Type): string {
  const values = type.enum?.map(
    (entry) => `- \`${entry.name}\` ("${entry.value}"): ${escaped(entry.description ?? "")}`,
  );
  const body = values?.join("\n") ?? entries(type.properties ?? {}, type.required, input);
  return [`### ${name}`, escaped(type.description ?? ""), body].filter(Boolean).join("\n\n");
}

/** The page, in Markdown. */
export function reference({ resources, types }: Schema): string {
  const byName = Object.fromEntries(
    Object.entries(resources).map(([token, type]) => [nameOf(token), type]),
  );
  const names = [...order, ...Object.keys(byName).filter((name) => !order.includes(name))];
  const records = Object.entries(types)
    .map(([token, type]) => [nameOf(token), type] as const)
    .sort(([a], [b]) => a.localeCompare(b, "en"));
  const sections = [
    introduction,
    ...names.map((name) => resourceSection(name, byName[name])),
    "## Records and enums",
    ...records.map(([name, type]) => typeSection(name, type)),
  ];
  return `${sections.join("\n\n")}\n`;
}

if (require.main === module) {
  const schema = JSON.parse(fs.readFileSync(schemaFile, "utf8")) as Schema;
  fs.writeFileSync(referenceFile, reference(schema));
}
