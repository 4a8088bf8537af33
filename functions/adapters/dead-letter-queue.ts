/** A function's own dead letter queue, for what it gives up itself. */
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { DeadLetterQueue } from "../domain/ports";
import { clientSettings } from "./aws/client-settings";

export function createDeadLetterQueue(queueUrl: string): DeadLetterQueue {
  let client: SQSClient | undefined;
  return {
    send: async (event) => {
      // Else the host in the URL is called, whatever endpoint the environment names.
      client ??= new SQSClient({ ...clientSettings(5), useQueueUrlAsEndpoint: false });
      const MessageBody = JSON.stringify(event);
      await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }));
    },
  };
}
