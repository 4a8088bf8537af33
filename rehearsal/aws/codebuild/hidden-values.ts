/** Values that no log may show. */

/** CodeBuild hides AWS access key IDs beside what comes from stores of secrets. */
const accessKeyId = /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g;

/** Hides each value that was added, as CodeBuild does: with three stars. */
export class HiddenValues {
  private values: readonly string[] = [];

  /** A value of several lines is logged line by line; a line of `{` alone tells nothing. */
  add(value: string): void {
    const telling = value.split(/\r?\n/).filter((line) => /[\p{L}\p{N}]/u.test(line));
    const lines = [value, ...telling].filter((line) => line.trim() !== "");
    // The longest first, so that none is left in pieces.
    this.values = [...new Set([...this.values, ...lines])].sort((a, b) => b.length - a.length);
  }

  hide(text: string): string {
    let hidden = text;
    for (const value of this.values) hidden = hidden.replaceAll(value, "***");
    return hidden.replace(accessKeyId, "***");
  }
}
