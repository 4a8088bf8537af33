/** Topics of a gate, published to with the gate's own role: the hub has no right to any topic. */
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import type { TopicPublisher } from "../domain/ports";
import { noticeAttribute } from "../domain/notice-attribute";
import { attempts, createGateSessions } from "./gate-sessions";

/** `functionName` is the session's name. */
export function createTopicPublisher(functionName: string): TopicPublisher {
  const sessionOf = createGateSessions(functionName);
  return {
    publish: async ({ deciderRoleArn }, topicArn, { subject, text }) => {
      const credentials = await sessionOf(deciderRoleArn);
      const client = new SNSClient({ maxAttempts: attempts, credentials });
      await client.send(
        new PublishCommand({
          TopicArn: topicArn,
          Subject: subject,
          Message: text,
          // Subscribers that read approval requests tell this from one, by a filter policy too.
          MessageAttributes: {
            [noticeAttribute]: { DataType: "String", StringValue: "reminder" },
          },
        }),
      );
    },
  };
}
