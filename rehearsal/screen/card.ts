/** A pending approval with all that a person needs to decide it, as lines of text. */
import * as path from "node:path";
import type { Colors } from "picocolors/types";
import type { Delivery } from "../aws/sns/index";
import type { ApprovalRequest } from "../aws/codepipeline/index";
import { type AutomaticAnswer, answerText } from "./automatic";
import { allowedNames, type Person } from "./people";
import type { RequestMessage, SlackUser } from "./slack-driver";
import { clean, cleanLines, duration, fit, moment, pad, shortId, wrap } from "./text";

/** One pending request with what surrounds it. */
export interface PendingApproval {
  readonly request: ApprovalRequest;
  readonly people: readonly Person[];
  /** What the notification of this request became. */
  readonly deliveries: readonly Delivery[];
  /** Its message in Slack, and everybody there, where it is shown in Slack. */
  readonly slack?: { readonly message: RequestMessage; readonly users: readonly SlackUser[] };
  /** Why it was left to people, where something was asked before they were. */
  readonly left?: AutomaticAnswer;
}

export interface CardLook {
  readonly width: number;
  readonly colours: Colors;
  readonly now: Date;
  /** Files are named from here. */
  readonly folder: string;
}

/** Which of several this one is. */
export interface CardPlace {
  readonly number: number;
  readonly of: number;
}

const margin = "  ";
const labelWidth = 12;
/** No text of others may push the rest off the screen. */
const longestText = 8;

/**
 * The deliveries of a request's notification: those of the first message on its topic since the
 * request was made. A topic may serve many gates, and a message does not name its request.
 */
export function deliveriesOf(request: ApprovalRequest, all: readonly Delivery[]): Delivery[] {
  const since = all.filter(
    (delivery) =>
      delivery.subscription.topicArn === request.notificationArn &&
      delivery.at >= request.requestedAt,
  );
  return since.filter((delivery) => delivery.messageId === since[0].messageId);
}

/** The card of one pending approval. */
export function approvalCard(
  approval: PendingApproval,
  place: CardPlace,
  look: CardLook,
): string[] {
  const { request } = approval;
  const { colours } = look;
  // What must be seen before a decision comes last, nearest to the question below.
  const rows: [string, string[]][] = [
    ["Execution", [shortId(request.pipelineExecutionId)]],
    ["Notified", notified(request, approval.deliveries, look.folder)],
    ["Link", request.externalEntityLink === undefined ? [] : [clean(request.externalEntityLink)]],
    ["customData", request.customData === undefined ? [] : cleanLines(request.customData)],
    ["Automatic", approval.left === undefined ? [] : [answerText(approval.left)]],
    ["Expires", [expiry(request, look.now)]],
    ["In Slack", approval.slack === undefined ? [] : [inSlack(approval.slack.users)]],
    ["May decide", [mayDecide(approval.people)]],
  ];
  return [
    colours.yellow(colours.bold(fit(title(request, place), look.width))),
    ...rows.flatMap(([label, texts]) => row(label, texts, look)),
  ];
}

function title(request: ApprovalRequest, place: CardPlace): string {
  const count = place.of > 1 ? ` ${place.number} of ${place.of}` : "";
  const { pipelineName, stageName, actionName } = request;
  return `⏳ Approval${count}: ${clean([pipelineName, stageName, actionName].join(" / "))}`;
}

function row(label: string, texts: readonly string[], look: CardLook): string[] {
  const room = Math.max(20, look.width - margin.length - labelWidth);
  const lines = texts.flatMap((text) => wrap(text, room));
  const shown = lines.length > longestText ? [...lines.slice(0, longestText - 1), "…"] : lines;
  return shown.map(
    (line, index) => margin + look.colours.dim(pad(index === 0 ? label : "", labelWidth)) + line,
  );
}

function expiry({ expires }: ApprovalRequest, now: Date): string {
  return `in ${duration(expires.getTime() - now.getTime())}, at ${moment(expires)}`;
}

function mayDecide(all: readonly Person[]): string {
  const names = allowedNames(all).map(clean);
  return names.length > 0
    ? names.join(", ")
    : "nobody: no policy of the program allows codepipeline:PutApprovalResult on this action";
}

function inSlack(users: readonly SlackUser[]): string {
  const names = users.filter(({ named }) => named).map(({ name }) => clean(name));
  return `${names.join(", ") || "nobody of this workspace"}`;
}

/** Where a request's notification went, and that nobody gets one where there is no topic. */
export function notified(
  { notificationArn }: ApprovalRequest,
  deliveries: readonly Delivery[],
  folder: string,
): string[] {
  if (notificationArn === undefined) return ["nobody: the action has no NotificationArn"];
  if (deliveries.length > 0) return deliveries.map((delivery) => deliveryText(delivery, folder));
  return [clean(`nobody here: the program subscribes nobody to ${notificationArn}`)];
}

/** Where one delivery went; a file by its path from `folder`. */
export function deliveryText({ subscription, status, where, detail }: Delivery, folder: string) {
  const to = `${subscription.protocol} ${subscription.endpoint}`;
  if (status === "Filtered") return clean(`${to}: filtered out`);
  const target = path.isAbsolute(where) ? path.relative(folder, where) : where;
  const trouble = status === "Delivered" ? "" : `: ${status}${detail ? `, ${detail}` : ""}`;
  return clean(`${to} → ${target}${trouble}`);
}
