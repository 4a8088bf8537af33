/** Checks of an SLA. Each refuses with one sentence and a remedy. */
import type { SlaRecord } from "../../../contract/records";
import { defaultTimeoutInMinutes } from "../../../contract/timing";
import { isDate, isTimeZone, parseHours, type Weekday } from "../../../contract/working-time";
import { absent, type Check, integer, quote, throwInvalid } from "../../inputs/model/checks";
import { sla as limits } from "../../inputs/model/limits";

export const respondWithinMinutes = integer(limits.respondWithinMinutes, " of minutes");
export const remindAfterMinutes = integer(limits.remindAfterMinutes, " of minutes");

export const timeZone: Check<string> = (value, path) => {
  if (isTimeZone(value)) return;
  throwInvalid(
    path,
    `\`${path}\` must be the name of a time zone in the IANA database, like Europe/Berlin, or UTC, got: ` +
      `${quote(value)}. Correct it: an offset or an abbreviation does not say when clocks change.`,
  );
};

export const hours: Check<string> = (value, path) => {
  if (parseHours(value) !== undefined) return;
  throwInvalid(
    path,
    `\`${path}\` must be hours of one day as HH:MM-HH:MM, the second later than the first, like ` +
      `09:00-17:30 or 00:00-24:00, got: ${quote(value)}. Correct it, or leave it out where the day is closed.`,
  );
};

export const holiday: Check<string> = (value, path) => {
  if (isDate(value)) return;
  throwInvalid(
    path,
    `\`${path}\` must be a date as YYYY-MM-DD, like 2026-12-25, got: ${quote(value)}. Correct it, or ` +
      "take it off the list.",
  );
};

/** An SLA that only some weekdays count for needs one. */
export function someDay(hoursOfWeek: Partial<Record<Weekday, unknown>>, path: string): void {
  if (Object.values(hoursOfWeek).some((day) => !absent(day))) return;
  throwInvalid(
    path,
    `\`${path}\` must have at least one day that is open, got none: no minute would ever count. Give ` +
      "the hours of a day, like monday: 09:00-17:30, or leave `businessHours` out to count every minute.",
  );
}

/** What the list means as a whole. */
export function reminders(
  sla: Pick<SlaRecord, "respondWithinMinutes" | "remindAfterMinutes">,
  path: string,
): void {
  const { respondWithinMinutes: within, remindAfterMinutes: after } = sla;
  for (const [index, minutes] of after.entries()) {
    const at = `${path}.remindAfterMinutes[${index}]`;
    if (minutes >= within) {
      throwInvalid(
        at,
        `\`${at}\` must be less than \`${path}.respondWithinMinutes\`, which is ${within}, got: ` +
          `${minutes}. Remind earlier, or take it off the list: at ${within} minutes everybody is told anyway.`,
      );
    }
    if (index > 0 && minutes <= after[index - 1]) {
      throwInvalid(
        at,
        `\`${at}\` must be more than the ${after[index - 1]} before it, got: ${minutes}. Put the ` +
          "minutes into ascending order, each once.",
      );
    }
  }
}

/** A request that has expired cannot be answered: the time to answer ends before. */
export function withinTimeout(
  within: number,
  timeoutInMinutes: number | undefined,
  path: string,
  timeoutPath: string,
): void {
  const expires = timeoutInMinutes ?? defaultTimeoutInMinutes;
  if (within < expires) return;
  const at = `${path}.respondWithinMinutes`;
  const limit =
    timeoutInMinutes === undefined
      ? `CodePipeline's own timeout, ${expires} minutes`
      : `\`${timeoutPath}\`, which is ${expires}`;
  throwInvalid(
    at,
    `\`${at}\` must be less than ${limit}, got: ${within}: the request would expire before anybody is ` +
      `told. Shorten it, or give a longer \`${timeoutPath}\`.`,
  );
}

/** An escalation to nobody is a mistake. */
export function somebody(escalation: object, path: string): void {
  if (Object.values(escalation).some((value) => !absent(value) && !isEmpty(value))) return;
  throwInvalid(
    path,
    `\`${path}\` must name somebody, got nobody. Give \`emails\`, \`topicArn\`, \`slackChannel\`, ` +
      "`slackUserIds` or `slackUserGroupIds`, or leave it out.",
  );
}

const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

/** Slack is told by the app of the gate's own Slack half. */
export function needsSlack(key: string, path: string, slackPath: string): never {
  throwInvalid(
    `${path}.${key}`,
    `\`${path}.${key}\` must stand beside \`${slackPath}\`, got no \`${slackPath}\`: the request is not in ` +
      `Slack. Give \`${slackPath}\`, or use \`emails\` or \`topicArn\` instead.`,
  );
}

export function needsHub(path: string): never {
  throwInvalid(
    path,
    `\`${path}\` must stand beside \`hub\`, got no \`hub\`: a hub is what reminds. Give \`hub\` the connection ` +
      "of an ApprovalHub with `reminders: true`, or leave it out.",
  );
}

/** Gates and their hub may be in different stacks: the connection says what the hub does. */
export function needsReminders(path: string): never {
  throwInvalid(
    path,
    `\`${path}\` must stand beside the connection of an ApprovalHub with \`reminders: true\`, got one ` +
      "without: nobody would be reminded. Give `reminders: true` to the ApprovalHub and deploy that first, " +
      `or leave \`${path}\` out.`,
  );
}
