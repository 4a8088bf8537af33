/** Values that nothing shows: no log of a build, no page, no report. */

/** AWS access key IDs, which CodeBuild hides in its logs beside what comes from stores of secrets. */
const accessKeyId = /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g;

/** A shorter one, such as `1` or `dev`, keeps no secret, and would be found everywhere. */
const shortestUsual = 4;

/**
 * A shorter one, such as `true`, `5432` or `prod`, is hidden where it stands alone: in the middle of
 * other words and numbers it is more likely theirs.
 */
const longEnough = 8;

interface Hiding {
  /** What is said all the same, for example names of stages. */
  readonly shown?: ReadonlySet<string>;
  /** Characters. Defaults to 4. */
  readonly shortest?: number;
}

/** Hides each value that was added, with three stars. */
export class HiddenValues {
  private readonly values = new Set<string>();
  private parts: (string | RegExp)[] | undefined;

  private readonly shown: ReadonlySet<string>;
  private readonly shortest: number;

  constructor({ shown = new Set(), shortest = shortestUsual }: Hiding = {}) {
    this.shown = shown;
    this.shortest = shortest;
  }

  /** The value, each of its lines, and where it is JSON each text, number and boolean in it. */
  add(value: string): void {
    for (const part of partsOf(value)) {
      if (part.length >= this.shortest && !this.shown.has(part)) this.values.add(part);
    }
    this.parts = undefined;
  }

  hide(text: string): string {
    this.parts ??= inOrder(this.values);
    const hidden = this.parts.reduce<string>((rest, part) => rest.replaceAll(part, "***"), text);
    return hidden.replace(accessKeyId, "***");
  }
}

/** Of how many short values one expression is. One that is too large is quoted in the error that says so. */
const mostTogether = 1000;

/** The longest first, so that none is left in pieces. */
function inOrder(values: ReadonlySet<string>): (string | RegExp)[] {
  const sorted = [...values].sort((a, b) => b.length - a.length);
  const long = sorted.filter(({ length }) => length >= longEnough);
  return [...long, ...runsOf(sorted.slice(long.length)).map(standingAlone)];
}

/** Neighbours of which one expression can be: what bounds them stands in it once, for it costs most. */
function runsOf(values: readonly string[]): string[][] {
  const runs: string[][] = [];
  for (const value of values) {
    const run = runs.at(-1);
    const goesOn = run !== undefined && run.length < mostTogether;
    if (goesOn && String(boundsOf(run[0])) === String(boundsOf(value))) run.push(value);
    else runs.push([value]);
  }
  return runs;
}

/** Only where the value begins or ends with a letter or digit can a word go on. */
function boundsOf(value: string): [before: string, after: string] {
  return [
    /^[\p{L}\p{N}_]/u.test(value) ? "(?<![\\p{L}\\p{N}_])" : "",
    /[\p{L}\p{N}_]$/u.test(value) ? "(?![\\p{L}\\p{N}_])" : "",
  ];
}

function standingAlone(run: readonly string[]): RegExp {
  const [before, after] = boundsOf(run[0]);
  const escaped = run.map((value) => value.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  return new RegExp(`${before}(?:${escaped.join("|")})${after}`, "gu");
}

function partsOf(value: string): string[] {
  return [value, ...leavesOf(value)].flatMap((part) => [part, ...telling(part)]);
}

/** A value of several lines is logged line by line; a line of `{` alone tells nothing. */
function telling(value: string): string[] {
  return value
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => /[\p{L}\p{N}]/u.test(line));
}

function leavesOf(value: string): string[] {
  try {
    return valuesIn(JSON.parse(value));
  } catch {
    return [];
  }
}

function valuesIn(value: unknown): string[] {
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap(valuesIn);
  // JSON may hold JSON as a text.
  if (typeof value === "string") return [value, ...leavesOf(value)];
  return value === null ? [] : [String(value)];
}
