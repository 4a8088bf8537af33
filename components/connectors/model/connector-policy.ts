/**
 * What the function of a connector may do: read what the hub keeps, keep its own tickets, read its own secret, and say
 * to the decider where to look. It writes nothing of the hub, takes on no role and decides nothing.
 */
import { pendingIndex } from "../../../contract/connectors";
import { document, type PolicyDocument, type Statement } from "../../approval/model/policies";
import {
  type FunctionRights,
  readGates,
  runAndLog,
  sendToDeadLetterQueue,
  viaServices,
} from "../../hub/model/function-rights";
import { decryptSecrets, readSecret } from "../../hub/model/secret-rights";
import { listUnsettled } from "../../hub/model/table-conditions";
import { arnOfMade } from "../../scope/model/place";

export interface ConnectorRights extends FunctionRights {
  readonly requestsTableArn: string;
  /** Key of the hub's tables, where it is a customer's. */
  readonly tablesKmsKeyArn?: string;
  readonly ticketsTableArn: string;
  readonly deadLetterQueueArn: string;
  readonly credentialsArn: string;
  readonly credentialsKmsKeyArn?: string;
  /** Absent where the system's tickets say nothing to the decider. */
  readonly deciderArn?: string;
}

export function connectorPolicy(rights: ConnectorRights): PolicyDocument {
  const { requestsTableArn, ticketsTableArn, deciderArn } = rights;
  return document([
    ...runAndLog(rights),
    ...useKeyOfHub(rights),
    readGates(rights),
    {
      Sid: "ReadRequests",
      Effect: "Allow",
      Action: ["dynamodb:GetItem", "dynamodb:Query"],
      Resource: requestsTableArn,
    },
    listUnsettled(requestsTableArn),
    {
      Sid: "KeepTickets",
      Effect: "Allow",
      Action: ["dynamodb:GetItem", "dynamodb:PutItem"],
      Resource: ticketsTableArn,
    },
    findPending(ticketsTableArn),
    ...readCredentials(rights),
    ...(deciderArn === undefined ? [] : [handOver(deciderArn)]),
    sendToDeadLetterQueue(rights),
  ]);
}

/** A connector reads tables of the hub, and writes none. */
function useKeyOfHub(rights: ConnectorRights): Statement[] {
  const { tablesKmsKeyArn, kmsKeyArn, gatesTableArn } = rights;
  if (tablesKmsKeyArn === undefined || tablesKmsKeyArn === kmsKeyArn) return [];
  const [dynamodb] = viaServices(["dynamodb"], arnOfMade("table", gatesTableArn));
  return [
    {
      Sid: "UseKeyOfHub",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:DescribeKey"],
      Resource: tablesKmsKeyArn,
      Condition: { StringEquals: { "kms:ViaService": dynamodb } },
    },
  ];
}

export const findPending = (ticketsTableArn: string): Statement => ({
  Sid: "FindPendingTickets",
  Effect: "Allow",
  Action: "dynamodb:Query",
  Resource: `${ticketsTableArn}/index/${pendingIndex.name}`,
});

export function readCredentials({
  credentialsArn,
  credentialsKmsKeyArn,
}: Pick<ConnectorRights, "credentialsArn" | "credentialsKmsKeyArn">): Statement[] {
  const path = "credentialsSecretArn";
  const read = readSecret("ReadCredentials", credentialsArn, path);
  return credentialsKmsKeyArn === undefined
    ? [read]
    : [read, decryptSecrets(credentialsKmsKeyArn, [credentialsArn], path)];
}

export const handOver = (deciderArn: string): Statement => ({
  Sid: "HandOverToDecider",
  Effect: "Allow",
  Action: "lambda:InvokeFunction",
  Resource: deciderArn,
});
