/** Which events of requests are on the bus: publisher's note in the requests table. */
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  paginateQuery,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from "@aws-sdk/client-dynamodb";
import {
  actionAttribute,
  publicationAttributes,
  tokenAttribute,
  unsettledIndex,
} from "../../contract/records";
import { isFinished } from "../domain/publication";
import type { PublicationStore } from "../domain/ports";
import type { ApprovalRequest } from "../domain/types";
import { readable } from "./requests";

type Update = Required<Pick<UpdateItemCommandInput, "UpdateExpression" | "ConditionExpression">> & {
  readonly names: Record<string, string>;
  readonly values: Record<string, number>;
};

const { through: attribute, version } = publicationAttributes satisfies Record<
  string,
  keyof ApprovalRequest
>;

export function createPublicationStore(
  client: () => DynamoDBClient,
  tableName: string,
): PublicationStore {
  /** True where the item was as the condition wants it. */
  const updated = async (
    { action, token }: ApprovalRequest,
    { names, values, ...update }: Update,
  ): Promise<boolean> => {
    try {
      const Key = { [actionAttribute]: { S: action }, [tokenAttribute]: { S: token } };
      await client().send(
        new UpdateItemCommand({
          TableName: tableName,
          Key,
          ...update,
          ExpressionAttributeNames: names,
          ExpressionAttributeValues: Object.fromEntries(
            Object.entries(values).map(([name, value]) => [name, { N: String(value) }]),
          ),
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  };
  return {
    unfinished: async (action) => {
      const requests: ApprovalRequest[] = [];
      const pages = paginateQuery(
        { client: client() },
        {
          TableName: tableName,
          ConsistentRead: true,
          KeyConditionExpression: "#action = :action",
          FilterExpression: "attribute_exists(#unsettled)",
          ExpressionAttributeNames: {
            "#action": actionAttribute,
            "#unsettled": unsettledIndex.attribute,
          },
          ExpressionAttributeValues: { ":action": { S: action } },
        },
      );
      for await (const { Items = [] } of pages) {
        requests.push(...Items.map(readable).filter((request) => request !== undefined));
      }
      return requests;
    },
    note: async (request, { through, after }) => {
      // An update makes an item that is not there: one that has expired stays gone.
      const isNext =
        after === 0 ? "(attribute_not_exists(#through) OR #through <= :through)" : inRange;
      const note = {
        UpdateExpression: "SET #through = :through",
        ConditionExpression: `attribute_exists(#token) AND ${isNext}`,
        names: { "#token": tokenAttribute, "#through": attribute },
        values: { ":through": through, ...(after === 0 ? {} : { ":after": after }) },
      };
      const { names, values } = note;
      const isDone =
        isFinished({ ...request, publishedThrough: through }) &&
        (await updated(request, {
          UpdateExpression: `${note.UpdateExpression} REMOVE #unsettled`,
          ConditionExpression: `${note.ConditionExpression} AND #version = :version`,
          names: { ...names, "#unsettled": unsettledIndex.attribute, "#version": version },
          values: { ...values, ":version": request.version },
        }));
      if (!isDone) await updated(request, note);
    },
  };
}

const inRange = "#through BETWEEN :after AND :through";
