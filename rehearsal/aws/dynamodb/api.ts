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
import { actionsOf } from "./transactions";

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

const rightOf: Readonly<Record<string, string>> = {
  ConditionCheck: "ConditionCheckItem",
  Put: "PutItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
};

/**
 * Developer Guide, "Using IAM with DynamoDB transactions": it needs the rights of its actions, and has
 * none of its own.
 */
const transactWriteItems: JsonOperation<Input> = {
  read,
  resource: (input, ctx) => {
    const tables = actionsOf(input).map(({ input: of }) => tableArn(of.TableName, ctx));
    return [...new Set(tables)].join(", ");
  },
  decide(input, ctx) {
    const { directory, caller, call, context: known } = ctx;
    const asked = actionsOf(input).map(({ kind, input: of }) => ({
      right: { action: `dynamodb:${rightOf[kind]}`, resource: tableArn(of.TableName, ctx) },
      keys: context(rightOf[kind], of, ctx),
    }));
    call.rights = asked.map(({ right }) => right);
    const decisions = asked.map(({ right: { action, resource: arn }, keys }) =>
      directory.decide(caller, action, arn, {
        ...{ ...known, ...keys },
        "dynamodb:EnclosingOperation": "TransactWriteItems",
      }),
    );
    return decisions.find(({ allowed }) => !allowed) ?? decisions[0];
  },
  run: async (input, ctx) => {
    const TransactItems = actionsOf(input).map(({ kind, input: of }) => ({
      [kind]: { ...of, TableName: nameOf(of.TableName, ctx) },
    }));
    const answer = await ctx.stores.tables.call("TransactWriteItems", { ...input, TransactItems });
    return JSON.stringify(answer);
  },
};

const operations = ["GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query", "Scan"];

export const dynamodb = jsonService({
  name: "dynamodb",
  model,
  title: "DynamoDB",
  version: "1.0",
  target: "DynamoDB_20120810.",
  needs: "stores",
  operations: new Map([...operations.map(operation), ["TransactWriteItems", transactWriteItems]]),
  throttled: { code: "ProvisionedThroughputExceededException", status: 400 },
});
