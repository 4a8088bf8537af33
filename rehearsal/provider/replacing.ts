/** What a change does to a resource: which inputs differ, and whether it needs a new one. */
import { isDeepStrictEqual } from "node:util";
import { resourceTypeOf } from "../aws/account/registry";
import { nameInput } from "./names";
import { comparable, holdsUnknown, type Properties } from "./values";

export interface Difference {
  /** Inputs that differ. */
  readonly changed: readonly string[];
  /** Those of them that need a new resource. */
  readonly replaces: readonly string[];
  /** True where the old resource must go first, because the new one has its name or is the same attachment. */
  readonly deleteBeforeReplace: boolean;
}

/**
 * What changes between the inputs of a resource and new ones. A resource that names no Region is in
 * the provider's, and cannot move.
 */
export function difference(
  type: string,
  before: Properties,
  after: Properties,
  region: string,
): Difference {
  const [olds, news] = [before, after].map((inputs) => ({ region, ...comparable(inputs) }));
  const names = [...new Set([...Object.keys(olds), ...Object.keys(news)])];
  const changed = names
    .filter((name) => !name.startsWith("__"))
    .filter((name) => holdsUnknown(news[name]) || !isDeepStrictEqual(olds[name], news[name]));
  const { replaces: bound = [], deleteBeforeReplace: isFirst } = resourceTypeOf(type) ?? {};
  const replaces = changed.filter((name) => bound === "all" || [...bound, "region"].includes(name));
  const deleteBeforeReplace = isFirst === true || keepsGivenName(type, olds, news);
  return { changed, replaces, deleteBeforeReplace };
}

/** A name that the program gave itself, and gives again, cannot be had twice. */
function keepsGivenName(type: string, olds: Properties, news: Properties): boolean {
  const input = nameInput(type);
  if (input === undefined || news[input] === undefined) return false;
  const chosen: readonly string[] = news.__defaults ?? [];
  return !chosen.includes(input) && isDeepStrictEqual(olds[input], news[input]);
}
