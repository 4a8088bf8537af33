/** The dialogs in which a person confirms: Approve may have a comment, Reject must have a reason. */
import { slackId, slackIdLetters } from "../../../../contract/patterns";
import type { ModalView } from "@slack/types";
import { namesOfAction } from "../../../../contract/records";
import * as v from "valibot";
import { MalformedError } from "../../../domain/errors";
import { longestReason, shortestReason } from "../../../domain/reason";
import type { DecisionResult } from "../../../domain/types";
import { actionSchema, tokenSchema, type ButtonLabel, type ButtonTarget } from "./button";
import { plainLine } from "./escape";

export const dialogId = "decision";
/** `block_id` and `action_id` of the one input. */
export const reasonId = "reason";

export interface DialogTarget extends ButtonTarget {
  /** Where the message with the button is. */
  readonly channel: string;
  readonly messageTs: string;
}

/** A message may have been forwarded into a conversation of two. */
const channelOrDirect = new RegExp(`^${slackId(`${slackIdLetters.channel}D`, "1,63")}$`);

const schema = v.strictObject({
  r: v.picklist(["Approved", "Rejected"]),
  a: actionSchema,
  t: tokenSchema,
  c: v.pipe(v.string(), v.regex(channelOrDirect)),
  m: v.pipe(v.string(), v.regex(/^\d{1,20}\.\d{1,20}$/)),
});

const words = {
  Approved: {
    title: "Approve",
    submit: "Approve",
    label: "Comment",
    question: "This lets the pipeline go on.",
    hint: "It stays in the pipeline's history.",
  },
  Rejected: {
    title: "Reject",
    submit: "Reject",
    label: "Reason",
    question: "This stops the pipeline at this stage.",
    hint: `At least ${shortestReason} characters. It stays in the pipeline's history.`,
  },
} as const;

/** The dialog for a decision about one request. */
export function decisionDialog(
  result: DecisionResult,
  target: DialogTarget & ButtonLabel,
): ModalView {
  const { title, submit, label, question, hint } = words[result];
  const plain = (text: string) => ({ type: "plain_text" as const, text, emoji: false });
  const { pipelineName, stageName, actionName } = namesOfAction(target.action);
  return {
    type: "modal",
    callback_id: dialogId,
    private_metadata: JSON.stringify({
      r: result,
      a: target.action,
      t: target.token,
      c: target.channel,
      m: target.messageTs,
    }),
    title: plain(title),
    submit: plain(submit),
    close: plain("Cancel"),
    blocks: [
      {
        type: "section",
        text: plain(
          [
            `${plainLine(`${stageName} / ${actionName}`, 300)} of pipeline ${plainLine(pipelineName, 200)}`,
            ...labelled("Version", target.version),
            ...labelled("Execution", target.execution),
            question,
          ].join("\n"),
        ),
      },
      {
        type: "input",
        block_id: reasonId,
        optional: result === "Approved",
        label: plain(label),
        hint: plain(hint),
        element: {
          type: "plain_text_input",
          action_id: reasonId,
          multiline: true,
          max_length: longestReason,
          ...(result === "Rejected" ? { min_length: shortestReason } : {}),
        },
      },
    ],
  };
}

function labelled(label: string, value: string | undefined): string[] {
  const said = plainLine(value ?? "", 200);
  return said === "" ? [] : [`${label}: ${said}`];
}

/** Reads `private_metadata` back. */
export function readTarget(metadata: string): DialogTarget & { result: DecisionResult } {
  let content: unknown;
  try {
    content = JSON.parse(metadata);
  } catch {
    throw new MalformedError("The dialog's private_metadata is not JSON.");
  }
  const parsed = v.safeParse(schema, content);
  if (!parsed.success) throw new MalformedError("The dialog's private_metadata names no request.");
  const { r, a, t, c, m } = parsed.output;
  return { result: r, action: a, token: t, channel: c, messageTs: m };
}
