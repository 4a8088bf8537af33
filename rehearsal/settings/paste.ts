/** Lines for Pulumi.rehearsal.yaml, to paste below `config:`. */
import { stringify } from "yaml";

/** The key and its value, indented as the file wants it: `  rehearsal:exists:` and what stands below. */
export function pasteable(key: string, value: unknown): string {
  const yaml = stringify({ [`rehearsal:${key}`]: value }, { lineWidth: 0 });
  return yaml
    .trimEnd()
    .split("\n")
    .map((line) => `  ${line}`)
    .join("\n");
}

/** A sentence that ends with what to write. */
export const remedy = (key: string, value: unknown): string =>
  `Write into Pulumi.rehearsal.yaml, below config:\n${pasteable(key, value)}`;

/** The same on one line, for the error of an action and for logs, which have no lines of their own. */
export const remedyLine = (key: string, value: unknown): string => {
  const line = stringify(
    { [`rehearsal:${key}`]: value },
    { collectionStyle: "flow", lineWidth: 0 },
  ).trim();
  return `Write into Pulumi.rehearsal.yaml, below config: ${line.slice(2, -2)}`;
};
