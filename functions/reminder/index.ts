/** Deployment: the handler with the real world around it. */
import type { Context } from "aws-lambda";
import { environment } from "../../contract/environment";
import { lazyDynamoDb } from "../adapters/aws/dynamodb";
import { createDeadLetterQueue } from "../adapters/dead-letter-queue";
import { required } from "../adapters/environment";
import { createGateStore } from "../adapters/gates";
import { createLog } from "../adapters/log";
import { createPipelines } from "../adapters/pipelines";
import { createRequestStore } from "../adapters/requests";
import { createSchedules } from "../adapters/schedules";
import { createTopicPublisher } from "../adapters/topics";
import { createChannels, readChannelSettings } from "../channels/registry";
import { keepFinal } from "../shared/keep-final";
import { createHandler, type Handler } from "./handler";

/** Its own ARN, which a schedule invokes, a function is told with each call. */
function create(functionArn: string): Handler {
  const clock = { now: () => new Date() };
  const client = lazyDynamoDb();
  const log = createLog();
  const functionName = required("AWS_LAMBDA_FUNCTION_NAME");
  const handle = createHandler({
    clock,
    gates: createGateStore(client, required(environment.gatesTable), readChannelSettings),
    requests: createRequestStore(client, required(environment.requestsTable)),
    pipelines: createPipelines(functionName),
    channels: createChannels({ clock, log }),
    topics: createTopicPublisher(functionName),
    schedules: createSchedules({
      clock,
      functionArn,
      groupName: required(environment.scheduleGroupName),
      roleArn: required(environment.scheduleRoleArn),
      deadLetterQueueArn: required(environment.deadLetterQueueArn),
    }),
    log,
  });
  const deadLetters = createDeadLetterQueue(required(environment.deadLetterQueueUrl));
  return keepFinal(handle, { deadLetters, log });
}

let created: Handler | undefined;

export const handler = (event: unknown, { invokedFunctionArn }: Context): Promise<void> =>
  (created ??= create(invokedFunctionArn))(event);
