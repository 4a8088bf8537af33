/** AWS JSON in both directions, by the SDK's own schemas. */
import type { PutApprovalResult$ } from "@aws-sdk/client-codepipeline";
import { JsonShapeDeserializer, JsonShapeSerializer } from "@aws-sdk/core/protocols";
import { NormalizedSchema } from "@smithy/core/schema";
import { ServiceError } from "../../errors";
import { type Constraints, constraintOf, violations } from "./constraints";

/** An operation as the SDK describes it: its input and output are the fifth and sixth entry. */
export type OperationSchema = typeof PutApprovalResult$;

const settings = {
  jsonName: false,
  timestampFormat: { default: 7 as const, useTrait: true },
};

function broken(message: string): ServiceError {
  return new ServiceError("SerializationException", message);
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  return value === null ? "null" : typeof value === "object" ? "a structure" : typeof value;
}

function isStructure(value: unknown): value is Record<string, unknown> {
  return kindOf(value) === "a structure";
}

/** Required members come first in a static schema, and the last entry counts them. */
function requiredOf(schema: NormalizedSchema): readonly string[] {
  const [, , , , names, , count = 0] = schema.getSchema() as unknown as [
    ...[unknown, unknown, unknown, unknown],
    string[],
    unknown,
    number?,
  ];
  return names.slice(0, count);
}

/** What is wrong with an input, and the limits that it is held against. */
interface Findings {
  readonly found: string[];
  readonly constraints: Constraints;
}

/** Collects what is wrong with a member; a wrong type ends it, as in AWS. */
function check(schema: NormalizedSchema, value: unknown, path: string, findings: Findings): void {
  const expect = (fine: boolean, what: string): void => {
    if (!fine) throw broken(`${path || "The body"} must be ${what}, got: ${kindOf(value)}.`);
  };
  if (schema.isStructSchema()) {
    expect(isStructure(value), "a structure");
    checkMembers(schema, value as Record<string, unknown>, path, findings);
  } else if (schema.isListSchema()) {
    expect(Array.isArray(value), "a list");
    (value as unknown[]).forEach((item, i) =>
      check(schema.getValueSchema(), item, `${path}.${i + 1}.member`, findings),
    );
  } else if (schema.isMapSchema()) {
    expect(isStructure(value), "a map");
  } else if (schema.isNumericSchema()) {
    expect(Number.isInteger(value), "an integer");
  } else if (schema.isTimestampSchema()) {
    expect(typeof value === "number", "epoch seconds");
  } else if (schema.isBooleanSchema()) {
    expect(typeof value === "boolean", "true or false");
  } else {
    expect(typeof value === "string", "a string");
  }
}

function checkMembers(
  schema: NormalizedSchema,
  value: Record<string, unknown>,
  path: string,
  findings: Findings,
): void {
  const { found, constraints } = findings;
  const required = requiredOf(schema);
  const structure = schema.getName() ?? "";
  for (const [member, memberSchema] of schema.structIterator()) {
    const where = path === "" ? member : `${path}.${member}`;
    const given = Object.hasOwn(value, member) ? value[member] : undefined;
    if (given === undefined || given === null) {
      if (required.includes(member)) {
        found.push(
          `Value null at '${where}' failed to satisfy constraint: Member must not be null`,
        );
      }
      continue;
    }
    check(memberSchema, given, where, findings);
    for (const violation of violations(given, constraints(structure, member))) {
      const shown = typeof given === "object" ? JSON.stringify(given) : String(given);
      found.push(`Value '${shown}' at '${where}' failed to satisfy constraint: ${violation}`);
    }
  }
}

/** Reads and validates the input of an operation; what the API does not know is dropped. */
export async function decodeInput(
  operation: OperationSchema,
  body: Buffer,
  constraints: Constraints = constraintOf,
): Promise<any> {
  const schema = NormalizedSchema.of(operation[4]);
  const text = body.toString("utf8");
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw broken("The request body is not JSON.");
  }
  const found: string[] = [];
  check(schema, parsed, "", { found, constraints });
  if (found.length > 0) {
    const errors = found.length === 1 ? "error" : "errors";
    throw new ServiceError(
      "ValidationException",
      `${found.length} validation ${errors} detected: ${found.join("; ")}`,
    );
  }
  return new JsonShapeDeserializer(settings).read(schema, text);
}

/** The answer of an operation; anything that its schema does not know is left out. */
export function encodeOutput(operation: OperationSchema, output: unknown): string {
  const serializer = new JsonShapeSerializer(settings);
  serializer.write(NormalizedSchema.of(operation[5]), output);
  return String(serializer.flush());
}

export function encodeError(error: ServiceError): string {
  return JSON.stringify({ __type: error.code, message: error.message });
}
