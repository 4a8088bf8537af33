/** Items of the table of bypasses: what is kept in them, and how one run at a time has one of them. */
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  type UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import * as v from "valibot";
import { bypassAttribute } from "../../contract/records";
import { MalformedError } from "../domain/errors";

export type Item = Record<string, AttributeValue>;

/** By which attributes a run has an item for itself: one lease to say it, another to look after its review. */
export interface Lease {
  /** Until when, in seconds, and whose it is. */
  readonly until: string;
  readonly holder: string;
}

/**
 * The item behind an update that makes `mine` its holder on a condition. Where the answer to the write was lost, the
 * SDK writes again and meets its own.
 */
export async function taken(
  client: DynamoDBClient,
  update: UpdateItemCommand,
  { holder }: Lease,
  mine: string,
  read: () => Promise<Item | undefined>,
): Promise<{ readonly isOurs: boolean; readonly item: Item }> {
  try {
    const { Attributes = {} } = await client.send(update);
    return { isOurs: true, item: Attributes };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const item = (await read()) ?? {};
    return { isOurs: item[holder]?.S === mine, item };
  }
}

export function keptEvent<S extends v.GenericSchema>(schema: S, item: Item): v.InferOutput<S> {
  const parsed = v.safeParse(schema, jsonOf(item[bypassAttribute]?.S));
  if (!parsed.success) throw new MalformedError("A stored bypass cannot be read.");
  return parsed.output;
}

function jsonOf(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "") as unknown;
  } catch {
    return undefined;
  }
}
