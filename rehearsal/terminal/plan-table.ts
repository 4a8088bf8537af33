/** The plan of a rehearsal as a table: one line an action or rule, and what nothing is known of. */
import stringWidth from "string-width";
import type { PlannedAction } from "../aws/account/plan";
import { clean } from "../screen/text";
import { remedy } from "../settings/paste";

const head = ["ACTION", "PROVIDER", "HERE IT IS", "RIGHTS THAT ARE CHECKED"];

export function planLines(plan: readonly PlannedAction[]): string[] {
  const several = new Set(plan.map(({ pipelineName }) => pipelineName)).size > 1;
  const rows = plan.map((action) => [
    clean(
      [...(several ? [action.pipelineName] : []), action.stageName, action.actionName].join(" / "),
    ),
    clean(action.provider),
    action.happens,
    clean(rightsOf(action)),
  ]);
  const widths = head.map((_, n) => Math.max(...[head, ...rows].map((row) => stringWidth(row[n]))));
  const line = (row: readonly string[]): string =>
    `  ${row.map((cell, n) => cell + " ".repeat(widths[n] - stringWidth(cell))).join("  ")}`.trimEnd();
  return [line(head), ...rows.map(line), ...notes(plan)];
}

function rightsOf({ happens, rights, unknownRole }: PlannedAction): string {
  if (unknownRole !== undefined) return "none: its role is not known here";
  const asked = rights.join(", ");
  if (happens === "decided by you") return ["of whoever decides", asked].filter(Boolean).join(", ");
  return asked || "none";
}

/** What somebody should know before the run: a gap that is not told would be taken for a pass. */
function notes(plan: readonly PlannedAction[]): string[] {
  const roles = Object.assign({}, ...plan.map(({ unknownRole }) => unknownRole)) as object;
  const names = Object.keys(roles);
  const noProvider = plan.some(({ happens }) => happens === "not known: pretended");
  return [
    ...(names.length > 0
      ? [
          `  Not known here: ${clean(names.join(", "))}. What is done with ${names.length === 1 ? "this role" : "these roles"} is ` +
            `pretended, and no right is checked. To have them checked:`,
          ...remedy("exists", { roles }, {}, false)
            .split("\n")
            .map((line) => `  ${clean(line)}`),
        ]
      : []),
    ...(noProvider
      ? [
          "  Not known: CodePipeline has no such provider in that category, as far as this rehearsal " +
            "knows. AWS refuses the pipeline if there is none; here the action succeeds and does nothing.",
        ]
      : []),
  ];
}
