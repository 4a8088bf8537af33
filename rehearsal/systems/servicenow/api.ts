/** The REST API of an instance: the Change Management API, and the Table API to read with. */
import type { SystemAnswer, SystemRequest } from "../system";
import { type Instance, Refused, type Row } from "./instance";
import type { ChangeType } from "./model";
import type { Application } from "./oauth";
import { select } from "./query";
import { asChange, type Display, shown, tableOf } from "./shown";

const failure = (status: number, message: string, detail: string): SystemAnswer => ({
  status,
  body: { error: { message, detail }, status: "failure" },
});

export const notAuthenticated = failure(
  401,
  "User Not Authenticated",
  "Required to provide Auth information",
);
const notAuthorized = failure(403, "User Not Authorized", "Failed API level ACL Validation");
const noRecord = failure(
  404,
  "No Record found",
  "Record doesn't exist or ACL restricts the record retrieval",
);
const noResource = failure(400, "Requested URI does not represent any resource", "null");

export function answerApi(
  request: SystemRequest,
  instance: Instance,
  application: Application,
): SystemAnswer {
  const [, api, version, ...path] = request.url.pathname.split("/");
  if (api !== "api") return { status: 404 };
  const [service, resource, ...rest] = [version, ...path];
  if (service === "now" && resource === "table") return read(request, instance, rest);
  if (service !== "sn_chg_rest" || resource !== "change") return noResource;
  if (request.method === "GET") return readOne(instance, rest);
  if (!application.mayWrite) return notAuthorized;
  const fields = fieldsOf(request);
  if (fields === undefined) return failure(400, "Invalid request body", "It is no JSON object.");
  try {
    if (request.method === "POST") return create(instance, rest, fields, application);
    if (request.method === "PATCH") return update(instance, rest, fields, application);
    return failure(405, "Method not supported", "null");
  } catch (error) {
    if (error instanceof Refused) return failure(400, "Invalid state transition", error.message);
    throw error;
  }
}

/** `/change/normal`, `/change/emergency`, `/change/standard/TEMPLATE`. */
function create(
  instance: Instance,
  [type, template, ...more]: readonly string[],
  fields: Row,
  by: Application,
): SystemAnswer {
  const isStandard = type === "standard";
  const isKnown = isStandard || type === "normal" || type === "emergency";
  if (!isKnown || more.length > 0 || isStandard !== (template !== undefined)) return noResource;
  if (isStandard && !instance.entry.templates.includes(template)) {
    return failure(400, "Invalid standard change template", "There is none with this sys_id.");
  }
  const { change, ignored } = instance.create(type as ChangeType, fields, by);
  return { status: 200, body: { result: { ...asChange(change), ...meta(ignored) } } };
}

function update(
  instance: Instance,
  [sysId, ...more]: readonly string[],
  fields: Row,
  by: Application,
): SystemAnswer {
  if (more.length > 0) return noResource;
  const change = instance.changes.find(({ row }) => row.sys_id === sysId);
  if (change === undefined) return noRecord;
  const ignored = instance.update(change, fields, by);
  return { status: 200, body: { result: { ...asChange(change), ...meta(ignored) } } };
}

function readOne(instance: Instance, [sysId, ...more]: readonly string[]): SystemAnswer {
  const change = instance.changes.find(({ row }) => row.sys_id === sysId);
  if (change === undefined || more.length > 0) return noRecord;
  return { status: 200, body: { result: asChange(change) } };
}

const meta = (ignored: Row): object => ({ __meta: { ignoredFields: Object.keys(ignored) } });

/** `/table/NAME` and `/table/NAME/SYS_ID`. */
function read(
  { method, url: { searchParams: asked } }: SystemRequest,
  instance: Instance,
  [name, sysId, ...more]: readonly string[],
): SystemAnswer {
  if (method !== "GET") return notAuthorized;
  const rows = tableOf(instance, name);
  if (rows === undefined) return failure(400, "Invalid table", name);
  if (more.length > 0) return noResource;
  const display = (asked.get("sysparm_display_value") ?? "false") as Display;
  const fields = (asked.get("sysparm_fields") ?? "").split(",").filter((field) => field !== "");
  if (sysId !== undefined) {
    const row = rows.find((one) => one.sys_id === sysId);
    if (row === undefined) return noRecord;
    return { status: 200, body: { result: shown(row, display, fields) } };
  }
  const known = rows.flatMap((row) => Object.keys(row));
  const found = select(rows, asked.get("sysparm_query") ?? "", known);
  const limit = Number(asked.get("sysparm_limit") ?? 10_000);
  const result = found.slice(0, limit).map((row) => shown(row, display, fields));
  return { status: 200, body: { result } };
}

function fieldsOf({ headers, body }: SystemRequest): Row | undefined {
  if (!(headers["content-type"] ?? "").startsWith("application/json")) return undefined;
  try {
    const content: unknown = JSON.parse(body);
    if (typeof content !== "object" || content === null || Array.isArray(content)) return undefined;
    return Object.fromEntries(Object.entries(content).map(([key, value]) => [key, String(value)]));
  } catch {
    return undefined;
  }
}
