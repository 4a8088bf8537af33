/** Draws a pipeline: stages as boxes in as few rows as fit. */
import type { Colors } from "picocolors/types";
import { stageBox, type Box } from "./boxes";
import { glyph, paint, type State } from "../screen/marks";
import { clean, columns, fit, shortId } from "../screen/text";
import type { ExecutionView, PipelineView } from "../screen/view";

export interface Look {
  /** Columns of the terminal. */
  readonly width: number;
  readonly colours: Colors;
  readonly now: Date;
}

/** How many executions are listed under the picture. */
const listedExecutions = 4;
const arrow = "─▶";
const margin = "  ";

/** A pipeline as lines of text, none wider than the terminal. */
export function picture(view: PipelineView, look: Look): string[] {
  const width = Math.max(look.width, 40);
  return [
    title(view, width, look.colours),
    ...boxedStages(view, width, look),
    ...executionLines(view, width, look.colours),
  ];
}

function title(view: PipelineView, width: number, colours: Colors): string {
  const mode = ` ${view.mode}`;
  return colours.bold(fit(clean(view.name), width - columns(mode))) + colours.dim(mode);
}

function boxedStages(view: PipelineView, width: number, look: Look): string[] {
  const inner = width - columns(margin) - columns(arrow);
  const boxes = view.stages.map((stage) => stageBox(stage, inner, look.colours, look.now));
  return rowsOf(boxes, inner).flatMap((row, index) => drawRow(row, index > 0, look.colours));
}

/** Fills each row with as many boxes as it holds. */
function rowsOf(boxes: readonly Box[], width: number): Box[][] {
  const rows: Box[][] = [];
  let used = Infinity;
  for (const box of boxes) {
    const needed = box.width + columns(arrow);
    if (used + needed > width) {
      rows.push([box]);
      used = box.width;
    } else {
      rows[rows.length - 1].push(box);
      used += needed;
    }
  }
  return rows;
}

function drawRow(row: readonly Box[], continues: boolean, colours: Colors): string[] {
  const height = Math.max(...row.map((box) => box.body.length));
  const drawn = row.map((box) => box.draw(height));
  return drawn[0].map((_, line) => {
    // The arrows join the boxes at the line below their names.
    const joint = line === 1 ? colours.dim(arrow) : " ".repeat(columns(arrow));
    const start = line === 1 && continues ? joint : margin;
    return start + drawn.map((lines) => lines[line]).join(joint);
  });
}

function executionLines(view: PipelineView, width: number, colours: Colors): string[] {
  const shown = view.executions.slice(0, listedExecutions);
  const lines = shown.map((execution) => executionLine(execution, width, colours));
  const more = view.executions.length - shown.length;
  return more > 0 ? [...lines, colours.dim(`${margin}and ${more} before`)] : lines;
}

const running: readonly State[] = ["InProgress", "Stopping"];

function executionLine(execution: ExecutionView, width: number, colours: Colors): string {
  const { state } = execution;
  const label = state === "InProgress" ? "in progress" : state.toLowerCase();
  const head = `${glyph(state)} ${shortId(execution.id)} ${label}`;
  const revision = execution.revision ? `  ${clean(execution.revision)}` : "";
  const text = margin + paint(colours, state, head);
  const rest = fit(revision, width - columns(text));
  return text + (running.includes(state) ? rest : colours.dim(rest));
}
