/**
 * A filter that reads a value which is not known yet would pass over an action without a word. So a
 * filter gets an action that notes what was read of it.
 */
import { unknown } from "../engine/plain";

/** Runs a filter; `unread` are the paths that it asked for and that are not known. */
export function watched<T extends object>(
  value: T,
  filter: (value: T) => boolean,
): { readonly chosen: boolean; readonly unread: readonly string[] } {
  const unread = new Set<string>();
  const chosen = filter(watch(value, "", (path) => void unread.add(path)));
  return { chosen, unread: [...unread] };
}

function watch<T extends object>(value: T, path: string, note: (path: string) => void): T {
  return new Proxy(value, {
    get(target, key, receiver) {
      const item: unknown = Reflect.get(target, key, receiver);
      if (typeof key === "symbol") return item;
      const here = path === "" ? key : `${path}.${key}`;
      // A path holds names, one of which may not be known.
      const open = typeof item === "string" ? item.includes(unknown) : Number.isNaN(item);
      if (open) note(here);
      return typeof item === "object" && item !== null ? watch(item, here, note) : item;
    },
  });
}
