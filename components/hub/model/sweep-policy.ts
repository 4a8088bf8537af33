/**
 * What sweep may do: list the keys of gates and of open requests, tokens among them, and hand actions over. It
 * reads no pipeline, and decides nothing.
 */
import { actionAttribute, tokenAttribute, unsettledIndex } from "../../../contract/records";
import { document, type PolicyDocument } from "../../approval/model/policies";
import { type FunctionRights, runAndLog, sendToDeadLetterQueue } from "./function-rights";

/**
 * Reads these attributes and no others. DynamoDB Developer Guide, "Using IAM policy conditions for
 * fine-grained access control", examples 2 and 4: it wants the keys of table and index among them,
 * and `Select` always has a value in a read. A request that names no attribute is refused, because
 * `ForAllValues` alone holds of none.
 */
function readOnly(...attributes: string[]) {
  return {
    "ForAllValues:StringEquals": { "dynamodb:Attributes": attributes },
    Null: { "dynamodb:Attributes": "false" },
    StringEquals: { "dynamodb:Select": "SPECIFIC_ATTRIBUTES" },
  };
}

export interface SweepRights extends FunctionRights {
  readonly requestsTableArn: string;
  readonly deadLetterQueueArn: string;
  /** Of those that look after what it finds. */
  readonly functionArns: readonly string[];
}

export function sweepPolicy(rights: SweepRights): PolicyDocument {
  return document([
    ...runAndLog(rights),
    {
      Sid: "ListUnsettledRequests",
      Effect: "Allow",
      Action: "dynamodb:Query",
      Resource: `${rights.requestsTableArn}/index/${unsettledIndex.name}`,
      Condition: readOnly(unsettledIndex.attribute, actionAttribute, tokenAttribute),
    },
    {
      Sid: "ListGates",
      Effect: "Allow",
      Action: "dynamodb:Scan",
      Resource: rights.gatesTableArn,
      Condition: readOnly(actionAttribute),
    },
    {
      Sid: "HandOverActions",
      Effect: "Allow",
      Action: "lambda:InvokeFunction",
      Resource: [...rights.functionArns],
    },
    sendToDeadLetterQueue(rights),
  ]);
}
