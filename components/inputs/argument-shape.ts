/**
 * What an argument is, however deep: a text, a number, a switch, a list, a record of named fields. The
 * compiler compares the shapes of all arguments with the public interface; programs without types are held
 * to them when they run (shapes.ts).
 */
import type * as pulumi from "@pulumi/pulumi";

/** A record of keys of its own choice, such as tags, which its own check reads. */
type Map = "map";
/** What a hub or a connector puts out as a whole; another version of it may have further keys. */
type Whole = "connection";

/** An argument that another record takes: where it belongs and why. */
export interface Elsewhere {
  readonly belongs: string;
}

export type Shape =
  | "string"
  | "number"
  | "boolean"
  | Map
  | Whole
  | { readonly listOf: Shape }
  | { readonly record: Shapes }
  | Elsewhere;
export type Shapes = { readonly [key: string]: Shape };

type Plain<T> = Exclude<T, Promise<unknown> | pulumi.OutputInstance<unknown> | null | undefined>;
type ShapeOf<T> = [T] extends [string]
  ? "string"
  : [T] extends [number]
    ? "number"
    : [T] extends [boolean]
      ? "boolean"
      : [T] extends [readonly (infer E)[]]
        ? { readonly listOf: ShapeOf<Plain<E>> }
        : string extends keyof T
          ? Map
          : "gatesTableName" extends keyof T
            ? Whole
            : { readonly record: ShapesOf<T> };
/** The shape of every key of T. */
export type ShapesOf<T> = { readonly [K in keyof Required<T>]: ShapeOf<Plain<T[K]>> };
