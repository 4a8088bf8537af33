/** Slack's markup as text. Slack API documentation, "Formatting text for app surfaces". */
import type { Workspace } from "./types";

/** Stand where a reference was, while the rest is read; Unicode keeps these for private use. */
const [open, close] = ["\uE000", "\uE001"];

/** Lines of an mrkdwn text: references become names, marks go, entities become characters. */
export function shownText(text: string, names: Workspace): string[] {
  const references: string[] = [];
  const marked = text.replace(/[\uE000\uE001]/g, "").replace(/<([^<>\n]+)>/g, (_, inside) => {
    references.push(reference(String(inside), names));
    return `${open}${references.length - 1}${close}`;
  });
  return marked
    .split("\n")
    .map((line) =>
      plain(line).replace(/\uE000(\d+)\uE001/g, (_, index) => references[Number(index)]),
    );
}

/** One line without marks. A quotation is known by its sign; in inline code a mark is no mark. */
function plain(line: string): string {
  const [, sign = "", rest] = /^((?:&gt;|>)\s?)?(.*)$/.exec(line)!;
  const unmarked = rest
    .split(/(?<![\p{L}\p{N}`])`(?=\S)([^`]+)(?<=\S)`(?![\p{L}\p{N}`])/u)
    .map((part, index) => (index % 2 === 1 ? part : withoutMarks(part)))
    .join("");
  return `${sign === "" ? "" : "> "}${characters(unmarked)}`;
}

function withoutMarks(text: string): string {
  return text.replace(mark("\\*"), "$1$2").replace(mark("_"), "$1$2").replace(mark("~"), "$1$2");
}

/** Marks count at the edge of words only. */
function mark(sign: string): RegExp {
  const edge = "[\\p{L}\\p{N}]";
  return new RegExp(
    `(^|(?!${edge}|${sign}).)${sign}(?=\\S)((?:(?!${sign}).)+?)(?<=\\S)${sign}(?!${edge}|${sign})`,
    "gu",
  );
}

/** The three entities that Slack knows. */
export function characters(text: string): string {
  return text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
}

/** What a reference shows. */
export interface Reference {
  readonly text: string;
  /** Where a link leads. */
  readonly address?: string;
  /** True for a person, a group, a channel or a call to everybody. */
  readonly isMention: boolean;
}

/** What stands between `<` and `>`: a person, a group, a channel, a date, a call or a link. */
export function readReference(inside: string, names: Workspace): Reference {
  const bar = inside.indexOf("|");
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? undefined : characters(inside.slice(bar + 1));
  const mention = mentioned(target, label, names);
  if (mention !== undefined) return { text: mention, isMention: true };
  if (target.startsWith("!date^")) return { text: date(target, label), isMention: false };
  const address = characters(target);
  const text = label ?? address.replace(/^mailto:/, "");
  return { text, address, isMention: false };
}

function mentioned(
  target: string,
  label: string | undefined,
  names: Workspace,
): string | undefined {
  const id = /^(?:[@#]|!subteam\^)(.+)$/.exec(target)?.[1] ?? "";
  if (target.startsWith("@")) return `@${names.users[id] ?? label ?? id}`;
  if (target.startsWith("#")) return `#${names.channels[id] ?? label ?? id}`;
  if (target.startsWith("!subteam^")) return names.userGroups[id] ? handle(id, names) : `@${id}`;
  return target.startsWith("!") && !target.startsWith("!date^") ? `@${target.slice(1)}` : undefined;
}

/** A reference in a line of text: a link's address stands behind its label. */
function reference(inside: string, names: Workspace): string {
  const { text, address } = readReference(inside, names);
  const shown = address?.replace(/^mailto:/, "");
  return shown === undefined || shown === text ? text : `${text} (${shown})`;
}

function handle(id: string, { userGroups }: Workspace): string {
  return `@${userGroups[id].handle.replace(/^@/, "")}`;
}

/**
 * `<!date^SECONDS^FORMAT^LINK|FALLBACK>` in UTC; a format that is not known shows the fallback. Slack
 * words a day as its reader has chosen; every reader of the rehearsal has chosen one style.
 */
function date(target: string, fallback = ""): string {
  const [, seconds, format = ""] = target.split("^");
  const at = new Date(Number(seconds) * 1000);
  if (!/^\d+$/.test(seconds) || Number.isNaN(at.getTime())) return fallback;
  const iso = at.toISOString();
  const day = iso.slice(0, 10);
  const parts: Readonly<Record<string, string>> = {
    date_num: day,
    ...{ date: day, date_short: day, date_long: day },
    ...{ date_pretty: day, date_short_pretty: day, date_long_pretty: day },
    time: `${iso.slice(11, 16)} UTC`,
    time_secs: `${iso.slice(11, 19)} UTC`,
  };
  const tokens = [...format.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  if (!tokens.every((name) => Object.hasOwn(parts, name))) return fallback;
  return format.replace(/\{(\w+)\}/g, (_, name) => parts[String(name)]);
}
