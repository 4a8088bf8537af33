/**
 * What the public function of a webhook may do: read the secret that verifies, find which request is meant among the
 * keys of those that wait, and hand over. It reads no request and no gate, and decides nothing.
 */
import { document, type PolicyDocument } from "../../approval/model/policies";
import { type FunctionRights, runAndLog } from "../../hub/model/function-rights";
import { type ConnectorRights, findPending, handOver, readCredentials } from "./connector-policy";

export interface ReceiverRights
  extends
    FunctionRights,
    Pick<ConnectorRights, "ticketsTableArn" | "credentialsArn" | "credentialsKmsKeyArn"> {
  readonly deciderArn: string;
}

export function receiverPolicy(rights: ReceiverRights): PolicyDocument {
  return document([
    ...runAndLog(rights, ["dynamodb"]),
    findPending(rights.ticketsTableArn),
    ...readCredentials(rights),
    handOver(rights.deciderArn),
  ]);
}
