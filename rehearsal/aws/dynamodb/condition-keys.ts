/**
 * DynamoDB's condition keys of a request: DynamoDB Developer Guide, "Using IAM policy conditions for
 * fine-grained access control", and the Service Authorization Reference for which action has which.
 */
import type { Values } from "../../../iam/context";

type Input = Readonly<Record<string, any>>;

/** A name in an expression, what follows it of a path, and whether it is a function's. */
const words = /:\w+|(#\w+|[A-Za-z_]\w*)(?:\.#?\w+|\[\d+\])*(\s*\()?/g;

/** What else is a word in an expression; each is a reserved word of DynamoDB. */
const keywords = new Set(["and", "or", "not", "between", "in", "set", "remove", "add", "delete"]);

const expressions = [
  ...["KeyConditionExpression", "FilterExpression", "ProjectionExpression"],
  ...["ConditionExpression", "UpdateExpression"],
];

/** Members that hold items or conditions by the names of attributes. */
const maps = [
  ...["Key", "Item", "ExclusiveStartKey", "Expected", "AttributeUpdates"],
  ...["KeyConditions", "QueryFilter", "ScanFilter"],
];

/** The attributes that an expression speaks of: of a path, the one that it begins with. */
function namesIn(expression: string, placeholders: Readonly<Record<string, string>>): string[] {
  return [...expression.matchAll(words)].flatMap(([, name, call]) => {
    if (name === undefined || call !== undefined) return [];
    if (name.startsWith("#")) return [placeholders[name] ?? name];
    return keywords.has(name.toLowerCase()) ? [] : [name];
  });
}

/** `dynamodb:Attributes`: what a request names to read, to write or to compare. */
function attributes(input: Input): string[] {
  const placeholders = (input.ExpressionAttributeNames ?? {}) as Record<string, string>;
  const found = [
    ...expressions.flatMap((member) => namesIn(String(input[member] ?? ""), placeholders)),
    ...maps.flatMap((member) => Object.keys((input[member] ?? {}) as object)),
    ...((input.AttributesToGet ?? []) as string[]),
  ];
  return [...new Set(found)];
}

/** `dynamodb:Select`, which always has a value: API Reference of Query, "Select". */
function select({ Select, IndexName, ProjectionExpression, AttributesToGet }: Input): string {
  if (Select !== undefined && Select !== null) return String(Select);
  if (ProjectionExpression ?? AttributesToGet) return "SPECIFIC_ATTRIBUTES";
  return IndexName === undefined ? "ALL_ATTRIBUTES" : "ALL_PROJECTED_ATTRIBUTES";
}

function textOf(value: unknown): string | undefined {
  const typed = typeof value === "object" && value !== null ? Object.values(value)[0] : undefined;
  return typeof typed === "string" ? typed : undefined;
}

/** The value that a query compares the partition key with. */
function queried(input: Input, hashKey: string): unknown {
  const { KeyConditionExpression, ExpressionAttributeNames = {} } = input;
  for (const [, name, value] of String(KeyConditionExpression).matchAll(
    /([#\w.-]+)\s*=\s*(:\w+)/g,
  )) {
    if ((ExpressionAttributeNames[name] ?? name) === hashKey) {
      return input.ExpressionAttributeValues?.[value];
    }
  }
  return undefined;
}

/** `dynamodb:LeadingKeys`: the partition key of the table that the operation is about. */
function leadingKeys(input: Input, hashKey: string | undefined): string[] {
  if (hashKey === undefined || input.IndexName !== undefined) return [];
  const keys = input.Key ?? input.Item;
  const leading = textOf(keys === undefined ? queried(input, hashKey) : keys[hashKey]);
  return leading === undefined ? [] : [leading];
}

const reads = new Set(["GetItem", "Query", "Scan"]);

/** Condition keys of a request; one that it does not have is absent. */
export function conditionKeys(
  operation: string,
  input: Input,
  hashKey: string | undefined,
): Values {
  const leading = leadingKeys(input, hashKey);
  const named = attributes(input);
  return {
    ...(leading.length > 0 && { "dynamodb:LeadingKeys": leading }),
    ...(named.length > 0 && { "dynamodb:Attributes": named }),
    ...(reads.has(operation)
      ? { "dynamodb:Select": select(input) }
      : { "dynamodb:ReturnValues": String(input.ReturnValues ?? "NONE") }),
  };
}
