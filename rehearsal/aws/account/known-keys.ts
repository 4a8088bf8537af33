/** Every KMS key that a program names is its own, or said to be there: nobody could tell what another may be used for. */
import { needKey } from "../kms";
import type { Context } from "./context";
import { resourceTypeOf } from "./registry";
import type { Registration } from "./types";

/** Inputs that name a key, of types that say nothing else of it; `*` is each of a list. */
const more: Readonly<Record<string, string>> = {
  "aws:codepipeline/pipeline:Pipeline": "artifactStores.*.encryptionKey.id",
  "aws:codebuild/project:Project": "encryptionKey",
  "aws:kms/alias:Alias": "targetKeyId",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration":
    "rules.*.applyServerSideEncryptionByDefault.kmsMasterKeyId",
};

export function needKnownKeys(
  registration: Registration,
  context: Pick<Context, "resources">,
): void {
  const { type, inputs } = registration;
  const input = resourceTypeOf(type)?.key?.input ?? (Object.hasOwn(more, type) ? more[type] : "");
  for (const key of valuesAt(inputs, input.split("."))) {
    if (typeof key === "string") needKey(key, context);
  }
}

function valuesAt(value: any, [name, ...rest]: string[]): unknown[] {
  if (name === undefined) return [value];
  if (name === "*") return Array.isArray(value) ? value.flatMap((one) => valuesAt(one, rest)) : [];
  return valuesAt(value?.[name], rest);
}
