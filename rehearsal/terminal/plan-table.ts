/** The plan of a rehearsal as a table: one line an action. */
import stringWidth from "string-width";
import type { PlannedAction } from "../aws/account/plan";
import { clean } from "../screen/text";

const head = ["ACTION", "PROVIDER", "HERE IT IS", "RIGHTS THAT ARE CHECKED"];

export function planLines(plan: readonly PlannedAction[]): string[] {
  const several = new Set(plan.map(({ pipelineName }) => pipelineName)).size > 1;
  const rows = plan.map(({ pipelineName, stageName, actionName, provider, happens, rights }) => [
    clean([...(several ? [pipelineName] : []), stageName, actionName].join(" / ")),
    clean(provider),
    happens,
    rights.length > 0 ? rights.join(", ") : rightsOfOthers(happens),
  ]);
  const widths = head.map((_, n) => Math.max(...[head, ...rows].map((row) => stringWidth(row[n]))));
  const line = (row: readonly string[]): string =>
    `  ${row.map((cell, n) => cell + " ".repeat(widths[n] - stringWidth(cell))).join("  ")}`.trimEnd();
  return [line(head), ...rows.map(line)];
}

const rightsOfOthers = (happens: PlannedAction["happens"]): string =>
  happens === "decided by you" ? "of whoever decides" : "none";
