/** The whole screen as lines: picture, pending approval, what happened, and what can be pressed. */
import * as path from "node:path";
import type { Colors } from "picocolors/types";
import { approvalCard, slackProfile } from "./card";
import type { Dialogue } from "./dialogue";
import { actingProfile, current } from "./keys";
import { maxSummaryLength } from "./decision";
import { picture } from "./picture";
import type { Scene } from "./scene";
import { clean, columns, fit, moment, wrap } from "./text";

export interface ScreenLook {
  readonly width: number;
  readonly rows: number;
  readonly colours: Colors;
  /** The run's folder; files are named from here. */
  readonly folder: string;
  readonly url: string;
  /** Link to the page, where one is served. */
  readonly page?: string;
}

/** How many lines of what happened are shown where there is room, and where there is little. */
const mostNews = 8;
const leastNews = 3;
/** Lines that one piece of news may take. */
const longestNews = 4;

/** Draws a scene; `news` are cleaned lines, newest last. Never more lines than the terminal has. */
export function screen(
  scene: Scene,
  dialogue: Dialogue,
  news: readonly string[],
  look: ScreenLook,
): string[] {
  // One row stays free for the cursor.
  const rows = look.rows - 1;
  const keys = ["", ...dialogueLines(scene, dialogue, look)];
  const card = ["", ...cardLines(scene, dialogue, look)];
  const boxes = pictureLines(scene, look, false);
  const fits = boxes.length + leastNews + 1 + card.length + keys.length <= rows;
  const drawn = fits ? boxes : pictureLines(scene, look, true);
  const left = rows - drawn.length - card.length - keys.length - 1;
  const told = newsLines(news, Math.min(mostNews, left), look);
  const above = [...drawn, ...told, ...card];
  return [...above.slice(0, Math.max(0, rows - keys.length)), ...keys].slice(0, Math.max(1, rows));
}

function pictureLines(scene: Scene, look: ScreenLook, compact: boolean): string[] {
  const { width, colours, url, folder, page } = look;
  const head = [moment(scene.now), url, path.relative(process.cwd(), folder)].join("  ");
  // A link that was cut opens nothing. Where it has no room, it stands above the screen.
  const link = [`Page: ${page}`].filter((line) => page !== undefined && columns(line) <= width);
  const views = scene.pipelines.flatMap((view) =>
    picture(view, { width, colours, now: scene.now, compact }),
  );
  return [...link, colours.dim(fit(head, width)), ...views];
}

/** The newest pieces of news that fit into so many lines. */
function newsLines(news: readonly string[], room: number, look: ScreenLook): string[] {
  const shown: string[] = [];
  for (const piece of news.toReversed()) {
    const lines = wrap(piece, look.width - 4).slice(0, longestNews);
    if (shown.length + lines.length > room) break;
    shown.unshift(...lines.map((line, index) => (index === 0 ? `  ${line}` : `    ${line}`)));
  }
  return shown.length === 0 ? [] : ["", ...shown.map((line) => look.colours.dim(line))];
}

function cardLines(scene: Scene, dialogue: Dialogue, look: ScreenLook): string[] {
  const approval = current(dialogue, scene);
  if (approval === undefined) return [quietText(scene, look)];
  const place = {
    number: scene.approvals.indexOf(approval) + 1,
    of: scene.approvals.length,
    acting: actingProfile(dialogue, approval),
  };
  return approvalCard(approval, place, { ...look, now: scene.now });
}

function quietText(scene: Scene, { colours }: ScreenLook): string {
  if (scene.running.length > 0) return colours.cyan("Running; nothing waits for a person.");
  const newest = scene.pipelines.map((view) => view.executions[0]?.state ?? "NotRun");
  const words = newest.map((state) => (state === "NotRun" ? "not started" : state.toLowerCase()));
  return colours.bold(`Nothing runs. Last execution: ${words.join(", ")}.`);
}

function dialogueLines(scene: Scene, dialogue: Dialogue, look: ScreenLook): string[] {
  const { colours, width } = look;
  const { mode } = dialogue;
  const hint = dialogue.hint === undefined ? [] : [colours.yellow(fit(dialogue.hint, width))];
  switch (mode.kind) {
    case "menu":
      return [...hint, ...keyLines(scene, look)];
    case "choose":
      return [
        ...hint,
        colours.bold(fit(mode.title, width)),
        ...mode.options.map((option, index) => {
          const text = fit(`${index === mode.at ? "❯" : " "} ${index + 1} ${option.label}`, width);
          return index === mode.at ? colours.cyan(text) : text;
        }),
        colours.dim(fit("a number, or ↑ ↓ and enter; esc to leave", width)),
      ];
    case "reason": {
      const verb = mode.status === "Approved" ? "Approve" : "Reject";
      const left = maxSummaryLength - [...mode.text].length;
      const must = mode.status === "Approved" ? "may be empty" : "required";
      const text = wrap(`${clean(mode.text)}▏`, width - 2).slice(-3);
      return [
        ...hint,
        colours.bold(
          fit(`${verb} as ${clean(actorName(scene, mode.profile))}. Reason (${must}):`, width),
        ),
        ...text.map((line) => `  ${line}`),
        colours.dim(fit(`enter to send, esc to leave, ${left} characters left`, width)),
      ];
    }
  }
}

/** The name of a Slack user, or the profile itself. */
function actorName(scene: Scene, profile: string): string {
  const users = scene.approvals.flatMap(({ slack }) => slack?.users ?? []);
  const user = users.find(({ id }) => slackProfile(id) === profile);
  return user === undefined ? profile : `${user.name} in Slack`;
}

/** Only the keys that do something now. */
function keyLines(scene: Scene, { width, colours }: ScreenLook): string[] {
  const several = scene.approvals.length;
  const keys: [string, string, boolean][] = [
    ["a", "approve", several > 0],
    ["r", "reject", several > 0],
    ["p", "person", several > 0],
    [`1..${Math.min(several, 9)}`, "pick approval", several > 1],
    ["c", "command line", several > 0],
    ["l", "look at Slack", scene.hasSlack],
    ["t", "move clock", true],
    ["n", "new commit", true],
    ["f", "let fail", scene.actions.length > 0],
    ["s", "stop", scene.running.length > 0],
    ["y", "retry", scene.failed.length > 0],
    ["q", "quit", true],
  ];
  const lines = [""];
  for (const [key, word] of keys.filter(([, , shown]) => shown)) {
    const item = `${colours.bold(key)} ${colours.dim(word)}`;
    const last = lines[lines.length - 1];
    const longer = last === "" ? item : `${last}  ${item}`;
    if (columns(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(item);
  }
  return lines;
}
