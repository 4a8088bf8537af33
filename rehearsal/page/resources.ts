/** What the program made, by the component that made it. */
import type { RegisteredResource } from "../aws/account/types";
import type { ResourceGroup } from "./types";

const stackType = "pulumi:pulumi:Stack";

const keyOf = ({ type, name }: Pick<RegisteredResource, "type" | "name">): string =>
  `${type}::${name}`;

/** The program's own resources first, then a group for each outermost component. */
export function resourceGroups(
  resources: readonly RegisteredResource[],
  project: string,
): ResourceGroup[] {
  const all = new Map(resources.map((one) => [keyOf(one), one]));
  const groups = new Map<string, ResourceGroup>([["", { name: project, resources: [] }]]);
  for (const resource of resources) {
    if (resource.type === stackType) continue;
    const outermost = ancestor(resource, all);
    if (outermost === undefined && !resource.custom) {
      // A remote component is known after what it made.
      const key = keyOf(resource);
      if (!groups.has(key)) groups.set(key, groupOf(resource));
      continue;
    }
    if (!resource.custom) continue;
    const key = outermost === undefined ? "" : keyOf(outermost);
    const group = groups.get(key) ?? groupOf(outermost!);
    const { type, name, id } = resource;
    groups.set(key, { ...group, resources: [...group.resources, { type, name, id }] });
  }
  return [...groups.values()].filter((group) => group.resources.length > 0);
}

function groupOf({ type, name }: RegisteredResource): ResourceGroup {
  return { name, type, resources: [] };
}

/** The component that no other component made, if it made this resource at any remove. */
function ancestor(
  resource: RegisteredResource,
  all: ReadonlyMap<string, RegisteredResource>,
): RegisteredResource | undefined {
  let outermost: RegisteredResource | undefined;
  const seen = new Set<RegisteredResource>();
  for (let one = resource; one.parent !== undefined && !seen.has(one);) {
    seen.add(one);
    const parent = all.get(keyOf(one.parent));
    if (parent === undefined) break;
    // A bucket may be the parent of its policy: that makes no group.
    if (!parent.custom) outermost = parent;
    one = parent;
  }
  return outermost;
}
