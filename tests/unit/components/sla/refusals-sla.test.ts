import * as pulumi from "@pulumi/pulumi";
import { ApprovalHub, MultiApprovalStage, type SlaArgs } from "../../../../index";
import { connection, gateWith, inSlack } from "../../../support/components";
import { type Refused, refuses } from "../../../support/refusal-table";

const { reminderRoleArn: _, ...withoutReminders } = connection;
const valid: SlaArgs = { respondWithinMinutes: 60 };
const gate =
  (sla: object, more: object = {}) =>
  () =>
    gateWith({ hub: connection, sla: { ...valid, ...sla }, ...more });
const hours = (change: object) =>
  gate({
    businessHours: { timeZone: "Europe/Berlin", hours: { monday: "09:00-17:00" }, ...change },
  });
/** The same, where the minutes resolve later. */
const later = (within: number, more: object = {}) =>
  gate({ respondWithinMinutes: pulumi.output(within).apply((n) => Promise.resolve(n)) }, more);

const rows: Refused[] = [
  {
    title: "without a hub",
    plain: [
      () => gateWith({ sla: valid }),
      () => gateWith({ sla: valid, hub: undefined, slack: { ...inSlack } }),
    ],
    path: "sla",
    reason:
      "`sla` must stand beside `hub`, got no `hub`: a hub is what reminds. Give `hub` the connection of an " +
      "ApprovalHub with `reminders: true`, or leave it out.",
  },
  {
    title: "beside a hub that reminds nobody",
    plain: () => gateWith({ sla: valid, hub: withoutReminders as typeof connection }),
    path: "sla",
    reason:
      "`sla` must stand beside the connection of an ApprovalHub with `reminders: true`, got one without: nobody " +
      "would be reminded. Give `reminders: true` to the ApprovalHub and deploy that first, or leave `sla` out.",
  },
  {
    title: "as long as the timeout",
    plain: gate({}, { timeoutInMinutes: 60 }),
    later: later(60, { timeoutInMinutes: 60 }),
    path: "sla.respondWithinMinutes",
    reason:
      "`sla.respondWithinMinutes` must be less than `timeoutInMinutes`, which is 60, got: 60: the request would " +
      "expire before anybody is told. Shorten it, or give a longer `timeoutInMinutes`.",
  },
  {
    title: "as long as CodePipeline's own timeout",
    plain: gate({ respondWithinMinutes: 10_080 }),
    path: "sla.respondWithinMinutes",
    reason:
      "`sla.respondWithinMinutes` must be less than CodePipeline's own timeout, 10080 minutes, got: 10080: the " +
      "request would expire before anybody is told. Shorten it, or give a longer `timeoutInMinutes`.",
  },
  {
    title: "with a reminder as late as its end",
    plain: gate({ remindAfterMinutes: [10, 60] }),
    path: "sla.remindAfterMinutes[1]",
    reason:
      "`sla.remindAfterMinutes[1]` must be less than `sla.respondWithinMinutes`, which is 60, got: 60. Remind " +
      "earlier, or take it off the list: at 60 minutes everybody is told anyway.",
  },
  {
    title: "with reminders in another order",
    plain: gate({ remindAfterMinutes: [30, 20] }),
    path: "sla.remindAfterMinutes[1]",
    reason:
      "`sla.remindAfterMinutes[1]` must be more than the 30 before it, got: 20. Put the minutes into ascending " +
      "order, each once.",
  },
  {
    title: "of four minutes",
    plain: gate({ respondWithinMinutes: 4 }),
    path: "sla.respondWithinMinutes",
    reason:
      "`sla.respondWithinMinutes` must be a whole number of minutes between 5 and 80000, got: 4. Choose a number " +
      "in that range or leave it out for the default.",
  },
  {
    title: "with a time zone that nobody knows",
    plain: hours({ timeZone: "Europe/Munich" }),
    path: "sla.businessHours.timeZone",
    reason:
      "`sla.businessHours.timeZone` must be the name of a time zone in the IANA database, like Europe/Berlin, or " +
      'UTC, got: "Europe/Munich". Correct it: an offset or an abbreviation does not say when clocks change.',
  },
  {
    title: "with a week in which no day is open",
    plain: hours({ hours: {} }),
    path: "sla.businessHours.hours",
    reason:
      "`sla.businessHours.hours` must have at least one day that is open, got none: no minute would ever count. " +
      "Give the hours of a day, like monday: 09:00-17:30, or leave `businessHours` out to count every minute.",
  },
  {
    title: "with hours that end before they begin",
    plain: hours({ hours: { friday: "17:00-09:00" } }),
    path: "sla.businessHours.hours.friday",
    reason:
      "`sla.businessHours.hours.friday` must be hours of one day as HH:MM-HH:MM, the second later than the first, " +
      'like 09:00-17:30 or 00:00-24:00, got: "17:00-09:00". Correct it, or leave it out where the day is closed.',
  },
  {
    title: "with a holiday that no calendar has",
    plain: hours({ holidays: ["2026-12-25", "2026-02-29"] }),
    path: "sla.businessHours.holidays[1]",
    reason:
      "`sla.businessHours.holidays[1]` must be a date as YYYY-MM-DD, like 2026-12-25, got: " +
      '"2026-02-29". Correct it, or take it off the list.',
  },
  {
    title: "that is escalated to nobody",
    plain: [gate({ escalation: {} }), gate({ escalation: { emails: [] } })],
    path: "sla.escalation",
    reason:
      "`sla.escalation` must name somebody, got nobody. Give `emails`, `topicArn`, `slackChannel`, " +
      "`slackUserIds` or `slackUserGroupIds`, or leave it out.",
  },
  {
    title: "that is escalated in Slack where the request is not",
    plain: gate({ escalation: { slackChannel: "C0LEADS" } }),
    path: "sla.escalation.slackChannel",
    reason:
      "`sla.escalation.slackChannel` must stand beside `slack`, got no `slack`: the request is not in Slack. " +
      "Give `slack`, or use `emails` or `topicArn` instead.",
  },
  {
    title: "that is escalated to a topic of another Region",
    later: gate({ escalation: { topicArn: "arn:aws:sns:us-east-1:111122223333:leads" } }),
    path: "sla.escalation.topicArn",
    reason:
      "`sla.escalation.topicArn` must be in the pipeline's Region, eu-west-1, got: " +
      "arn:aws:sns:us-east-1:111122223333:leads in us-east-1. Use a topic in that Region, leave it out to have " +
      "one made, or set `region` if the pipeline is elsewhere.",
  },
  {
    title: "in an approval of a stage, by its own path",
    plain: () =>
      new MultiApprovalStage("review", {
        pipelineName: "orders",
        hub: connection,
        approvals: [{ name: "qa", sla: { respondWithinMinutes: 60, remindAfterMinutes: [70] } }],
        emails: ["qa@example.com"],
      }),
    path: "approvals[0].sla.remindAfterMinutes[0]",
    reason:
      "`approvals[0].sla.remindAfterMinutes[0]` must be less than `approvals[0].sla.respondWithinMinutes`, which " +
      "is 60, got: 70. Remind earlier, or take it off the list: at 60 minutes everybody is told anyway.",
  },
];

describe("An SLA is refused", () => refuses(rows));

describe("A hub without reminders", () =>
  refuses([
    {
      title: "takes no role for the function that reminds",
      plain: () =>
        new ApprovalHub("hub", {
          functionRoles: { reminderRoleArn: "arn:aws:iam::111122223333:role/reminder" },
        }),
      path: "functionRoles.reminderRoleArn",
      reason:
        "`functionRoles.reminderRoleArn` must stand beside `reminders: true`, got no `reminders`: there is no " +
        "function for it. Give `reminders: true`, or leave `functionRoles.reminderRoleArn` out.",
    },
  ]));
