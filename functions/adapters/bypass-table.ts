/**
 * The table of bypasses: what was seen of each and how far it was said, and how each pipeline looked. What was
 * said is kept for as long as a request is, and is said again where it is seen after that.
 */
import { randomUUID } from "node:crypto";
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import type * as v from "valibot";
import { bypassAttribute, bypassIdAttribute, ttlAttribute } from "../../contract/records";
import { leaseInSeconds } from "../../contract/timing";
import { bypassEventSchema } from "../domain/bypass/bypass-event";
import { parseBaseline } from "../domain/bypass/definition";
import { reviewEventSchema } from "../domain/bypass/review-event";
import type { BypassTable, SaidEvent } from "../domain/ports";
import { type Item, keptEvent, type Lease, taken } from "./bypass-items";

const day = 86_400;

const lease: Lease = { until: "until", holder: "holder" };

export function createBypassTable(
  client: () => DynamoDBClient,
  tableName: string,
  retentionInDays: number,
): BypassTable {
  const key = (id: string) => ({ TableName: tableName, Key: { [bypassIdAttribute]: { S: id } } });
  const get = async (id: string): Promise<Item | undefined> => {
    const { Item } = await client().send(new GetItemCommand({ ...key(id), ConsistentRead: true }));
    return Item;
  };
  const definitionOf = (pipelineName: string): string => `definition#${pipelineName}`;
  return {
    claim: async (bypass, now) => {
      const seconds = Math.floor(now.getTime() / 1000);
      const holder = randomUUID();
      const update = new UpdateItemCommand({
        ...key(bypass.id),
        UpdateExpression:
          "SET #bypass = if_not_exists(#bypass, :bypass), #until = :until, #holder = :holder, #ttl = :ttl",
        ConditionExpression:
          "attribute_not_exists(#done) AND (attribute_not_exists(#until) OR #until < :now)",
        ExpressionAttributeNames: {
          ...{
            "#bypass": bypassAttribute,
            "#until": lease.until,
            "#holder": lease.holder,
            "#done": "done",
          },
          "#ttl": ttlAttribute,
        },
        ExpressionAttributeValues: {
          ":bypass": { S: JSON.stringify(bypass) },
          ":now": { N: `${seconds}` },
          ":until": { N: `${seconds + leaseInSeconds}` },
          ":holder": { S: holder },
          ":ttl": { N: `${seconds + retentionInDays * day}` },
        },
        ReturnValues: "ALL_NEW",
      });
      const { isOurs, item } = await taken(client(), update, lease, holder, () => get(bypass.id));
      if (item.done !== undefined) return { kind: "told" };
      if (!isOurs) return { kind: "held" };
      const event = keptEvent(schemaOf(bypass), item);
      return { kind: "claimed", event, told: item.told?.SS ?? [] };
    },
    note: async (id, step) => {
      await client().send(
        new UpdateItemCommand({
          ...key(id),
          UpdateExpression: "ADD #told :step",
          ExpressionAttributeNames: { "#told": "told" },
          ExpressionAttributeValues: { ":step": { SS: [step] } },
        }),
      );
    },
    finish: async (id) => {
      await client().send(
        new UpdateItemCommand({
          ...key(id),
          UpdateExpression: "SET #done = :yes",
          ExpressionAttributeNames: { "#done": "done" },
          ExpressionAttributeValues: { ":yes": { S: "yes" } },
        }),
      );
    },
    baseline: async (pipelineName) => {
      const Item = await get(definitionOf(pipelineName));
      const baseline = parseBaseline(Item?.definition?.S ?? "");
      // What cannot be read is looked at anew, and written over.
      const revision = Number(Item?.revision?.N ?? 0);
      return baseline === undefined ? undefined : { baseline, revision };
    },
    noteBaseline: async (pipelineName, next, revision) => {
      try {
        await client().send(
          new UpdateItemCommand({
            ...key(definitionOf(pipelineName)),
            UpdateExpression: "SET #definition = :definition, #revision = :next",
            ...(revision === undefined ? {} : { ConditionExpression: "#revision = :revision" }),
            ExpressionAttributeNames: { "#definition": "definition", "#revision": "revision" },
            ExpressionAttributeValues: {
              ":definition": { S: JSON.stringify(next) },
              ":next": { N: `${(revision ?? 0) + 1}` },
              ...(revision === undefined ? {} : { ":revision": { N: `${revision}` } }),
            },
          }),
        );
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },
  };
}

/** Of what is claimed under an id, nothing else is kept under it. */
const schemaOf = <E extends SaidEvent>({ type }: E) =>
  schemas[type] as unknown as v.GenericSchema<unknown, E>;

const schemas = { Bypassed: bypassEventSchema, Reviewed: reviewEventSchema };
