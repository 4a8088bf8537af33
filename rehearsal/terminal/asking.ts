/** What the questions share. */
import type { Rehearsal } from "../session";
import type { Prompts } from "./prompts";

/** What the questions are asked about and with. */
export interface Asking {
  readonly rehearsal: Rehearsal;
  readonly prompts: Prompts;
  readonly tell: (line: string) => void;
  readonly stop: AbortSignal;
}

/** The person who was chosen last; stays from one request to the next. */
export interface Kept {
  profile: string | undefined;
}

/** What becomes of the rehearsal after an answer. */
export type Outcome = "goOn" | "later" | "stop";
