/** Draws a pipeline: stages as boxes in as few rows as fit, or one line a stage. */
import type { Colors } from "picocolors/types";
import { actionText, stageBox, type Box } from "./boxes";
import { glyph, paint, type State } from "./marks";
import { clean, columns, fit, pad, shortId } from "./text";
import type { ExecutionView, PipelineView, StageView } from "./view";

export interface Look {
  /** Columns of the terminal. */
  readonly width: number;
  readonly colours: Colors;
  readonly now: Date;
  /** One line a stage, for a terminal with too few rows. */
  readonly compact?: boolean;
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
    ...(look.compact ? compactStages(view, width, look) : boxedStages(view, width, look)),
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

function compactStages(view: PipelineView, width: number, look: Look): string[] {
  const widest = Math.max(0, ...view.stages.map((stage) => columns(stage.name)));
  const nameWidth = Math.min(widest, Math.floor(width / 3));
  return view.stages.map((stage) => compactStage(stage, nameWidth, width, look));
}

function compactStage(stage: StageView, nameWidth: number, width: number, look: Look): string {
  const head = `${pad(glyph(stage.state), 2)} ${pad(fit(clean(stage.name), nameWidth), nameWidth)}  `;
  const inbound = stage.inbound.map((id) => `⇢ ${shortId(id)} waits`);
  const actions = stage.groups.map((group) =>
    group.map((action) => actionText(action, look.now)).join(" ∥ "),
  );
  const rest = [actions.join(" → "), ...inbound].join("  ");
  const line = margin + head + fit(rest, width - columns(margin + head));
  const painted = paint(look.colours, stage.state, line);
  return stage.state === "Waiting" ? look.colours.bold(painted) : painted;
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
