/** The tags of a component. */
import type * as pulumi from "@pulumi/pulumi";
import { isTagValue, tagRecord, tagValue } from "./model/tag-checks";
import { needValue } from "./model/records";
import { validate, given, isUnresolved, whenKnown } from "./inputs";

export type Tags = pulumi.Input<Record<string, pulumi.Input<string>>>;

/**
 * A record that is written out is judged at once, and each value that is to come when it resolves, under
 * its key. Of a record that is to come, the keys may be secret too: its errors name none outside of
 * what was got.
 */
export function validateTags(tags: Tags | null | undefined, path = "tags"): Tags | undefined {
  if (!given(tags)) return undefined;
  if (isUnresolved(tags)) {
    return whenKnown<Record<string, pulumi.Input<string>>, typeof tags>(tags, (resolved) => {
      tagRecord(resolved, path);
      for (const [key, value] of Object.entries(resolved)) {
        if (isTagValue(value)) tagValue(value, path, key);
      }
      return resolved as unknown as typeof tags;
    }) as Tags;
  }
  tagRecord(tags, path);
  const entries = Object.entries(tags as Record<string, pulumi.Input<string>>);
  return Object.fromEntries(
    entries.map(([key, value]) => [
      key,
      given(value)
        ? validate(value, `${path}[${JSON.stringify(key)}]`, (one, at) => {
            needValue(one, at);
            tagValue(one, at);
          })
        : value,
    ]),
  );
}
