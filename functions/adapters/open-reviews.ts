/**
 * Which uses of a break-glass role nobody has reviewed: one item of the table of bypasses names them all, whatever
 * has become of their gates. The bypass itself expires in no case before it was reviewed.
 */
import { randomUUID } from "node:crypto";
import { type DynamoDBClient, GetItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { bypassAttribute, bypassIdAttribute, ttlAttribute } from "../../contract/records";
import { leaseInSeconds } from "../../contract/timing";
import { bypassEventSchema } from "../domain/bypass/bypass-event";
import type { OpenReviews } from "../domain/bypass/review-ports";
import { keptEvent, type Lease, taken } from "./bypass-items";

/** No id of a bypass is like it. */
const openId = "reviews";
const openAttribute = "open";

/** Another than that of saying it: what is not said yet can be looked after, and the other way round. */
const lease: Lease = { until: "reviewUntil", holder: "reviewHolder" };

export function createOpenReviews(
  client: () => DynamoDBClient,
  tableName: string,
  retentionInDays: number,
): OpenReviews {
  const key = (id: string) => ({ TableName: tableName, Key: { [bypassIdAttribute]: { S: id } } });
  const get = async (id: string) => {
    const { Item } = await client().send(new GetItemCommand({ ...key(id), ConsistentRead: true }));
    return Item;
  };
  const change = async (verb: "ADD" | "DELETE", bypass: string): Promise<void> => {
    await client().send(
      new UpdateItemCommand({
        ...key(openId),
        UpdateExpression: `${verb} #open :bypass`,
        ExpressionAttributeNames: { "#open": openAttribute },
        ExpressionAttributeValues: { ":bypass": { SS: [bypass] } },
      }),
    );
  };
  return {
    open: (bypass) => change("ADD", bypass),
    all: async () => (await get(openId))?.[openAttribute]?.SS ?? [],
    hold: async (bypass, now) => {
      const seconds = Math.floor(now.getTime() / 1000);
      const holder = randomUUID();
      const update = new UpdateItemCommand({
        ...key(bypass),
        UpdateExpression: "SET #until = :until, #holder = :holder REMOVE #ttl",
        ConditionExpression:
          "attribute_exists(#event) AND (attribute_not_exists(#until) OR #until < :now)",
        ExpressionAttributeNames: {
          ...{ "#event": bypassAttribute, "#until": lease.until, "#holder": lease.holder },
          "#ttl": ttlAttribute,
        },
        ExpressionAttributeValues: {
          ":now": { N: `${seconds}` },
          ":until": { N: `${seconds + leaseInSeconds}` },
          ":holder": { S: holder },
        },
        ReturnValues: "ALL_NEW",
      });
      const { isOurs, item } = await taken(client(), update, lease, holder, () => get(bypass));
      if (isOurs) {
        const event = keptEvent(bypassEventSchema, item);
        return { kind: "open", event, told: item.told?.SS ?? [] };
      }
      return item[bypassAttribute] === undefined ? { kind: "gone" } : { kind: "held" };
    },
    close: async (bypass, now) => {
      const seconds = Math.floor(now.getTime() / 1000) + retentionInDays * 86_400;
      const expire = new UpdateItemCommand({
        ...key(bypass),
        UpdateExpression: "SET #ttl = :ttl",
        ConditionExpression: "attribute_exists(#event)",
        ExpressionAttributeNames: { "#event": bypassAttribute, "#ttl": ttlAttribute },
        ExpressionAttributeValues: { ":ttl": { N: `${seconds}` } },
      });
      await client().send(expire);
      await change("DELETE", bypass);
    },
  };
}
