/** What a hub gets that is asked for more than it has by itself. */
import type { ApprovalHubArgs } from "../../../index";
import { topicArn } from "../support/programs";
import { each, withQueues } from "./hub-lines";
import type { Case } from "./types";

/** What a hub gets that measures, whatever asks for it. */
const measured = [
  ...each("create", "Function", "", ["measures"]),
  ...each("create", "LogGroup", "-logs", ["measures"]),
  ...each("create", "MetricAlarm", "-throttles", ["measures"]),
  ...each("create", "MetricAlarm", "-dead-letters-alarm", ["measures"]),
  ...each("create", "Role", "-role", ["measures"]),
  ...each("create", "RolePolicy", "-policy", ["measures"]),
  "create FunctionEventInvokeConfig hub-measures-retries",
  "create MetricAlarm hub-heartbeat",
  "create Queue hub-measures-dead-letters",
  "create QueuePolicy hub-measures-dead-letters-policy",
  ...each("update", "Function", "", ["publisher", "sweep"]),
  "update RolePolicy hub-sweep-policy",
];

export const asked: Case<ApprovalHubArgs>[] = [
  {
    of: "reminders",
    to: { reminders: true },
    expect: [
      ...each("create", "Function", "", ["reminder"]),
      ...each("create", "LogGroup", "-logs", ["reminder"]),
      ...each("create", "MetricAlarm", "-throttles", ["reminder"]),
      ...each("create", "MetricAlarm", "-dead-letters-alarm", ["reminder"]),
      ...each("create", "Role", "-role", ["reminder", "reminders"]),
      ...each("create", "RolePolicy", "-policy", ["reminder", "reminders-role"]),
      "create EventRule hub-requested",
      "create EventTarget hub-requested-target",
      "create FunctionEventInvokeConfig hub-reminder-retries",
      "create Permission hub-requested-permission",
      "create Queue hub-reminder-dead-letters",
      "create QueuePolicy hub-reminder-dead-letters-policy",
      "create ScheduleGroup hub-reminders",
      "update Function hub-sweep",
      "update RolePolicy hub-sweep-policy",
    ],
  },
  {
    of: "audit",
    // A bucket that exists: what is made for a new one stays when it is not wanted any more.
    to: { audit: { bucketName: "company-archive" } },
    expect: [
      "create Alias hub-ledger-key",
      "create BucketObjectv2 hub-ledger-public-key",
      "create EventRule hub-recorded",
      "create EventTarget hub-recorded-target",
      "create Function hub-ledger",
      "create FunctionEventInvokeConfig hub-ledger-retries",
      "create Key hub-ledger-key",
      "create LogGroup hub-ledger-logs",
      "create MetricAlarm hub-ledger-dead-letters-alarm",
      "create MetricAlarm hub-ledger-throttles",
      "create Permission hub-recorded-permission",
      "create Queue hub-ledger-dead-letters",
      "create QueuePolicy hub-ledger-dead-letters-policy",
      "create Role hub-ledger-role",
      "create RolePolicy hub-ledger-policy",
      "create Table hub-ledger",
      ...each("update", "Function", "", ["notifier", "sweep", "watcher"]),
      "update RolePolicy hub-sweep-policy",
    ],
    onlyPreviewed: "The account on this machine has no such bucket.",
  },
  {
    of: "bypassAlerts",
    to: { bypassAlerts: true, alarmTopicArn: topicArn },
    expect: [
      ...each("create", "Function", "", ["bypass"]),
      ...each("create", "LogGroup", "-logs", ["bypass"]),
      ...each("create", "MetricAlarm", "-throttles", ["bypass"]),
      ...each("create", "MetricAlarm", "-dead-letters-alarm", ["bypass"]),
      ...each("create", "Role", "-role", ["bypass"]),
      ...each("create", "RolePolicy", "-policy", ["bypass"]),
      "create EventRule hub-bypassed",
      "create EventTarget hub-bypassed-target",
      "create FunctionEventInvokeConfig hub-bypass-retries",
      "create Permission hub-bypassed-permission",
      "create Queue hub-bypass-dead-letters",
      "create QueuePolicy hub-bypass-dead-letters-policy",
      "create Table hub-bypasses",
      "create Table hub-reviews",
      "update Function hub-sweep",
      "update RolePolicy hub-sweep-policy",
      "update MetricAlarm hub-publisher-delay",
      "update MetricAlarm hub-slack-callback-errors",
      ...each("update", "MetricAlarm", "-dead-letters-alarm", withQueues),
      ...each("update", "MetricAlarm", "-throttles"),
    ],
  },
  { of: "metrics", to: { metrics: true }, expect: measured },
  { of: "metricsByGate", to: { metricsByGate: true }, expect: measured },
  {
    of: "dashboard",
    to: { dashboard: true },
    expect: [...measured, "create Dashboard hub-dashboard"],
  },
  {
    of: "stuckAfterMinutes",
    to: { stuckAfterMinutes: 60 },
    expect: [...measured, "create MetricAlarm hub-stuck"],
  },
];
