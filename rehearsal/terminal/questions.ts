/** The rehearsal with a person at the terminal: who are you, approve or reject, why; what next. */
import type { Colors } from "picocolors/types";
import type { Rehearsal } from "../session";
import { approvalCard, type PendingApproval } from "../screen/card";
import { askDecision } from "./ask-decision";
import { askNext } from "./ask-next";
import type { Asking, Kept, Outcome } from "./asking";
import type { HeldOutput } from "./held-output";
import { createPrompts, type KeyInput, type TextOutput, UnansweredError } from "./prompts";
import { snapshotOf } from "../screen/snapshot";
import { patience, StuckError, waitUntilIdle } from "./wait-until-idle";

export interface QuestionsOptions {
  readonly input: KeyInput;
  readonly output: TextOutput;
  /** Where lines go that are told meanwhile. */
  readonly lines: HeldOutput;
  readonly colours: Colors;
  /** Aborted when the process is asked to end. */
  readonly stop: AbortSignal;
  /** Milliseconds of real time without movement. Defaults to a minute. */
  readonly patience?: number;
}

/** How the questions ended: on request, also by Ctrl-D or a closed input, or by Ctrl-C. */
export type QuestionsEnd = "stopped" | "interrupted";

/** Asks until somebody stops, the input ends, or `stop` is aborted. */
export async function askQuestions(
  rehearsal: Rehearsal,
  options: QuestionsOptions,
): Promise<QuestionsEnd> {
  const { lines, stop } = options;
  const asking = { rehearsal, prompts: createPrompts(options), tell: lines.tell, stop };
  try {
    await askUntilStopped(asking, options);
    return "stopped";
  } catch (error) {
    if (!(error instanceof UnansweredError)) throw error;
    return error.why === "interrupted" ? "interrupted" : "stopped";
  }
}

async function askUntilStopped(asking: Asking, options: QuestionsOptions): Promise<void> {
  const { rehearsal, stop } = asking;
  const kept: Kept = { profile: undefined };
  const later = new Set<string>();
  let shown: string | undefined;
  for (;;) {
    await untilIdle(asking, options.patience ?? patience);
    if (stop.aborted) return;
    const { approvals } = snapshotOf(rehearsal);
    const approval = approvals.find(({ request }) => !later.has(request.token));
    let outcome: Outcome;
    if (approval === undefined) {
      outcome = await askNext(asking, later);
      shown = undefined;
    } else {
      const { token } = approval.request;
      if (token !== shown) showCard(approval, approvals, asking, options);
      shown = token;
      outcome = await askDecision(asking, approval, kept);
      if (outcome === "later") later.add(token);
    }
    if (outcome === "stop") return;
  }
}

async function untilIdle({ rehearsal, tell, stop }: Asking, limit: number): Promise<void> {
  try {
    await waitUntilIdle(rehearsal.account, limit, stop);
  } catch (error) {
    if (!(error instanceof StuckError)) throw error;
    tell(error.message);
  }
}

function showCard(
  approval: PendingApproval,
  approvals: readonly PendingApproval[],
  { rehearsal: { clock, folder }, tell }: Asking,
  { output: { columns: width = 80 }, colours }: QuestionsOptions,
): void {
  const place = { number: approvals.indexOf(approval) + 1, of: approvals.length };
  tell("");
  for (const line of approvalCard(approval, place, { width, colours, now: clock.now(), folder })) {
    tell(line);
  }
}
