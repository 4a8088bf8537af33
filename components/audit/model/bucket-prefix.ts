/** What the name of a bucket begins with, of what S3 takes of the name of a child. */

/** Provider's documentation of `bucketPrefix`: at most so many, and 26 characters of its own behind them. */
const longest = 37;

export function bucketPrefix(child: string): string {
  const safe = child
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, "-")
    .replace(/^-/, "");
  return `${safe.slice(0, longest - 1).replace(/-$/, "")}-`;
}
