/** Posts to http and https endpoints as SNS does. */
import type { Clock } from "../../clock";
import { body } from "./envelope";
import type { Transport, PendingDelivery, Post } from "./pending-delivery";

/** Seconds between tries. SNS's default policy goes on for an hour; a rehearsal does not wait. */
const pauses = [1, 2] as const;

/** An endpoint that does not answer within SNS's 15 seconds has failed. */
const patience = 15_000;

/** Posts with the fetch of Node; the default of `Topics`. */
export const fetchPost: Post = async (url, text, headers) => {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patience);
  try {
    const answer = await fetch(url, {
      method: "POST",
      body: text,
      headers,
      redirect: "manual",
      signal: stop.signal,
    });
    await answer.body?.cancel();
    return answer.status;
  } catch (error) {
    throw new Error(reasonOf(error), { cause: error });
  } finally {
    clearTimeout(timer);
  }
};

/**
 * Posts the message and tries again after a failure that may pass: no answer, 429 or 5xx. Other
 * 4xx answers are final, as in SNS. No SubscriptionConfirmation is sent first: the rehearsal takes
 * every endpoint that the program subscribes as confirmed.
 */
export const https: Transport = async (pending, { post, clock }) => {
  const url = pending.subscription.endpoint;
  const failures: string[] = [];
  for (const pause of [...pauses, undefined]) {
    const failure = await attempt(post, url, pending);
    if (failure === undefined) return url;
    failures.push(failure.reason);
    if (failure.final || pause === undefined) break;
    await wait(clock, pause * 1000);
  }
  throw new Error(`${url} did not take the message: ${failures.join("; ")}.`);
};

interface Failure {
  readonly reason: string;
  readonly final: boolean;
}

async function attempt(
  post: Post,
  url: string,
  pending: PendingDelivery,
): Promise<Failure | undefined> {
  try {
    const status = await post(url, body(pending), headersOf(pending));
    if (status >= 200 && status < 300) return undefined;
    return { reason: `HTTP ${status}`, final: status >= 300 && status < 500 && status !== 429 };
  } catch (error) {
    return { reason: reasonOf(error), final: false };
  }
}

function headersOf(pending: PendingDelivery): Record<string, string> {
  return {
    "x-amz-sns-message-type": "Notification",
    "x-amz-sns-message-id": pending.messageId,
    "x-amz-sns-topic-arn": pending.notification.topicArn,
    "x-amz-sns-subscription-arn": pending.subscription.arn,
    ...(pending.subscription.rawMessageDelivery && { "x-amz-sns-rawdelivery": "true" }),
    "content-type": "text/plain; charset=UTF-8",
    "user-agent": "Amazon Simple Notification Service Agent",
  };
}

function wait(clock: Clock, milliseconds: number): Promise<void> {
  return new Promise((done) => {
    clock.at(new Date(clock.now().getTime() + milliseconds), done);
  });
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // fetch says only "fetch failed"; what happened is in the cause.
  return error.cause instanceof Error ? error.cause.message : error.message;
}
