/** Records in a list, which may be an output: the fields of each are checked as they become known. */
import type * as pulumi from "@pulumi/pulumi";
import { type Table, validateFields } from "./fields";
import { isUnresolved, whenKnown } from "./inputs";
import type { Check } from "./model/checks";
import { needRecord } from "./model/records";

/** `judge` reads a record as a whole, before its fields are checked one by one. */
export const element =
  <T extends object, F extends Table>(table: F, judge?: Check<T>) =>
  (value: pulumi.Input<T>, path: string): pulumi.Input<T> => {
    const valid = (known: T): pulumi.Input<T> => {
      needRecord(known, path, Object.keys(table));
      judge?.(known, path);
      return validateFields(known as never, table, (key) => `${path}.${key}`) as pulumi.Input<T>;
    };
    return isUnresolved(value) ? whenKnown(value as pulumi.Input<T>, valid) : valid(value as T);
  };
