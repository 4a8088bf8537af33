/** How an AWS service, for example SNS or Lambda, puts a message into a queue. */
import { ServiceError } from "../../errors";
import type { Queues } from "./types";

export interface ServiceMessage {
  readonly queueArn: string;
  /** For example `sns.amazonaws.com`. */
  readonly service: string;
  /** On whose behalf: the topic's or the function's ARN. */
  readonly sourceArn: string;
  readonly body: string;
}

const action = "sqs:SendMessage";

/** Sends if the queue's policy lets the service; answers the file that shows the message. */
export function sendForService(queues: Queues, message: ServiceMessage): string {
  const { queueArn, service, sourceArn, body } = message;
  if (!queues.has(queueArn)) {
    throw new ServiceError("QueueDoesNotExist", `The specified queue does not exist: ${queueArn}`);
  }
  if (!queues.mayService(queueArn, action, service, sourceArn)) {
    throw new ServiceError(
      "AccessDenied",
      `${service} may not ${action} on ${queueArn} for ${sourceArn}: no statement of the queue's ` +
        "policy allows it. Allow the service there, with aws:SourceArn as its condition.",
      403,
    );
  }
  return queues.file(queueArn, queues.send(queueArn, body));
}
