/** DynamoDB: attributes, keys and indexes that fit together, asked before a table is made anew. */
import { ServiceError } from "../../errors";

type Inputs = Record<string, any>;

/** The provider refuses them before DynamoDB does: the attributes of keys are declared, no others. */
export function needKeys(inputs: Inputs): void {
  const { attributes = [], hashKey, rangeKey } = inputs;
  const globals: Inputs[] = inputs.globalSecondaryIndexes ?? [];
  const locals: Inputs[] = inputs.localSecondaryIndexes ?? [];
  const keys: string[] = [
    ...[hashKey, rangeKey],
    ...globals.flatMap((index) => [index.hashKey, index.rangeKey, ...keySchemaOf(index)]),
    ...locals.map((index) => index.rangeKey),
  ].filter((key) => key !== undefined && key !== null);
  const names: string[] = attributes.map(({ name }: Inputs) => name);
  const [unmatched, unused] = [without(keys, names), without(names, keys)];
  if (unmatched.length > 0) {
    throw invalid(
      "all indexes must match a defined attribute. Unmatched indexes: " + JSON.stringify(unmatched),
    );
  }
  if (unused.length > 0) {
    throw invalid(`all attributes must be indexed. Unused attributes: ${JSON.stringify(unused)}`);
  }
  if (hashKey === undefined || hashKey === null) {
    throw invalid(
      "One or more parameter values were invalid: No defined key schema.  A key schema " +
        "containing at least a hash key must be defined for all tables",
    );
  }
  needDistinct([...globals, ...locals].map(({ name }) => name));
}

function keySchemaOf({ keySchemas = [] }: Inputs): string[] {
  return keySchemas.map(({ attributeName }: Inputs) => attributeName);
}

function needDistinct(names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  throw invalid(`One or more parameter values were invalid: Duplicate index name: ${twice}`);
}

function without(names: readonly string[], others: readonly string[]): string[] {
  return [...new Set(names.filter((name) => !others.includes(name)))];
}

function invalid(message: string): ServiceError {
  return new ServiceError("ValidationException", message);
}
