/** Conditions of a write on an item that counts its versions. */
import type { PutItemCommandInput } from "@aws-sdk/client-dynamodb";
import { tokenAttribute } from "../../contract/records";

export type PutCondition = Pick<
  PutItemCommandInput,
  "ExpressionAttributeNames" | "ExpressionAttributeValues"
> & { readonly ConditionExpression: string };

/** There is no such item yet. */
export const ifNew: PutCondition = {
  ConditionExpression: "attribute_not_exists(#token)",
  ExpressionAttributeNames: { "#token": tokenAttribute },
};

/** The item still has the version before this one. */
export const ifBefore = ({ version }: { readonly version: number }): PutCondition => ({
  ConditionExpression: "#version = :replaced",
  ExpressionAttributeNames: { "#version": "version" },
  ExpressionAttributeValues: { ":replaced": { N: String(version - 1) } },
});
