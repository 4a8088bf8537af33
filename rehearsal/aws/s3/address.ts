/** Which bucket, object and operation a request is for, in path style or by the host's name. */
import { ServiceError } from "../../errors";
import type { ApiRequest } from "../api/request";
import model from "./api-model.json";

export interface Address {
  readonly bucket?: string;
  readonly key?: string;
}

/** SDKs put the bucket before the name `localhost`, and into the path where the endpoint is an IP address. */
const hostStyle = /^(.+)\.localhost(?::\d+)?$/i;

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new ServiceError("InvalidURI", "Couldn't parse the specified URI.");
  }
}

export function addressOf({ url, headers }: Pick<ApiRequest, "url" | "headers">): Address {
  const path = decoded(url.split("?")[0].slice(1));
  const host = hostStyle.exec(headers.host ?? "")?.[1];
  const at = path.indexOf("/");
  const [bucket, key] = at < 0 ? [path, ""] : [path.slice(0, at), path.slice(at + 1)];
  if (host !== undefined) return { bucket: host.toLowerCase(), ...(path !== "" && { key: path }) };
  return { ...(bucket !== "" && { bucket }), ...(key !== "" && { key }) };
}

/** By method and the names in the query string that tell an operation. */
const ofBucket: Readonly<Record<string, string>> = {
  HEAD: "HeadBucket",
  "GET versioning": "GetBucketVersioning",
  "GET object-lock": "GetObjectLockConfiguration",
  "GET versions": "ListObjectVersions",
  "GET list-type": "ListObjectsV2",
};

const ofObject: Readonly<Record<string, string>> = {
  GET: "GetObject",
  HEAD: "HeadObject",
  PUT: "PutObject",
  DELETE: "DeleteObject",
  "GET retention": "GetObjectRetention",
  "PUT retention": "PutObjectRetention",
};

export const operationNames = [...Object.values(ofBucket), ...Object.values(ofObject)];

/** Names in the query string that are members of an operation, or the SDK's own. */
function isMember(operation: string | undefined, name: string): boolean {
  if (name === "x-id") return true;
  if (operation === undefined) return false;
  const { inputs, shapes } = model;
  const { locations = {} } = (shapes as Record<string, { locations?: object }>)[
    (inputs as Record<string, string>)[operation]
  ];
  return Object.values(locations).includes(`querystring ${name}`);
}

/** The name of the operation; of one that is not spoken here, what the request asks for. */
export function operationOf(request: ApiRequest): string {
  const { method, url, headers } = request;
  const { bucket, key } = addressOf(request);
  const names = [...new URLSearchParams(url.split("?")[1]).keys()];
  const table = key === undefined ? ofBucket : ofObject;
  const marker = names.find((name) => table[`${method} ${name}`] !== undefined);
  const found = bucket === undefined ? undefined : table[[method, marker ?? []].flat().join(" ")];
  const copied = headers["x-amz-copy-source"] === undefined ? [] : ["x-amz-copy-source"];
  const others = names.filter((name) => name !== marker && !isMember(found, name));
  if (found !== undefined && others.length === 0 && copied.length === 0) return found;
  const what = key === undefined ? (bucket === undefined ? "/" : "/BUCKET") : "/BUCKET/KEY";
  return `${method} ${what}${[...others, ...copied].map((name) => ` ${name}`).join("")}`;
}
