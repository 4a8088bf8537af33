/** What is to be approved: the versions that CodePipeline names, and what the pipeline says of them. */
import type { ApprovalRequest, Revision } from "../../../domain/types";
import { link, plainLine, plainQuoted } from "./escape";

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

/** One line a revision in plain text, at most `max` characters in all. */
export function revisionLines(revisions: readonly Revision[], max: number): string {
  return fitted(revisions.map(revisionLine), max, "\n", (count) => `and ${count} more`);
}

/** At most 410 characters, so that one always fits. */
function revisionLine({ name, id, summary }: Revision): string {
  const short = plainLine(shortId(id), 100) || "unknown";
  const words = plainLine(messageIn(summary ?? ""), 200);
  return `• ${plainLine(name, 100) || "source"}: ${short}${words && ` – ${words}`}`;
}

/** Where the revisions can be looked at; each link shows where it leads. */
export function revisionLinks(revisions: readonly Revision[], max: number): string | undefined {
  const links = revisions.map(({ url }) => url && link(url, 500)).filter((one) => !!one);
  if (links.length === 0) return undefined;
  return fitted(links as string[], max, "\n", (count) => `and ${count} more`);
}

/** `Source 4f2c1d9a`: the first revision in so few words that two requests can be told apart. */
export function shortVersion(revisions: readonly Revision[]): string | undefined {
  if (revisions.length === 0) return undefined;
  const [{ name, id }] = revisions;
  const more = revisions.length > 1 ? ` and ${revisions.length - 1} more` : "";
  const short = plainLine(shortId(id), 40) || "unknown";
  return `${plainLine(name, 60) || "source"} ${short}${more}`;
}

/** The first characters of an execution's id, by which the console's list shows it too. */
export function shortExecution(pipelineExecutionId: string | undefined): string | undefined {
  return plainLine(pipelineExecutionId ?? "", 100).slice(0, 8) || undefined;
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
  const said = plainQuoted(customData ?? "", max);
  return said.trim() === ">" ? undefined : said;
}
