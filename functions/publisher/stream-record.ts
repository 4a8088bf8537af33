/** A record of the requests table's stream. */
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import * as v from "valibot";
import { readable } from "../adapters/action-items";
import { MalformedError } from "../domain/errors";
import { parseRequest } from "../domain/request-schema";
import type { ApprovalRequest } from "../domain/types";

export interface Change {
  readonly request: ApprovalRequest;
  /** What the write replaced. */
  readonly before: ApprovalRequest | undefined;
}

const image = v.record(
  v.string(),
  v.custom<AttributeValue>((value) => value instanceof Object),
);
const schema = v.object({
  eventName: v.picklist(["INSERT", "MODIFY", "REMOVE"]),
  dynamodb: v.object({ NewImage: v.optional(image), OldImage: v.optional(image) }),
});

/** Undefined where an item has gone. Throws for what is no request: only functions write the table. */
export function parseChange(record: unknown): Change | undefined {
  const parsed = v.safeParse(schema, record);
  if (!parsed.success) throw new MalformedError("The record is none of a table's stream.");
  const { eventName, dynamodb } = parsed.output;
  if (eventName === "REMOVE") return undefined;
  const { NewImage = {}, OldImage } = dynamodb;
  return {
    request: parseRequest(unmarshall(NewImage)),
    // Of an item that was not there, or could not be read, everything is new: whoever had it knows the
    // events by their ids.
    before: readable(OldImage ?? {}),
  };
}
