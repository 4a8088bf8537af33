/** Checks that systems have in common: words, ids, and fields of their own. */
import { type Check, isRecord, quote, throwInvalid } from "../../inputs/model/checks";
import { oneOf } from "../../inputs/model/choices";

/** A text of a pattern: an id, a key. */
export const shaped =
  (pattern: RegExp, what: string, example: string, remedy: string): Check<string> =>
  (value, path) => {
    if (typeof value === "string" && pattern.test(value)) return;
    throwInvalid(
      path,
      `\`${path}\` must be ${what}, like ${example}, got: ${quote(value)}. ${remedy}`,
    );
  };

export const choice =
  (words: Readonly<Record<string, string>>): Check<string> =>
  (value, path) =>
    oneOf(Object.values(words), value, path, "leave it out for the default");

/** What is written here and must not be: by whom it is, in the words of the system. */
interface FieldRule {
  readonly name: RegExp;
  readonly what: string;
  /** Names of those that the connector fills in itself, or that decide. */
  readonly own: readonly string[];
  readonly remedy: string;
  readonly value: (value: unknown) => string | undefined;
}

/** Fields of a new ticket by their names: none that names its request, says how it stands, or decides. */
export const fields =
  ({ name: pattern, what, own, remedy, value: judge }: FieldRule): Check<object> =>
  (record, path) => {
    if (!isRecord(record)) {
      throwInvalid(
        path,
        `\`${path}\` must be a record of names and values, got: ${quote(record)}. Write it out as { name: "value" }.`,
      );
    }
    for (const [name, value] of Object.entries(record)) {
      const at = `${path}[${JSON.stringify(name)}]`;
      const no = (rule: string, got: string, mend: string): never =>
        throwInvalid(at, `\`${at}\` must ${rule}, got: ${got}. ${mend}`);
      if (!pattern.test(name)) no(`have ${what} as its name`, quote(name), "Correct the name.");
      if (own.includes(name)) no("be a field that the program fills in", quote(name), remedy);
      const rule = judge(value);
      if (rule !== undefined) no(rule, quote(value), "Correct it, or leave it out.");
    }
  };
