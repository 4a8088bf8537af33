/** The topic of the hub's alarms, published to with the function's own role. */
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { noticeAttribute } from "../domain/notice-attribute";
import type { AlarmTopic } from "../domain/ports";
import { clientSettings } from "./aws/client-settings";

/** `about` is what the message attribute says: by it a subscriber tells one from the other. */
export function createAlarmTopic(topicArn: string, about: "bypass" | "stuck"): AlarmTopic {
  let client: SNSClient | undefined;
  return {
    publish: async ({ subject, text }) => {
      // A topic of another account may be in no other Region: the hub takes none.
      client ??= new SNSClient(clientSettings(5));
      await client.send(
        new PublishCommand({
          TopicArn: topicArn,
          Subject: subject,
          Message: text,
          // Tells it from an alarm of CloudWatch, by a filter policy too.
          MessageAttributes: { [noticeAttribute]: { DataType: "String", StringValue: about } },
        }),
      );
    },
  };
}
