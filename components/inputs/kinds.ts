/** The kinds that an argument can be of: its shape, and how a value of it is validated. */
import * as pulumi from "@pulumi/pulumi";
import type { Shape, Shapes } from "./argument-shape";
import { redactIfSecret, validate, validateTrimmed } from "./inputs";
import { type InputList, validateList } from "./lists";
import { boolean as isBoolean, type Check } from "./model/checks";
import { type Tags, validateTags } from "./tags";

/** `Received` is what a component gets, `Valid` what it goes on with: checked, now or when it resolves. */
export interface Kind<S extends Shape, Received, Valid = Received> {
  readonly shape: S;
  readonly validate: (value: Received, path: string) => Valid;
}

type Scalar<S extends Shape, T> = Kind<S, pulumi.Input<T>>;

export const string = (check: Check<string>): Scalar<"string", string> => ({
  shape: "string",
  validate: (value, path) => validate(value, path, check),
});

/** A text such as a line of a file: white space at its ends is none of it. */
export const trimmed = (check: Check<string>): Scalar<"string", string> => ({
  shape: "string",
  validate: (value, path) => validateTrimmed(value, path, check),
});

export const number = (check: Check<number>): Scalar<"number", number> => ({
  shape: "number",
  validate: (value, path) => validate(value, path, check),
});

export const boolean: Scalar<"boolean", boolean> = {
  shape: "boolean",
  validate: (value, path) => validate(value, path, isBoolean),
};

/** A list in which nothing stands twice: two elements of one `identity` are the same. */
export const listOf = <S extends Shape, T>(
  element: Kind<S, pulumi.Input<T>>,
  identity?: (element: unknown) => string,
): Kind<{ readonly listOf: S }, InputList<T>, InputList<T>> => ({
  shape: { listOf: element.shape },
  // A list that is given stays given.
  validate: (list, path) => validateList(list, path, element.validate, identity) as InputList<T>,
});

/** The same list, which `judge` reads as a whole: now, or when it resolves. */
export const judged = <L extends Shape, T>(
  list: Kind<L, InputList<T>>,
  judge: Check<readonly unknown[]>,
): Kind<L, InputList<T>> => ({
  shape: list.shape,
  validate: (value, path) => {
    const valid = list.validate(value, path);
    if (Array.isArray(valid)) {
      judge(valid, path);
      return valid;
    }
    const output = pulumi.output(valid);
    return output.apply((known) =>
      redactIfSecret(output, () => {
        judge(known as readonly unknown[], path);
        return known;
      }),
    ) as pulumi.Output<pulumi.Input<T>[]>;
  },
});

/** A record of named fields, which its subject validates as a whole. */
export const record = <F extends Shapes, Received, Valid>(
  shapes: F,
  validateRecord: (value: Received, path: string) => Valid,
): Kind<{ readonly record: F }, Received, Valid> => ({
  shape: { record: shapes },
  validate: validateRecord,
});

export const tags: Kind<"map", Tags> = {
  shape: "map",
  // Tags that are given stay given.
  validate: (value, path) => validateTags(value, path) as Tags,
};
