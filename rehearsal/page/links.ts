/** Links that a page may offer: those that lead to a web page, and not into the browser itself. */

/** The link, if it is one over http or https. */
export function webLink(link: string | undefined): string | undefined {
  if (link === undefined) return undefined;
  const { protocol } = URL.parse(link) ?? {};
  return protocol === "http:" || protocol === "https:" ? link : undefined;
}
