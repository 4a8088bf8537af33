/** Words for moments, spans of time, ARNs and links. Pure. */

const minute = 60_000;

/**
 * `2026-11-23 04:47 UTC`, as the terminal, Slack's messages and the log of what happened word it.
 *
 * @param {string | number} when ISO 8601 or milliseconds
 */
export function at(when) {
  const date = new Date(when);
  if (Number.isNaN(date.getTime())) return String(when);
  return `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/**
 * `6 d 23 h left`, or `expired`.
 *
 * @param {number} now milliseconds
 * @param {string} expires
 */
export function left(now, expires) {
  const minutes = Math.floor((Date.parse(expires) - now) / minute);
  if (Number.isNaN(minutes)) return "";
  if (minutes < 0) return "expired";
  return minutes === 0 ? "less than a minute left" : `${span(minutes)} left`;
}

/**
 * The two largest units.
 *
 * @param {number} minutes
 */
export function span(minutes) {
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const rest = minutes % 60;
  if (days > 0) return hours > 0 ? `${days} d ${hours} h` : `${days} d`;
  if (hours > 0) return rest > 0 ? `${hours} h ${rest} min` : `${hours} h`;
  return `${rest} min`;
}

/**
 * Seconds as the two largest units, `45 s` below a minute.
 *
 * @param {number} seconds
 */
export function duration(seconds) {
  return seconds < 60 ? `${Math.round(seconds)} s` : span(Math.round(seconds / 60));
}

/**
 * Minutes to just past the next expiry, or nothing where nothing waits.
 *
 * @param {number} now milliseconds
 * @param {readonly { expires: string }[]} approvals
 */
export function minutesPastNextExpiry(now, approvals) {
  const moments = approvals.map(({ expires }) => Date.parse(expires)).filter(Number.isFinite);
  if (moments.length === 0) return undefined;
  return Math.max(1, Math.floor((Math.min(...moments) - now) / minute) + 1);
}

/**
 * Where a name may be broken: between its words, before it is broken in the middle of one.
 *
 * @param {string} name
 */
export function wordsOf(name) {
  return name.split(/(?<=[\p{Ll}\d])(?=\p{Lu})|(?<=[-_/.:@])(?=[^-_/.:@])/u);
}

/** @param {string} id */
export function shortId(id) {
  return id.slice(0, 8);
}

/**
 * The name at the end of an ARN: `user/ann` is `ann`, `assumed-role/hub-role/U1-ann` is
 * `hub-role as U1-ann`. Whatever else it is stays as it is.
 *
 * @param {string} arn
 */
export function nameOf(arn) {
  if (!arn.startsWith("arn:")) return arn;
  const resource = arn.split(":").slice(5).join(":");
  const [kind, ...rest] = resource.split("/");
  if (kind === "user") return rest.at(-1) ?? arn;
  if (kind === "assumed-role") return rest.length > 1 ? `${rest[0]} as ${rest[1]}` : rest.join("/");
  return resource === "" ? arn : resource;
}

/**
 * Text in pieces: plain ones, and links that begin with http:// or https://.
 *
 * @param {string} text
 * @returns {{ text: string, href?: string }[]}
 */
export function withLinks(text) {
  /** @type {{ text: string, href?: string }[]} */
  const pieces = [];
  let end = 0;
  for (const found of text.matchAll(/https?:\/\/[^\s<>"'`]+/g)) {
    // What ends the sentence is not part of the address.
    const href = found[0].replace(/(?<![.,;:!?)\]}])[.,;:!?)\]}]+$/, "");
    if (safeLink(href) === undefined) continue;
    if (found.index > end) pieces.push({ text: text.slice(end, found.index) });
    pieces.push({ text: href, href });
    end = found.index + href.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end) });
  return pieces;
}

/**
 * The address where it is a web page's, and nothing where it could be anything else.
 *
 * @param {string | undefined} href
 */
export function safeLink(href) {
  if (href === undefined || !URL.canParse(href)) return undefined;
  return ["http:", "https:"].includes(new URL(href).protocol) ? href : undefined;
}

/** Controls that a text needs none of, and the marks that turn the direction of text round. */
const steering =
  // eslint's no-control-regex guards against accidents; here control characters are the purpose.
  new RegExp(
    "[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f" +
      "\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]",
    "g",
  );

/**
 * A text of others with what would make it look like another text shown as a question mark in a
 * box: a name that reads backwards must not pass for the name that it shows.
 *
 * @param {string} text
 */
export function visible(text) {
  return text.replace(/\r\n?/g, "\n").replace(steering, "\ufffd");
}

/**
 * A reason as a sentence of its own, where the verdict stands before it already.
 *
 * @param {string} reason for example `Denied: no policy allows this.`
 */
export function reasonOnly(reason) {
  const rest = reason.replace(/^(Allowed|Denied): /, "");
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}
