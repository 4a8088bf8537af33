/** What SNS brings: approval requests, and what is none. */
import type { SNSMessage } from "aws-lambda";
import { describe } from "../adapters/log";
import { MalformedError } from "../domain/errors";
import { noticeAttribute } from "../domain/notice-attribute";
import { type Notification, parseNotification } from "../domain/notification";
import type { Clock, Log } from "../domain/ports";

export type Published = Pick<SNSMessage, "Message" | "TopicArn"> &
  Partial<Pick<SNSMessage, "MessageAttributes">>;

/** Undefined for what is no request, and will be none at the next try either. */
export function read(
  { Message, MessageAttributes }: Published,
  { log, clock }: { readonly log: Log; readonly clock: Clock },
): Notification | undefined {
  // Who forges it keeps nothing back: what is not published at all is not shown either, and sweep finds both.
  if (MessageAttributes?.[noticeAttribute] !== undefined) {
    log.info("notice_ignored");
    return undefined;
  }
  try {
    return parseNotification(Message, clock.now());
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error;
    log.warn("notification_malformed", describe(error));
    return undefined;
  }
}
