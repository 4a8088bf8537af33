/** What the parsers of a buildspec's parts share: kinds of YAML values, keys, and the refusal. */
import { ServiceError } from "../../errors";

/** What changes nothing on this machine, or what CodeBuild does beside the build itself. */
const ignorable = new Set(["batch", "reports", "cache", "proxy", "run-as", "runtime-versions"]);

/** Answers the keys that are left out; throws at one that CodeBuild or the rehearsal does not know. */
export function checkKeys(
  value: Record<string, unknown>,
  at: string,
  known: readonly string[],
): string[] {
  const others = Object.keys(value).filter((key) => !known.includes(key));
  for (const key of others) {
    if (ignorable.has(key)) continue;
    throw wrong(
      `${at}${key} is not rehearsed. Known here: ${known.map((k) => at + k).join(", ")}.`,
    );
  }
  return others.map((key) => at + key);
}

export function mapping(value: unknown, at: string): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw wrong(`${at} must be a mapping, got: ${JSON.stringify(value)}.`);
}

/** A list of texts. CodeBuild takes a single text for a list of one. */
export function texts(value: unknown, at: string): string[] {
  const list = typeof value === "string" ? [value] : value;
  if (!Array.isArray(list)) throw wrong(`${at} must be a list, got: ${JSON.stringify(value)}.`);
  const odd: unknown = list.find((item) => typeof item !== "string");
  if (odd === undefined) return list;
  throw wrong(
    `${at} holds ${JSON.stringify(odd)}, which is no text. Put the line in quotes: YAML reads ` +
      '"a: b" as a mapping.',
  );
}

export const isVariableName = (name: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);

export function needName(name: string, at: string): void {
  if (isVariableName(name)) return;
  throw wrong(`${at} holds "${name}", which is no name of an environment variable.`);
}

/** CodeBuild's own code for a buildspec that it cannot take. */
export function wrong(reason: string): ServiceError {
  return new ServiceError("YAML_FILE_ERROR", `The buildspec cannot be read. ${reason}`);
}
