/**
 * Conditions on the attributes that a request to a table names. DynamoDB Developer Guide, "Using IAM policy
 * conditions for fine-grained access control".
 */
import { actionAttribute, tokenAttribute, unsettledIndex } from "../../../contract/records";
import type { Statement } from "../../approval/model/policies";

type Condition = NonNullable<Statement["Condition"]>;

/**
 * Reads these attributes and no others. Examples 2 and 4 of the guide: it wants the keys of table and
 * index among them, and `Select` always has a value in a read. A request that names no attribute is
 * refused, because `ForAllValues` alone holds of none.
 */
export function readOnly(...attributes: string[]): Condition {
  return {
    "ForAllValues:StringEquals": { "dynamodb:Attributes": attributes },
    Null: { "dynamodb:Attributes": "false" },
    StringEquals: { "dynamodb:Select": "SPECIFIC_ATTRIBUTES" },
  };
}

/** Is answered nothing of what stood there. */
export const answersNothing = { StringEqualsIfExists: { "dynamodb:ReturnValues": "NONE" } };

/** Writes these attributes and no others, and is answered nothing of what stood there. */
export function onlyWrites(...attributes: string[]): Condition {
  return {
    "ForAllValues:StringEquals": { "dynamodb:Attributes": attributes },
    ...answersNothing,
  };
}

/** Which actions have a request that is not settled, and nothing else of it. */
export const listUnsettled = (requestsTableArn: string): Statement => ({
  Sid: "ListUnsettledRequests",
  Effect: "Allow",
  Action: "dynamodb:Query",
  Resource: `${requestsTableArn}/index/${unsettledIndex.name}`,
  Condition: readOnly(unsettledIndex.attribute, actionAttribute, tokenAttribute),
});

/** The keys of the gates. */
export const listGates = (gatesTableArn: string): Statement => ({
  Sid: "ListGates",
  Effect: "Allow",
  Action: "dynamodb:Scan",
  Resource: gatesTableArn,
  Condition: readOnly(actionAttribute),
});
