/** Which customer's key a store is told to use. */
import { MissingError } from "../../settings/missing";
import { arn, find, type Context } from "../account/context";
import type { RegisteredResource } from "../account/types";

const keyType = "aws:kms/key:Key";
export const aliasType = "aws:kms/alias:Alias";

/** `alias/NAME`, of that or of an alias's ARN. */
export const aliasIn = (key: string): string | undefined => /(?:^|:)(alias\/.+)$/.exec(key)?.[1];

/** The default keys of AWS's services, and no key at all. */
const isDefault = (key: string | undefined): key is undefined | "" =>
  key === undefined || key === "" || /^alias\/aws\//.test(aliasIn(key) ?? "");

/** ARN of a key that is named by ARN, id or alias; undefined for a service's default key. */
export function keyArn(context: Context, key: string | undefined): string | undefined {
  if (isDefault(key)) return undefined;
  const alias = aliasIn(key);
  if (alias !== undefined) {
    const found = find(context, [aliasType], "name", alias);
    return keyArn(context, found?.inputs.targetKeyId);
  }
  return key.startsWith("arn:") ? key : arn(context, "kms", `key/${key}`);
}

type Known = Pick<Context, "resources">;

export const findAlias = (context: Known, name: string): RegisteredResource | undefined =>
  find(context, [aliasType], "name", aliasIn(name) ?? "");

/** By id, ARN or alias. */
export function findKey(context: Known, key: string): RegisteredResource | undefined {
  const id = aliasIn(key) === undefined ? key : findAlias(context, key)?.state.targetKeyId;
  return find(context, [keyType], id?.startsWith("arn:") === true ? "arn" : "keyId", id);
}

/** Refuses a key that is neither the program's nor said to be there. */
export function needKey(key: string | undefined, context: Known): void {
  if (!isDefault(key) && findKey(context, key) === undefined) throw missingKey(key, context);
}

/** An alias that is there may be one of a key that is not. */
export function missingKey(key: string, context: Known): MissingError {
  const alias = aliasIn(key);
  const target = alias && findAlias(context, alias)?.state.targetKeyId;
  return new MissingError(
    {
      code: "NotFoundException",
      message: `${alias === undefined ? "Key" : "Alias"} ${key} is not found: neither the program makes it, nor is it said to be there.`,
      status: 400,
    },
    "exists",
    { keys: { [target ?? key]: {} } },
  );
}
