/** REST requests: members that stand in the path, the query string and the headers. */
import type { Model } from "./model";
import type { ApiRequest } from "./request";

/**
 * The input of an operation. What stands in the path is given, for each operation has a path of its
 * own; a body belongs to the operation, which has another code for one that it cannot read.
 */
export function readRest(
  model: Model,
  operation: string,
  { url, headers }: ApiRequest,
  path: Readonly<Record<string, string>>,
): object {
  const query = new URLSearchParams(url.split("?")[1]);
  const { locations = {} } = model.shapes[model.inputs[operation]];
  return Object.fromEntries(
    Object.entries(locations).map(([member, location]) => {
      const [where, name] = location.split(" ");
      if (where === "uri") return [member, path[name]];
      return [member, where === "header" ? headers[name.toLowerCase()] : query.get(name)];
    }),
  );
}
