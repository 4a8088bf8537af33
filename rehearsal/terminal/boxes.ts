/** One stage as a box of lines. A box with a pending approval has double borders. */
import type { Colors } from "picocolors/types";
import { glyph, paint, type State } from "../screen/marks";
import { clean, columns, duration, fit, pad, shortId } from "../screen/text";
import type { ActionView, StageView } from "../screen/view";

export interface Box {
  /** Columns, borders included. */
  readonly width: number;
  /** The lines inside. */
  readonly body: readonly string[];
  /** The whole box, with room for at least `height` lines inside. */
  draw(height: number): string[];
}

interface Border {
  readonly corners: readonly [string, string, string, string];
  readonly across: string;
  readonly down: string;
}

const single: Border = { corners: ["╭", "╮", "╰", "╯"], across: "─", down: "│" };
const double: Border = { corners: ["╔", "╗", "╚", "╝"], across: "═", down: "║" };

const narrowest = 12;
const widest = 44;
/** Columns of the two borders with a space on either side. */
const frame = 4;

interface Line {
  readonly text: string;
  readonly state: State;
}

/** Builds the box of a stage, at most `room` columns wide. */
export function stageBox(stage: StageView, room: number, colours: Colors, now: Date): Box {
  const lines = [
    ...stage.groups.flatMap((group, index) => groupLines(group, index > 0, now)),
    ...stage.inbound.map((id): Line => ({ text: `⇢ ${shortId(id)} waits`, state: "InProgress" })),
  ];
  const name = `${glyph(stage.state)} ${clean(stage.name)}`;
  const execution = stage.executionId ? shortId(stage.executionId) : "";
  const wanted = Math.max(narrowest, ...lines.map((l) => columns(l.text)), columns(name) + 2);
  const inner = Math.min(wanted, widest, room - frame);
  const border = stage.state === "Waiting" ? double : single;
  const edge = (text: string): string => paint(colours, stage.state, text);
  const body = lines.map((l) => pad(paint(colours, l.state, fit(l.text, inner)), inner));
  return {
    width: inner + frame,
    body,
    draw: (height) => {
      const [topLeft, topRight, bottomLeft, bottomRight] = border.corners;
      const across = (label: string): string => pad(label, inner + 1, border.across);
      const heading = ` ${fit(name, inner - 1)} `;
      const below = execution === "" ? "" : ` ${fit(execution, inner - 1)} `;
      const filled = [...body, ...Array(Math.max(0, height - body.length)).fill(pad("", inner))];
      return [
        edge(topLeft + border.across) +
          title(colours, stage.state, heading) +
          edge(across("").slice(columns(heading)) + topRight),
        ...filled.map((text) => `${edge(border.down)} ${text} ${edge(border.down)}`),
        edge(bottomLeft + border.across + across(below) + bottomRight),
      ];
    },
  };
}

function title(colours: Colors, state: State, text: string): string {
  const painted = paint(colours, state, text);
  return state === "NotRun" ? painted : colours.bold(painted);
}

/** Parallel actions stand in one bracket; an arrow leads from each group to the next. */
function groupLines(group: readonly ActionView[], follows: boolean, now: Date): Line[] {
  const lines = group.map((action, index) => {
    const bracket = group.length === 1 ? "" : `${bracketAt(index, group.length)} `;
    return { text: bracket + actionText(action, now), state: action.state };
  });
  return follows ? [{ text: "↓", state: "NotRun" }, ...lines] : lines;
}

function bracketAt(index: number, count: number): string {
  if (index === 0) return "┌";
  return index === count - 1 ? "└" : "├";
}

/** An action in one piece: mark, name, and the time left if it waits for a person. */
function actionText(action: ActionView, now: Date): string {
  const left = action.expires ? ` ${duration(action.expires.getTime() - now.getTime())} left` : "";
  return `${glyph(action.state)} ${clean(action.name)}${left}`;
}
