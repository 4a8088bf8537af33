/** The channel of automatic decisions in a deployed hub. */
import { environment } from "../../../contract/environment";
import { lazyDynamoDb } from "../../adapters/aws/dynamodb";
import { createDecisionHistory } from "../../adapters/decision-history";
import { required } from "../../adapters/environment";
import { createGateFunctions } from "../../adapters/gate-functions";
import { createReleaseFacts } from "../../adapters/release-facts";
import type { DecidingChannel, DecidingChannelPorts } from "../channel";
import { createAutomaticChannel } from "./channel";

export function createHubAutomaticDecisions(ports: DecidingChannelPorts): DecidingChannel {
  const functionName = required("AWS_LAMBDA_FUNCTION_NAME");
  return createAutomaticChannel({
    ...ports,
    releases: createReleaseFacts(functionName),
    history: createDecisionHistory(lazyDynamoDb(), required(environment.requestsTable)),
    functions: createGateFunctions(functionName, ports.log),
  });
}
