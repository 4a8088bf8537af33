/** The SLA of one approval: each argument checked by itself, then one beside another. */
import type * as pulumi from "@pulumi/pulumi";
import type { SlaRecord } from "../../contract/records";
import { weekdays } from "../../contract/working-time";
import * as approval from "../approval/model/approval-checks";
import type { ShapesOf } from "../inputs/argument-shape";
import { optional, required, shapesOf, type Validated, validateFields } from "../inputs/fields";
import { given, trimmedText, whenKnown } from "../inputs/inputs";
import { judged, listOf, number, record, string, trimmed } from "../inputs/kinds";
import { isEmptyList } from "../inputs/lists";
import { wholeText } from "../inputs/model/checks";
import { sla as limits, slack as slackLimits } from "../inputs/model/limits";
import { requirePlain } from "../inputs/require-plain";
import { email } from "../notifications/model/recipient-checks";
import * as slack from "../slack/model/slack-checks";
import type { BusinessHours, Escalation, Sla, WeeklyHours } from "../sla-args";
import * as check from "./model/sla-checks";

const day = optional(string(check.hours));

const weekArguments = Object.fromEntries(weekdays.map((name) => [name, day])) as Record<
  (typeof weekdays)[number],
  typeof day
>;

const weekShapes: ShapesOf<WeeklyHours> = shapesOf(weekArguments);

const hoursArguments = {
  timeZone: required(string(check.timeZone)),
  hours: required(
    record(weekShapes, (week: WeeklyHours, path) => {
      const plain = requirePlain(week, path) ?? {};
      check.someDay(plain, path);
      return validateFields(plain, weekArguments, (key) => `${path}.${key}`);
    }),
  ),
  holidays: optional(
    judged(
      listOf(string(check.holiday)),
      slack.atMost(limits.holidays.max, "Leave out those that are over."),
    ),
  ),
};

const ids = (check: Parameters<typeof string>[0], max: number, remedy: string) =>
  optional(judged(listOf(string(check)), slack.atMost(max, remedy)));

const escalationArguments = {
  emails: optional(listOf(trimmed(email), (address) => wholeText(trimmedText(address)))),
  topicArn: optional(string(approval.topicArn)),
  slackChannel: optional(string(slack.channelId)),
  slackUserIds: ids(slack.userId, slackLimits.approverUserIds.max, "Use a user group."),
  slackUserGroupIds: ids(
    slack.userGroupId,
    slackLimits.approverUserGroupIds.max,
    "Make one user group of them.",
  ),
};

const slaFields = {
  respondWithinMinutes: required(number(check.respondWithinMinutes)),
  remindAfterMinutes: optional(
    judged(
      listOf(number(check.remindAfterMinutes)),
      slack.atMost(limits.reminders.max, "Remind less often."),
    ),
  ),
  businessHours: optional(
    record(shapesOf(hoursArguments), (hours: BusinessHours, path) =>
      validateFields(requirePlain(hours, path), hoursArguments, (key) => `${path}.${key}`),
    ),
  ),
  escalation: optional(
    record(shapesOf(escalationArguments), (escalation: Escalation, path) => {
      const plain = requirePlain(escalation, path);
      check.somebody(plain, path);
      return validateFields(plain, escalationArguments, (key) => `${path}.${key}`);
    }),
  ),
};

const slaShapes: ShapesOf<Sla> = shapesOf(slaFields);

export interface SlaSpec {
  /** What the user calls it: "sla" or "approvals[1].sla". */
  readonly path: string;
  /** What the gate record says of it, whom it is escalated to apart. */
  readonly times: pulumi.Input<Omit<SlaRecord, "escalation">>;
  readonly escalation?: Validated<typeof escalationArguments>;
}

/** The argument of a gate, and of an approval among others. */
export const slaArgument = optional(
  record(slaShapes, (sla: Sla, path): SlaSpec => {
    const valid = validateFields(requirePlain(sla, path), slaFields, (key) => `${path}.${key}`);
    const { escalation, ...times } = valid;
    return { path, times: whenKnown(times as Times, (known) => compared(known, path)), escalation };
  }),
);

type Times = pulumi.Input<
  Omit<SlaRecord, "escalation" | "remindAfterMinutes"> &
    Partial<Pick<SlaRecord, "remindAfterMinutes">>
>;

/** What was left out in a language without `undefined` stays out of the record. */
function compared(
  { respondWithinMinutes, remindAfterMinutes, businessHours }: pulumi.Unwrap<Times>,
  path: string,
): Omit<SlaRecord, "escalation"> {
  const half = [Math.floor(respondWithinMinutes / 2)];
  const times = { respondWithinMinutes, remindAfterMinutes: remindAfterMinutes ?? half };
  check.reminders(times, path);
  return given(businessHours) ? { ...times, businessHours } : times;
}

/** What stands beside the SLA: a hub, Slack where somebody is told there, and a timeout that is longer. */
export function besideOthers(
  sla: SlaSpec,
  others: {
    readonly inHub: boolean;
    readonly inSlack: boolean;
    readonly slackPath: string;
    readonly timeoutInMinutes: pulumi.Input<number> | undefined;
    readonly timeoutPath: string;
  },
): SlaSpec {
  const { path, escalation, times } = sla;
  if (!others.inHub) check.needsHub(path);
  const inSlack = (["slackChannel", "slackUserIds", "slackUserGroupIds"] as const).find(
    (key) => given(escalation?.[key]) && !isEmptyList(escalation?.[key]),
  );
  if (inSlack !== undefined && !others.inSlack) {
    check.needsSlack(inSlack, `${path}.escalation`, others.slackPath);
  }
  const { timeoutInMinutes, timeoutPath } = others;
  const both = { times, timeout: timeoutInMinutes } as pulumi.Input<{
    times: Omit<SlaRecord, "escalation">;
    timeout?: number;
  }>;
  return {
    ...sla,
    times: whenKnown(both, ({ times: known, timeout }) => {
      check.withinTimeout(known.respondWithinMinutes, timeout, path, timeoutPath);
      return known;
    }),
  };
}
