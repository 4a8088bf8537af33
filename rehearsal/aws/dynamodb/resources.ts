/** DynamoDB: tables and their items. */
import { isDeepStrictEqual } from "node:util";
import { ServiceError } from "../../errors";
import { needKeys } from "./key-checks";
import { streamViewTypes } from "./streams";
import type { TableDefinition } from "../account/stores";
import {
  arn,
  created,
  createHandler,
  physicalName,
  refuseDuplicate,
  type Context,
  type Handler,
} from "../account/context";
import type { Created, RegisteredResource, Registration } from "../account/types";

export const tableType = "aws:dynamodb/table:Table";

type Inputs = Record<string, any>;

export const tableHandler: Handler = createHandler(
  async (registration, context) => {
    const name = physicalName(registration, context);
    refuseDuplicate(context, tableType, "name", name, {
      code: "ResourceInUseException",
      message: `Table already exists: ${name}`,
    });
    const tableArn = arn(context, "dynamodb", `table/${name}`);
    const viewType = streamViewType(registration.inputs);
    await context.stores.tables.create(definition(name, registration.inputs));
    const { billingMode = "PROVISIONED" } = registration.inputs;
    return created(name, registration, {
      ...{ name, billingMode, arn: tableArn },
      ...openStream(name, tableArn, viewType, context),
    });
  },
  { update: updateTable, delete: deleteTable },
);

export const tableItemHandler: Handler = {
  create: async (registration, context) => {
    const { tableName, hashKey, rangeKey, item } = registration.inputs;
    await putNew(registration, context);
    const attributes = JSON.parse(item);
    const keys = [hashKey, rangeKey].filter((key) => key !== undefined);
    const values = keys.map((key) => Object.values(attributes[key])[0]);
    return created([tableName, ...keys, ...values].join("|"), registration, {});
  },
  update: async (current, registration, context) => {
    const { tableName, item } = registration.inputs;
    if (isDeepStrictEqual(keyOf(current.inputs), keyOf(registration.inputs))) {
      await context.stores.tables.call("PutItem", { TableName: tableName, Item: parse(item) });
    } else {
      await putNew(registration, context);
      await deleteItem(current, context);
    }
    return created(current.id, registration, {});
  },
  delete: deleteItem,
};

/** DynamoDB API Reference, UpdateTable: billing and global indexes change, and all items stay. */
async function updateTable(
  current: RegisteredResource,
  registration: Registration,
  context: Context,
): Promise<Created> {
  const { stores } = context;
  const { name, arn: tableArn } = current.state;
  const stream = updateStream(current, registration, context);
  const { billingMode = "PROVISIONED" } = registration.inputs;
  const before = definition(name, current.inputs);
  const after = definition(name, registration.inputs);
  const billed = ({ BillingMode, ProvisionedThroughput }: TableDefinition) => ({
    BillingMode,
    ...(ProvisionedThroughput && { ProvisionedThroughput }),
  });
  if (!isDeepStrictEqual(billed(before), billed(after))) {
    await stores.tables.update(name, billed(after));
  }
  const answer = created(name, registration, { name, arn: tableArn, billingMode, ...stream });
  const indexes = ({ GlobalSecondaryIndexes = [] }: TableDefinition) => GlobalSecondaryIndexes;
  if (!isDeepStrictEqual(indexes(before), indexes(after))) await stores.tables.reindex(after);
  return answer;
}

/** The provider sends a view only where there is a stream, and refuses a stream without a view. */
function streamViewType({ streamEnabled, streamViewType: type }: Inputs): string | undefined {
  if (streamEnabled !== true) return undefined;
  if (type) return type;
  throw new ServiceError(
    "ValidationException",
    `streamViewType must be one of ${streamViewTypes.join(", ")} where streamEnabled is true.`,
  );
}

function openStream(
  name: string,
  tableArn: string,
  viewType: string | undefined,
  { stores }: Context,
): { streamArn: string; streamLabel: string } {
  if (viewType === undefined) return { streamArn: "", streamLabel: "" };
  const streamArn = stores.streams.enable(name, tableArn, viewType);
  return { streamArn, streamLabel: streamArn.split("/").pop()! };
}

/** A stream with another view is another stream. */
function updateStream(
  { inputs, state }: RegisteredResource,
  registration: Registration,
  context: Context,
): { streamArn: string; streamLabel: string } {
  const viewType = streamViewType(registration.inputs);
  if (viewType === streamViewType(inputs)) {
    return { streamArn: state.streamArn, streamLabel: state.streamLabel };
  }
  context.stores.streams.disable(state.name);
  return openStream(state.name, state.arn, viewType, context);
}

async function deleteTable({ state }: RegisteredResource, { stores }: Context): Promise<void> {
  if (state.deletionProtectionEnabled === true) {
    throw new ServiceError(
      "ValidationException",
      `Resource cannot be deleted as it is currently protected against deletion: ${state.name}. ` +
        "Disable deletion protection first.",
    );
  }
  await stores.tables.delete(state.name);
}

/** The provider puts an item that is new, and refuses to take over one that it did not make. */
async function putNew({ inputs }: Registration, context: Context): Promise<void> {
  const { tableName, hashKey, item } = inputs;
  requireTable(context, tableName);
  await context.stores.tables.call("PutItem", {
    TableName: tableName,
    Item: parse(item),
    ConditionExpression: "attribute_not_exists(#key)",
    ExpressionAttributeNames: { "#key": hashKey },
  });
}

async function deleteItem({ inputs }: RegisteredResource, { stores }: Context): Promise<void> {
  if (!stores.tables.has(inputs.tableName)) return;
  await stores.tables.call("DeleteItem", { TableName: inputs.tableName, Key: keyOf(inputs) });
}

function keyOf({ hashKey, rangeKey, item }: Inputs): Inputs {
  const attributes = JSON.parse(item);
  const keys = [hashKey, rangeKey].filter((key) => key !== undefined);
  return Object.fromEntries(keys.map((key) => [key, attributes[key]]));
}

function definition(name: string, inputs: Inputs): TableDefinition {
  const { attributes = [], hashKey, rangeKey, billingMode } = inputs;
  const globals: Inputs[] = inputs.globalSecondaryIndexes ?? [];
  const locals: Inputs[] = inputs.localSecondaryIndexes ?? [];
  needKeys(inputs);
  const throughput = capacity(inputs);
  const onDemand = billingMode === "PAY_PER_REQUEST";
  return {
    TableName: name,
    AttributeDefinitions: attributes.map((attribute: Inputs) => ({
      AttributeName: attribute.name,
      AttributeType: attribute.type,
    })),
    KeySchema: keySchema(hashKey, rangeKey),
    BillingMode: billingMode ?? "PROVISIONED",
    ...(onDemand ? {} : throughput),
    ...(globals.length > 0 && {
      GlobalSecondaryIndexes: globals.map((index) => ({
        ...secondary(index, index.hashKey),
        ...(onDemand ? {} : capacity(index)),
      })),
    }),
    ...(locals.length > 0 && {
      LocalSecondaryIndexes: locals.map((index) => secondary(index, hashKey)),
    }),
  };
}

function keySchema(hashKey: string, rangeKey?: string): TableDefinition["KeySchema"] {
  const hash = { AttributeName: hashKey, KeyType: "HASH" };
  return rangeKey === undefined ? [hash] : [hash, { AttributeName: rangeKey, KeyType: "RANGE" }];
}

function capacity({ readCapacity = 0, writeCapacity = 0 }: Inputs) {
  return {
    ProvisionedThroughput: { ReadCapacityUnits: readCapacity, WriteCapacityUnits: writeCapacity },
  };
}

function secondary(index: Inputs, hashKey: string): object {
  const { name, rangeKey, projectionType, nonKeyAttributes, keySchemas = [] } = index;
  const keys: TableDefinition["KeySchema"] = keySchemas.map((key: Inputs) => ({
    AttributeName: key.attributeName,
    KeyType: key.keyType,
  }));
  return {
    IndexName: name,
    KeySchema: keys.length > 0 ? keys : keySchema(hashKey, rangeKey),
    Projection: {
      ProjectionType: projectionType,
      ...(nonKeyAttributes === undefined ? {} : { NonKeyAttributes: nonKeyAttributes }),
    },
  };
}

function requireTable(context: Context, name: string): void {
  if (context.stores.tables.has(name)) return;
  throw new ServiceError("ResourceNotFoundException", `Requested resource not found: ${name}`);
}

function parse(item: string): unknown {
  try {
    return JSON.parse(item);
  } catch {
    throw new ServiceError(
      "ValidationException",
      `\`item\` must be the JSON of an item, each value with its type, got: ${item}`,
    );
  }
}
