/** DynamoDB: the operations on single tables, run by the local tables. */
import type { Values } from "../../../iam/context";
import { regionalArn } from "../../../iam/arns";
import { ServiceError } from "../../errors";
import { parseBody } from "../api/codec";
import { type JsonOperation, jsonService } from "../api/json-service";
import type { ApiRequest } from "../api/request";
import type { RequestContext } from "../api/types";
import model from "./api-model.json";
import { conditionKeys } from "./condition-keys";

type Input = Record<string, any>;

function read({ body }: ApiRequest): Input {
  return parseBody(body) as Input;
}

/** A caller may give a table's name or its ARN. */
function tableArn(given: unknown, { place }: RequestContext): string {
  const name = String(given);
  return name.startsWith("arn:") ? name : regionalArn(place, "dynamodb", `table/${name}`);
}

function nameOf(given: unknown, ctx: RequestContext): unknown {
  const [prefix, name] = String(given).split(":table/");
  if (name === undefined) return given;
  const own = tableArn(name, ctx).split(":table/")[0];
  if (prefix === own) return name;
  throw new ServiceError("ResourceNotFoundException", `Requested resource not found: ${given}`);
}

function resource(input: Input, ctx: RequestContext): string {
  const table = tableArn(input.TableName, ctx);
  return input.IndexName === undefined ? table : `${table}/index/${input.IndexName}`;
}

function context(operation: string, input: Input, { stores }: RequestContext): Values {
  const name = String(input.TableName).split(":table/").pop()!;
  return conditionKeys(operation, input, stores.tables.hashKey(name));
}

function operation(name: string): [string, JsonOperation<Input>] {
  const run = async (input: Input, ctx: RequestContext): Promise<string> => {
    const named = { ...input, TableName: nameOf(input.TableName, ctx) };
    return JSON.stringify(await ctx.stores.tables.call(name, named));
  };
  const known = (input: Input, ctx: RequestContext) => context(name, input, ctx);
  return [name, { read, resource, context: known, run }];
}

const operations = ["GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query", "Scan"];

export const dynamodb = jsonService({
  name: "dynamodb",
  model,
  title: "DynamoDB",
  version: "1.0",
  target: "DynamoDB_20120810.",
  needs: "stores",
  operations: new Map(operations.map(operation)),
  throttled: { code: "ProvisionedThroughputExceededException", status: 400 },
});
