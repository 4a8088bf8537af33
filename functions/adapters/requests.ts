/** The requests table: the one truth about a request. */
import { isDeepStrictEqual } from "node:util";
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import {
  actionAttribute,
  ledgerAttribute,
  publishedAttribute,
  stuckToldAttribute,
  tokenAttribute,
  unsettledIndex,
} from "../../contract/records";
import type { RequestStore } from "../domain/ports";
import { parseRequest } from "../domain/request-schema";
import { isFinished } from "../domain/publication";
import { isSettled } from "../domain/transitions";
import type { ApprovalRequest } from "../domain/types";
import { type Item, itemsOfAction, readable } from "./action-items";
import { ifBefore, ifNew, type PutCondition } from "./versioned-put";

export interface RequestStoreOptions {
  /** False in a hub that keeps no ledger, and may have kept one: then nothing waits to be in it. */
  readonly hasLedger?: boolean;
}

export function createRequestStore(
  client: () => DynamoDBClient,
  tableName: string,
  { hasLedger = true }: RequestStoreOptions = {},
): RequestStore {
  const known = (request: ApprovalRequest): ApprovalRequest =>
    hasLedger ? request : { ...request, ledgerThrough: undefined };
  const get = async (action: string, token: string): Promise<Item | undefined> => {
    const { Item } = await client().send(
      new GetItemCommand({
        TableName: tableName,
        Key: { [actionAttribute]: { S: action }, [tokenAttribute]: { S: token } },
        ConsistentRead: true,
      }),
    );
    return Item;
  };
  /** True where the table has the item now, by this very write. */
  const put = async (request: ApprovalRequest, condition: PutCondition): Promise<boolean> => {
    const Item = {
      ...marshall(request, { removeUndefinedValues: true }),
      ...(isFinished(request) ? {} : { [unsettledIndex.attribute]: { S: unsettledIndex.value } }),
    };
    try {
      await client().send(new PutItemCommand({ TableName: tableName, Item, ...condition }));
      return true;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      // Where the answer to a write was lost, the SDK writes again and meets its own item.
      return isSameWrite(await get(request.action, request.token), Item);
    }
  };
  return {
    create: async (request) => {
      const isNew = await put(request, ifNew);
      return isNew ? "created" : "exists";
    },
    read: async (action, token) => {
      const item = await get(action, token);
      return item === undefined ? undefined : known(parseRequest(unmarshall(item)));
    },
    save: async (next) => {
      const isSaved = await put(next, ifBefore(next));
      return isSaved ? "saved" : "conflict";
    },
    unsettled: async (action) => {
      const requests: ApprovalRequest[] = [];
      const finished: ApprovalRequest[] = [];
      const unreadable: string[] = [];
      for await (const item of itemsOfAction(client(), tableName, action)) {
        const read = readable(item);
        const request = read && known(read);
        if (request === undefined) unreadable.push(item[tokenAttribute]?.S ?? "unknown");
        else if (!isSettled(request)) requests.push(request);
        else if (unsettledIndex.attribute in item && isFinished(request)) finished.push(request);
      }
      return { requests, finished, unreadable };
    },
  };
}

/** What others add to a request without a version, and the mark that somebody may have taken away. */
const notes: readonly string[] = [
  ...[publishedAttribute, ledgerAttribute, stuckToldAttribute],
  unsettledIndex.attribute,
];

/** All that is not another's note is as it was written. */
function isSameWrite(found: Item | undefined, written: Item): boolean {
  if (found === undefined) return false;
  const own = (item: Item): Item =>
    Object.fromEntries(Object.entries(item).filter(([name]) => !notes.includes(name)));
  return isDeepStrictEqual(own(found), own(written));
}
