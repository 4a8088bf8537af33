/** The table of the ledger: nothing in it is ever replaced but the head, and how far things have come. */
import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  paginateQuery,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  ConditionalCheckFailedException,
} from "@aws-sdk/client-dynamodb";
import { ledgerPartitions, partitionAttribute, sequenceAttribute } from "../../contract/ledger";
import { FinalError } from "../domain/errors";
import { canonicalJson } from "../domain/ledger/canonical";
import { type LedgerEntry, noHash } from "../domain/ledger/entry";
import type { LedgerStore } from "../domain/ledger/ports";

const { entries, head, archive } = ledgerPartitions;

type Item = Record<string, AttributeValue>;

const keyOf = (partition: string, sequence = 0): Item => ({
  [partitionAttribute]: { S: partition },
  [sequenceAttribute]: number(sequence),
});

const number = (value: number): AttributeValue => ({ N: String(value) });

export function createLedgerStore(client: () => DynamoDBClient, tableName: string): LedgerStore {
  const TableName = tableName;
  const read = async (partition: string): Promise<Item | undefined> => {
    const { Item } = await client().send(
      new GetItemCommand({ TableName, Key: keyOf(partition), ConsistentRead: true }),
    );
    return Item;
  };
  const through = async (partition: string) => Number((await read(partition))?.through?.N ?? 0);
  return {
    head: async () => {
      const { through: sequence, hash, recordedAt } = (await read(head)) ?? {};
      return {
        sequence: Number(sequence?.N ?? 0),
        hash: hash?.S ?? noHash,
        ...(recordedAt?.S === undefined ? {} : { recordedAt: recordedAt.S }),
      };
    },
    progress: through,
    append: async (entry, { of, before, through: after }) => {
      const { hash, previousHash, recordedAt, sequence } = entry;
      const moved = (partition: string, from: number, to: number) => ({
        TableName,
        Key: keyOf(partition),
        ...movedTo(from, to),
      });
      const ofHead = moved(head, sequence - 1, sequence);
      const newHead = {
        ...ofHead,
        UpdateExpression: `${ofHead.UpdateExpression}, #hash = :hash, #at = :at`,
        ConditionExpression:
          sequence === 1
            ? ofHead.ConditionExpression
            : `${ofHead.ConditionExpression} AND #hash = :previous`,
        ExpressionAttributeNames: {
          ...ofHead.ExpressionAttributeNames,
          ...{ "#hash": "hash", "#at": "recordedAt" },
        },
        ExpressionAttributeValues: {
          ...ofHead.ExpressionAttributeValues,
          ...{ ":hash": { S: hash }, ":at": { S: recordedAt } },
          ...(sequence === 1 ? {} : { ":previous": { S: previousHash } }),
        },
      };
      const newEntry = {
        TableName,
        Item: { ...keyOf(entries, sequence), text: { S: canonicalJson(entry) } },
        ConditionExpression: "attribute_not_exists(#partition)",
        ExpressionAttributeNames: { "#partition": partitionAttribute },
      };
      const TransactItems = [
        { Put: newEntry },
        { Update: newHead },
        { Update: moved(of, before, after) },
      ];
      try {
        await client().send(new TransactWriteItemsCommand({ TransactItems }));
        return "appended";
      } catch (error) {
        if (isLost(error)) return "lost";
        throw error;
      }
    },
    archived: () => through(archive),
    noteArchived: async (sequence) => {
      try {
        await client().send(
          new UpdateItemCommand({
            TableName,
            Key: keyOf(archive),
            UpdateExpression: "SET #through = :through",
            ConditionExpression: "attribute_not_exists(#through) OR #through < :through",
            ExpressionAttributeNames: { "#through": "through" },
            ExpressionAttributeValues: { ":through": number(sequence) },
          }),
        );
      } catch (error) {
        // Another run has come as far.
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },
    entriesAfter: (sequence) => entriesAfter(client(), TableName, sequence),
  };
}

async function* entriesAfter(
  client: DynamoDBClient,
  TableName: string,
  sequence: number,
): AsyncGenerator<LedgerEntry> {
  const pages = paginateQuery(
    { client },
    {
      TableName,
      ConsistentRead: true,
      KeyConditionExpression: "#partition = :entries AND #sequence > :sequence",
      ExpressionAttributeNames: {
        ...{ "#partition": partitionAttribute, "#sequence": sequenceAttribute },
      },
      ExpressionAttributeValues: { ":entries": { S: entries }, ":sequence": number(sequence) },
    },
  );
  for await (const { Items = [] } of pages) {
    for (const { text } of Items) yield JSON.parse(text.S!) as LedgerEntry;
  }
}

/** Moves what counts from where it was read; a first time it is not there. */
const movedTo = (from: number, to: number) => ({
  UpdateExpression: "SET #through = :to",
  ConditionExpression: from === 0 ? "attribute_not_exists(#through)" : "#through = :from",
  ExpressionAttributeNames: { "#through": "through" },
  ExpressionAttributeValues: {
    ":to": number(to),
    ...(from === 0 ? {} : { ":from": number(from) }),
  },
});

/** API Reference, TransactionCanceledException: what another writer has done to it, and it alone. */
const byOthers = new Set(["None", "ConditionalCheckFailed", "TransactionConflict"]);

function isLost(error: unknown): boolean {
  if (!(error instanceof TransactionCanceledException)) return false;
  const codes = (error.CancellationReasons ?? []).map(({ Code = "None" }) => Code);
  if (codes.includes("ValidationError")) {
    throw new FinalError("DynamoDB does not take the entry of the ledger.", { cause: error });
  }
  return codes.some((code) => code !== "None") && codes.every((code) => byOthers.has(code));
}
