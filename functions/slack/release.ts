/** What is to be approved: the versions that CodePipeline names, and what the pipeline says of them. */
import type { ApprovalRequest, Revision } from "../domain/types";
import { cutLine, link, quoted } from "./escape";

/** As many items as fit into `max` characters; the rest is counted. */
export function fitted(
  items: readonly string[],
  max: number,
  separator: string,
  restOf: (count: number) => string,
): string {
  const whole = items.join(separator);
  if (whole.length <= max) return whole;
  let kept = restOf(items.length);
  for (let taken = 1; taken < items.length; taken += 1) {
    const some = [...items.slice(0, taken), restOf(items.length - taken)].join(separator);
    if (some.length > max) break;
    kept = some;
  }
  return kept;
}

/** One line a revision, at most `max` characters in all. */
export function revisionLines(revisions: readonly Revision[], max: number): string {
  return fitted(revisions.map(revisionLine), max, "\n", (count) => `and ${count} more`);
}

/** At most 810 characters, so that one always fits. */
function revisionLine({ name, id, summary, url }: Revision): string {
  const short = cutLine(shortId(id), 100) || "unknown";
  const shown = (url && link(url, 500, short)) || short;
  const words = cutLine(messageIn(summary ?? ""), 200);
  return `• ${cutLine(name, 100) || "source"}: ${shown}${words && ` – ${words}`}`;
}

/** A commit is known by its first characters; other versions are shown whole. */
function shortId(id: string): string {
  return /^[0-9a-f]{40,64}$/.test(id) ? id.slice(0, 8) : id;
}

/** A source behind a connection gives `{"ProviderType":"GitHub","CommitMessage":"…"}`. */
function messageIn(summary: string): string {
  if (!summary.startsWith("{")) return firstLine(summary);
  try {
    const { CommitMessage: message } = JSON.parse(summary) as { CommitMessage?: unknown };
    return firstLine(typeof message === "string" ? message : summary);
  } catch {
    return firstLine(summary);
  }
}

/** The subject of a commit message. */
function firstLine(text: string): string {
  return text.trim().split(/[\r\n]/, 1)[0];
}

/** customData, as a quotation; undefined where it says nothing. */
export function customDataLines(
  { customData }: Pick<ApprovalRequest, "customData">,
  max: number,
): string | undefined {
  const said = quoted(customData ?? "", max);
  return said.trim() === ">" ? undefined : said;
}

/** externalEntityLink: whatever is no address of the web is no more than a quotation. */
export function externalLink(url: string, max: number): string {
  return link(url, max) ?? quoted(url, Math.min(max, 1000));
}
