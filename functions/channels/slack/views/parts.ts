/** Parts of messages: what is ours may be formatted, what others wrote is shown as they wrote it. */
import type { KnownBlock } from "@slack/types";
import { utc } from "../../../domain/moment";
import type { ApprovalRequest } from "../../../domain/types";
import { plainLine, verbatimLine } from "./escape";

export type Section = Extract<KnownBlock, { type: "section" }>;

/** What says which action a message is about. */
export type Place = Pick<ApprovalRequest, "pipelineName" | "stageName" | "actionName" | "region">;

/** Slack API documentation, "Header block". */
export const longestHeader = 150;

export const plain = (text: string) => ({ type: "plain_text" as const, text, emoji: false });
/** Verbatim: Slack makes no links and no mentions of its own out of words. */
export const mrkdwn = (text: string) => ({ type: "mrkdwn" as const, text, verbatim: true });

export function section(text: string): Section {
  return { type: "section", text: mrkdwn(text) };
}

/** What others wrote, as they wrote it: Slack sees no formatting, link or mention in plain_text. */
export function literal(text: string): Section {
  return { type: "section", text: plain(text) };
}

/** A title of ours, and what belongs under it. */
export function titled(title: string, content: Section): Section[] {
  return [section(`*${title}*`), content];
}

/** A message without its blocks: for notifications, and for those who cannot see them. */
export function fallbackText(
  says: string,
  { pipelineName, stageName, actionName }: Pick<Place, "pipelineName" | "stageName" | "actionName">,
): string {
  const name = (text: string): string => verbatimLine(text, 150);
  const where = `${name(stageName)} / ${name(actionName)} of ${name(pipelineName)}`;
  return `${verbatimLine(says, 500)}: ${where}`;
}

/** `Approval needed: STAGE / ACTION`. */
export function titleBlock(
  title: string,
  { stageName, actionName }: Pick<Place, "stageName" | "actionName">,
): KnownBlock {
  const text = plainLine(`${title}: ${stageName} / ${actionName}`, longestHeader);
  return { type: "header", text: plain(text) };
}

/** CodePipeline's names have at most 100 characters; `_`, which is one of them, is markup of Slack's. */
export function placeBlock(
  { pipelineName, stageName, actionName, region }: Omit<Place, "region"> & { region?: string },
  more: Readonly<Record<string, string>> = {},
): Section {
  const all = {
    ...{ Pipeline: pipelineName, Stage: stageName, Action: actionName },
    ...(region === undefined ? {} : { Region: region }),
    ...more,
  };
  // Slack API documentation, "Section block": at most ten fields, two in a row.
  const fields = Object.entries(all).flatMap(([label, value]) => [
    mrkdwn(`*${label}*`),
    plain(plainLine(value, 150)),
  ]);
  return { type: "section", fields };
}

/** A moment that Slack shows in each reader's own time zone; the rest is for those who cannot. */
export function slackDate(iso: string): string {
  const seconds = Math.floor(Date.parse(iso) / 1000);
  return `<!date^${seconds}^{date_short_pretty} {time}|${utc(iso)}>`;
}
