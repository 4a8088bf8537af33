/** Which customer's key a store is told to use. */
import { arn, find, type Context } from "../account/context";

/** ARN of a key that is named by ARN, id or alias; undefined for a service's default key. */
export function keyArn(context: Context, key: string | undefined): string | undefined {
  if (key === undefined || key === "" || /(^|:)alias\/aws\//.test(key)) return undefined;
  const alias = /(?:^|:)(alias\/.+)$/.exec(key)?.[1];
  if (alias !== undefined) {
    const found = find(context, ["aws:kms/alias:Alias"], "name", alias);
    return keyArn(context, found?.inputs.targetKeyId);
  }
  return key.startsWith("arn:") ? key : arn(context, "kms", `key/${key}`);
}
