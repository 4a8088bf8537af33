/** What each state looks like. The glyph alone tells the states apart; colour only helps. */
import type { Colors } from "picocolors/types";

/** The states of actions, stages and executions, in the API's words and three of our own. */
export type State =
  | "Waiting" // the person: an approval is pending
  | "NotRun"
  | "InProgress"
  | "Succeeded"
  | "Failed"
  | "Stopping"
  | "Stopped"
  | "Cancelled"
  | "Superseded"
  | "Skipped"
  | "Abandoned";

interface Look {
  readonly glyph: string;
  readonly colour: "yellow" | "dim" | "cyan" | "green" | "red" | "magenta";
}

const looks: Readonly<Record<State, Look>> = {
  Waiting: { glyph: "⏳", colour: "yellow" },
  NotRun: { glyph: "○", colour: "dim" },
  InProgress: { glyph: "●", colour: "cyan" },
  Succeeded: { glyph: "✓", colour: "green" },
  Failed: { glyph: "✗", colour: "red" },
  Stopping: { glyph: "◌", colour: "magenta" },
  Stopped: { glyph: "■", colour: "magenta" },
  Cancelled: { glyph: "□", colour: "magenta" },
  Superseded: { glyph: "»", colour: "dim" },
  Skipped: { glyph: "↷", colour: "dim" },
  Abandoned: { glyph: "⊘", colour: "magenta" },
};

/** The glyph of a state. */
export function glyph(state: State): string {
  return looks[state].glyph;
}

/** Paints a text in the colour of a state. */
export function paint(colours: Colors, state: State, text: string): string {
  return colours[looks[state].colour](text);
}

/** A status from the API as a state; what the API may add one day shows as in progress. */
export function stateOf(status: string | undefined): State {
  if (status === undefined) return "NotRun";
  return status in looks ? (status as State) : "InProgress";
}
