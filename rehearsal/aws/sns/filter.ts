import { isObject, meetsPattern, PatternError } from "../events";
import type { Notification, Subscription } from "./types";

const known: ReadonlySet<string> = new Set([
  "prefix",
  "suffix",
  "anything-but",
  "numeric",
  "exists",
  "equals-ignore-case",
]);

/**
 * Tells whether a subscription's filter policy lets a message through; throws `PatternError` when
 * the policy is not one. CodePipeline publishes without message attributes, so a policy of scope
 * MessageAttributes sees none.
 */
export function matchesFilterPolicy(
  subscription: Subscription,
  notification: Notification,
): boolean {
  if (subscription.filterPolicy === undefined) return true;
  const policy = parse(subscription.filterPolicy);
  if (isObject(policy) && Object.keys(policy).length === 0) return true;
  if (subscription.filterPolicyScope === "MessageBody") {
    const body = bodyOf(notification.message);
    // Judged even when the message is no JSON object, which no such policy accepts.
    return meetsPattern(policy, body ?? {}, known) && body !== undefined;
  }
  needFlat(policy);
  return meetsPattern(policy, notification.attributes ?? {}, known);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new PatternError(`The filter policy ${text} is not JSON: ${(error as Error).message}`);
  }
}

function bodyOf(message: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(message);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function needFlat(policy: unknown): void {
  const nested = isObject(policy)
    ? Object.entries(policy).find(([, rules]) => isObject(rules))
    : [];
  if (nested?.[0] === undefined) return;
  throw new PatternError(
    `Key "${nested[0]}" of the filter policy is nested, which needs scope MessageBody. ` +
      'Set filterPolicyScope to "MessageBody".',
  );
}
