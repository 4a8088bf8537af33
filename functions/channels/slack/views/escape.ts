/** Makes text that a person or a commit wrote harmless in Slack. */
import { oneLine, shorten, visible } from "../../../domain/text";

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

function entitiesIn(text: string): string {
  return text.replace(/[&<>]/g, (character) => entities[character]);
}

/**
 * Slack API documentation, "Escaping text": these three characters begin mentions, links and
 * entities, so that `<!channel>` calls nobody. Controls and what turns the direction of writing are
 * left out.
 */
export function escapeText(text: string): string {
  return entitiesIn(visible(text));
}

/** Escaped and at most `max` characters long, cut between characters and never inside an entity. */
export function cut(text: string, max: number): string {
  return shorten(visible(text), max, entitiesIn);
}

/** The same on one line, so that no line of ours can be forged in it. */
export function cutLine(text: string, max: number): string {
  return cut(oneLine(text), max);
}

/** Slack API documentation, "Formatting text": marks, quotations and emoji by their names. */
const formatting = /[*_~`]|^&gt;|:[^\s:]+:/;

/**
 * For a text that cannot be plain_text, such as the fallback of a message: what others wrote is inline
 * code where Slack would format it, for in that every mark is a character. A backtick would end it.
 */
export function verbatimLine(text: string, max: number): string {
  const line = cutLine(text, max);
  return formatting.test(line) ? `\`${line.replaceAll("`", "'")}\`` : line;
}

/** For plain_text objects, which show entities as they are: nothing is escaped in them. */
export function plainLine(text: string, max: number): string {
  return shorten(oneLine(text), max);
}

/** For plain_text objects: every line is marked as a quotation, so that none passes for one of ours. */
export function plainQuoted(text: string, max: number): string {
  const tidy = visible(text)
    .trim()
    .replace(/\n(?:[^\S\n]*\n){2,}/g, "\n\n");
  const mark = "> ";
  return mark + shorten(tidy, max - mark.length, (part) => part.replaceAll("\n", `\n${mark}`));
}

/** An address as browsers write it, if it is of the web and hides no host behind a user name. */
function webAddress(url: string, protocols: readonly string[]): URL | undefined {
  if (!URL.canParse(url)) return undefined;
  const address = new URL(url);
  const { protocol, username, password } = address;
  return protocols.includes(protocol) && username + password === "" ? address : undefined;
}

/** What a link shows of its address; a longer host would lose its end, which says whose it is. */
const longestShown = 150;
const longestHost = 100;

/**
 * A link that says where it leads. Undefined for what is no address of the web, or makes a link of more
 * than `max` characters.
 */
export function link(url: string, max: number): string | undefined {
  const address = webAddress(url, ["https:", "http:"]);
  if (address === undefined || address.host.length > longestHost) return undefined;
  // `|` and `>` would end the address early.
  const target = entitiesIn(address.href.replace(/[|<>]/g, (one) => encodeURIComponent(one)));
  const where = cutLine(`${address.host}${address.pathname}${address.search}`, longestShown);
  const written = `<${target}|${where}>`;
  return written.length <= max ? written : undefined;
}
