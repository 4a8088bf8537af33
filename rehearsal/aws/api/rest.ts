/** REST requests: members that stand in the path, the query string and the headers. */
import type { Model, Shape } from "./model";
import { scalar } from "./query";
import type { ApiRequest } from "./request";

/** A time is a number of seconds; HTTP and ISO 8601 write it as a text. */
function valueOf(shape: Shape, text: string | null | undefined): unknown {
  if (text === null || text === undefined) return text;
  if (shape.type === "list") return text.split(",").map((item) => item.trim());
  if (shape.type !== "timestamp") return scalar(shape, text);
  const time = Date.parse(text);
  return Number.isNaN(time) ? text : time / 1000;
}

/**
 * The input of an operation. What stands in the path is given, for each operation has a path of its
 * own; a body belongs to the operation, which has another code for one that it cannot read.
 */
export function readRest(
  model: Model,
  operation: string,
  { url, headers }: Pick<ApiRequest, "url" | "headers">,
  path: Readonly<Record<string, string>>,
): object {
  const query = new URLSearchParams(url.split("?")[1]);
  const { locations = {}, members = {} } = model.shapes[model.inputs[operation]];
  return Object.fromEntries(
    Object.entries(locations).map(([member, location]) => {
      const [where, name] = location.split(" ");
      if (where === "uri") return [member, path[name]];
      if (where === "headers") return [member, withPrefix(headers, name)];
      const text = where === "header" ? headers[name.toLowerCase()] : query.get(name);
      return [member, valueOf(model.shapes[members[member]], text)];
    }),
  );
}

/** Headers that begin with a text, by what follows it. */
function withPrefix(headers: ApiRequest["headers"], prefix: string): object | undefined {
  const found = Object.entries(headers).filter(([name]) => name.startsWith(prefix));
  if (found.length === 0) return undefined;
  return Object.fromEntries(found.map(([name, value]) => [name.slice(prefix.length), value]));
}
