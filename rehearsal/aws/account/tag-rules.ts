/** Which tags AWS takes. */
import { ServiceError } from "../../errors";
import type { TagRule } from "./resource-type";
import type { Registration } from "./types";

/** Tags of a resource, characters of a key and of a value (Tagging AWS resources, API models). */
const most = { tags: 50, key: 128, value: 256 };

/** What IAM and CloudWatch Logs take in keys and values; other models name no characters. */
const characters = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
/**
 * Refuses tags that the service refuses. Of keys that begin with `aws:` the provider sends none;
 * they are refused here, because whoever sets them means something that does not come about.
 */
export function needTags(rule: TagRule = {}, { type, inputs }: Registration): void {
  const { tags } = inputs;
  if (tags === null || typeof tags !== "object" || Array.isArray(tags)) return;
  const wrong = wrongIn(rule, tags);
  if (wrong === undefined) return;
  const { code = "ValidationException" } = rule;
  throw new ServiceError(code, `The tags of ${inputs.name ?? type} are not valid: ${wrong}`);
}

function wrongIn(rule: TagRule, tags: Record<string, unknown>): string | undefined {
  const keys = Object.keys(tags);
  if (keys.length > most.tags) return `there may be ${most.tags} at most, got ${keys.length}.`;
  for (const [key, given] of Object.entries(tags)) {
    const value = String(given);
    if (key === "") return "a key has at least 1 character.";
    if (/^aws:/i.test(key)) return `keys that begin with aws: are AWS's own, got: ${key}`;
    if (key.length > most.key) return `a key has ${most.key} characters at most, got: ${key}`;
    if (value.length > most.value) {
      return `a value has ${most.value} characters at most, got ${value.length} of ${key}.`;
    }
    const odd = rule.strict && [key, value].find((text) => !characters.test(text));
    if (odd) return `keys and values match ${characters.source}, got: ${odd}`;
  }
  if (!rule.caseless) return undefined;
  // IAM User Guide: "tag keys are not case sensitive".
  const folded = new Set(keys.map((key) => key.toLowerCase()));
  return folded.size < keys.length
    ? `keys that differ only in case are the same, got: ${keys}`
    : undefined;
}
