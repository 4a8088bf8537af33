/** What is said of a request that waits: in numbers for every channel, and in words for e-mail. */
import { openMinutes } from "../../contract/working-time";
import { leftSentence } from "./automatic/left";
import { consoleUrl } from "./console";
import { type Mail, mailSubject } from "./mail";
import { utc } from "./moment";
import type { TimedRequest } from "./sla";
import { oneLine, shorten } from "./text";
import type { GateSettings } from "./types";

/** Those who hear of the gate's requests, or those to whom one is escalated. */
export type Audience = "approvers" | "escalation";

/** A reminder, or the news that nobody has answered in time. */
export interface Notice {
  readonly kind: "remind" | "respond";
  /** Minutes: of working time where the gate has business hours. */
  readonly waited: number;
  readonly within: number;
  readonly isWorkingTime: boolean;
  /** ISO 8601. */
  readonly dueAt: string;
  /** True where others are told when nobody answers in time. */
  readonly escalates: boolean;
  readonly following: Following;
}

interface Following {
  readonly kind: "remind" | "respond" | "expire";
  /** ISO 8601. */
  readonly at: string;
}

export function noticeOf(
  request: TimedRequest,
  step: number,
  { sla: settings }: Pick<GateSettings, "sla">,
  now: Date,
): Notice {
  const { sla, requestedAt, expires } = request;
  const calendar = settings?.businessHours;
  const following = sla.steps[step + 1];
  return {
    kind: sla.steps[step].kind,
    waited: Math.floor(waited(new Date(requestedAt), now, calendar)),
    within: sla.respondWithinMinutes,
    isWorkingTime: calendar !== undefined,
    dueAt: sla.dueAt,
    escalates: settings?.escalation !== undefined,
    // What would come after the end never comes.
    following:
      following !== undefined && following.at < expires
        ? following
        : { kind: "expire", at: expires },
  };
}

/** As the plan is made: every minute counts where the time zone is not known. */
function waited(...[from, to, calendar]: Parameters<typeof openMinutes>): number {
  try {
    return openMinutes(from, to, calendar);
  } catch {
    return openMinutes(from, to);
  }
}

/** `2 h 5 min`. */
export function duration(minutes: number): string {
  const [h, m] = [Math.floor(minutes / 60), minutes % 60];
  return [h > 0 ? `${h} h` : "", m > 0 || h === 0 ? `${m} min` : ""].filter(Boolean).join(" ");
}

/** `It has waited 2 h of 4 h of working time`. */
export function waitedSentence({ waited: so, within, isWorkingTime }: Notice): string {
  const time = isWorkingTime ? " of working time" : "";
  return `It has waited ${duration(so)} of ${duration(within)}${time}`;
}

/** What comes next; `when` writes a moment as the reader's channel does. */
export function nextSentence(
  { following, escalates }: Notice,
  when: (iso: string) => string,
): string {
  const at = when(following.at);
  switch (following.kind) {
    case "remind":
      return `Next: another reminder, ${at}`;
    case "respond":
      return escalates ? `Next: it is escalated, ${at}` : `Next: the time to answer ends, ${at}`;
    case "expire":
      return `Next: it expires, ${at}, and the stage fails`;
  }
}

/** As e-mail, through a topic. */
export function mailOf(
  notice: Notice,
  request: TimedRequest,
  { topicArn }: Pick<GateSettings, "topicArn">,
  to: Audience,
): Mail {
  const { pipelineName, stageName, actionName } = request;
  const isLate = notice.kind === "respond";
  const title =
    to === "escalation" ? "Escalated" : isLate ? "Not answered in time" : "Approval reminder";
  const url = consoleUrl(topicArn, pipelineName);
  const link = request.externalEntityLink;
  const left = leftSentence(request);
  const lines = [
    `An approval request waits in AWS CodePipeline.`,
    "",
    `Pipeline: ${pipelineName}`,
    `Stage:    ${stageName}`,
    `Action:   ${actionName}`,
    ...(request.customData ? [`Says:     ${shorten(oneLine(request.customData), 1000)}`] : []),
    ...(link ? [`Link:     ${shorten(oneLine(link), 1000)}`] : []),
    "",
    `${waitedSentence(notice)}${isLate ? ": nobody has answered in time." : "."}`,
    ...(isLate ? [] : [`It should be answered by ${utc(notice.dueAt)}.`]),
    `${nextSentence(notice, utc)}.`,
    ...(left === undefined ? [] : [left]),
    ...(isLate && notice.escalates && to === "approvers" ? ["Others were told as well."] : []),
    "",
    ...(to === "escalation" ? told : []),
    "Who can decide: whoever IAM or the gate's list in Slack allows to.",
    ...(url === undefined ? [] : [`Decide in the console: ${url}`]),
  ];
  const subject = `${title}: ${stageName} / ${actionName} of ${pipelineName}`;
  return { subject: mailSubject(subject), text: lines.join("\n") };
}

const told = [
  "You are told because this gate names you for requests that nobody answers. Being told gives no",
  "right to decide: ask somebody who may, or decide it yourself if you are one of them.",
];
