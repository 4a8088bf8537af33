/** What a gate's function has answered. Whatever is not exactly an approval or a rejection leaves it to people. */
import * as v from "valibot";
import { isBlank, longestReason, reasonProblem } from "../reason";
import { oneLine, shorten } from "../text";

const decisions = ["approve", "reject", "ask"] as const;

/** Decides the request, or leaves it to people. */
export type AutomaticAnswer =
  AutomaticResult | { readonly decision: "ask"; readonly reason: string };

export interface AutomaticResult {
  readonly decision: "approve" | "reject";
  readonly reason: string;
}

/** Bytes: a decision and a reason need no more. */
const longestAnswer = 6 * 1024;

/** As the function writes it. */
export const answerSchema = v.object({
  decision: v.pipe(
    v.picklist(decisions),
    v.description(
      "approve and reject decide the request; ask leaves it to people, as every other answer does.",
    ),
  ),
  reason: v.optional(
    v.pipe(
      v.string(),
      v.description(
        "Why. Of approve it is not blank, of reject it has at least 10 characters; after 400 it is cut.",
      ),
    ),
  ),
});

export const ask = (reason: string): AutomaticAnswer => ({
  decision: "ask",
  reason: tidy(reason),
});

/** Strict: one object with these members, and no other value for either. */
const strict = v.strictObject(answerSchema.entries);

export function readAnswer(payload: Uint8Array): AutomaticAnswer {
  if (payload.byteLength > longestAnswer) return ask("its answer is too long");
  const parsed = v.safeParse(strict, valueOf(payload));
  if (!parsed.success) return ask("its answer is no decision");
  const { decision } = parsed.output;
  const reason = tidy(parsed.output.reason ?? "");
  switch (decision) {
    case "ask":
      return ask(isBlank(reason) ? "it gave no reason" : reason);
    case "approve":
      return isBlank(reason) ? ask("it approved without a reason") : { decision, reason };
    case "reject":
      return reasonProblem("Rejected", reason) === undefined
        ? { decision, reason }
        : ask("it rejected with a reason that is too short");
  }
}

const tidy = (reason: string): string => shorten(oneLine(reason), longestReason);

/** Undefined for what is no JSON in UTF-8. */
function valueOf(payload: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(payload));
  } catch {
    return undefined;
  }
}
