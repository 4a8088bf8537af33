import * as assert from "node:assert/strict";
import { serviceRegistry } from "../../../../../rehearsal/aws/api/services";
import type { Service } from "../../../../../rehearsal/aws/api/types";
import type { Functions } from "../../../../../rehearsal/aws/lambda/types";
import { type BrokenInput, inputsOf } from "./broken-inputs";
import { type Equipment, startEquipped } from "./equipped";
import { type Raw, type Response, send, signed } from "./fixture";

const json: Readonly<Record<string, [version: string, target: string]>> = {
  cloudtrail: ["1.1", "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101"],
  codepipeline: ["1.1", "CodePipeline_20150709"],
  dynamodb: ["1.0", "DynamoDB_20120810"],
  events: ["1.1", "AWSEvents"],
  kms: ["1.1", "TrentService"],
  secretsmanager: ["1.1", "secretsmanager"],
  sqs: ["1.0", "AmazonSQS"],
  ssm: ["1.1", "AmazonSSM"],
};

/** How AWS refuses an input whatever the account has; Lambda's code is in a header. */
const refusals = new RegExp(
  [
    ...["ValidationException", "SerializationException", "ValidationError", "MalformedInput"],
    ...["MissingParameter", "InvalidAttributeName", "InvalidParameterValue"],
    ...["InvalidArgument", "MalformedXML"],
    "validation errors? detected",
  ].join("|"),
);

function formOf(value: unknown, name: string): [string, string][] {
  // The only map that a form of the table has.
  if (name === "MessageAttributes" && typeof value === "object") {
    return Object.entries(value ?? {}).flatMap(([key, given], i) => [
      [`${name}.entry.${i + 1}.Name`, key],
      ...formOf(given, `${name}.entry.${i + 1}.Value`),
    ]);
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, i) => formOf(item, `${name}.member.${i + 1}`));
  }
  if (typeof value !== "object" || value === null) return [[name, String(value)]];
  return Object.entries(value).flatMap(([member, given]) =>
    given === undefined ? [] : formOf(given, name === "" ? member : `${name}.${member}`),
  );
}

const scheduleMethods: Readonly<Record<string, string>> = {
  CreateSchedule: "POST",
  UpdateSchedule: "PUT",
  DeleteSchedule: "DELETE",
};

/** A schedule's name stands in the path, and what its model says in the query string. */
function scheduleRequest({ model }: Service, operation: string, input: any) {
  const { locations = {} } = model.shapes[model.inputs[operation]];
  const query = new URLSearchParams();
  for (const [member, location] of Object.entries(locations)) {
    const [where, name] = location.split(" ");
    if (where === "querystring" && input[member] !== undefined) query.set(name, input[member]);
  }
  const inBody = Object.entries(input).filter(([member]) => !(member in locations));
  const name = operation === "ListSchedules" ? "" : `/${encodeURIComponent(input.Name)}`;
  const method = scheduleMethods[operation] ?? "GET";
  const url = `/schedules${name}${query.size > 0 ? `?${query}` : ""}`;
  const headers = { "content-type": "application/json" };
  const body = /^(GET|DELETE)$/.test(method) ? "" : JSON.stringify(Object.fromEntries(inBody));
  return { method, url, headers, body };
}

/** By operation: its method, and the name in the query string that tells it. */
const s3Requests: Readonly<Record<string, [method: string, marker?: string]>> = {
  DeleteObject: ["DELETE"],
  GetBucketVersioning: ["GET", "versioning"],
  GetObject: ["GET"],
  GetObjectLockConfiguration: ["GET", "object-lock"],
  GetObjectRetention: ["GET", "retention"],
  HeadBucket: ["HEAD"],
  HeadObject: ["HEAD"],
  ListObjectVersions: ["GET", "versions"],
  ListObjectsV2: ["GET", "list-type"],
  PutObject: ["PUT"],
  PutObjectRetention: ["PUT", "retention"],
};

const xmlOf = (value: unknown): string =>
  typeof value !== "object" || value === null
    ? String(value)
    : Object.entries(value)
        .filter(([, inside]) => inside !== undefined)
        .map(([name, inside]) => `<${name}>${xmlOf(inside)}</${name}>`)
        .join("");

/** S3 has one member in a body, the others in the path, the query string and headers. */
function s3Request({ model }: Service, operation: string, input: any) {
  const { locations = {}, members = {} } = model.shapes[model.inputs[operation]];
  const [method, marker] = s3Requests[operation];
  const query = new URLSearchParams(marker === undefined ? [] : [[marker, ""]]);
  const headers: Record<string, string> = { "content-type": "application/xml" };
  for (const [member, location] of Object.entries(locations)) {
    const [where, name] = location.split(" ");
    const value = input[member];
    if (value === undefined || name === "Content-Length") continue;
    const isTime = model.shapes[members[member]].type === "timestamp" && value !== "x";
    const text = isTime ? new Date(value * 1000).toISOString() : String(value);
    if (where === "querystring") query.set(name, text);
    if (where === "header") headers[name.toLowerCase()] = text;
  }
  const key = "Key" in members ? `/${input.Key}` : "";
  const { Retention: { RetainUntilDate: until } = {} as any } = input;
  const time = typeof until === "number" ? new Date(until * 1000).toISOString() : until;
  const isWhole = typeof input.Retention === "object" && time !== undefined;
  const given = isWhole ? { ...input.Retention, RetainUntilDate: time } : input.Retention;
  const body = operation === "PutObjectRetention" ? xmlOf({ Retention: given }) : "";
  return {
    method,
    url: `/${input.Bucket}${key}${query.size > 0 ? `?${query}` : ""}`,
    headers,
    body,
  };
}

/** The request as its protocol writes it. */
function requestOf(service: Service, operation: string, input: any): Raw & { url?: string } {
  if (service.name === "s3") return s3Request(service, operation, input);
  if (service.name === "scheduler") return scheduleRequest(service, operation, input);
  if (isQuery(service)) {
    const version: [string, string][] = service.name === "sns" ? [["Version", "2010-03-31"]] : [];
    const form = new URLSearchParams([["Action", operation], ...version, ...formOf(input, "")]);
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    return { headers, body: form.toString() };
  }
  if (service.name === "lambda") {
    const { locations = {} } = service.model.shapes[service.model.inputs[operation]];
    const headers: Record<string, string> = {};
    for (const [member, location] of Object.entries(locations)) {
      const [where, name] = location.split(" ");
      if (where === "header") headers[name.toLowerCase()] = input[member];
    }
    const path = `/2015-03-31/functions/${encodeURIComponent(input.FunctionName)}/invocations`;
    return { url: `${path}?Qualifier=${encodeURIComponent(input.Qualifier)}`, headers, body: "{}" };
  }
  const [version, target] = json[service.name];
  return {
    headers: {
      "content-type": `application/x-amz-json-${version}`,
      "x-amz-target": `${target}.${operation}`,
    },
    body: JSON.stringify(input),
  };
}

/** What of S3's requests a path, a query string, a header and a document can hold. */
function isExpressibleInS3({ model }: Service, operation: string, broken: BrokenInput): boolean {
  const { kind, path, what } = broken;
  const { locations = {}, members = {} } = model.shapes[model.inputs[operation]];
  const [first] = path;
  const { type } = model.shapes[members[first]];
  // Node sets the length of a body by itself.
  if (first === "ContentLength") return false;
  if (locations[first] === undefined) return first === "Retention" && kind !== "missing";
  if (locations[first].startsWith("uri ")) return kind === "value" && what !== "Key less than 1";
  return kind !== "type" || !["string", "list", "map"].includes(type);
}

/** Texts are all that a form, a path and a header hold; a path without its name is another path. */
function isExpressible(service: Service, operation: string, broken: BrokenInput): boolean {
  const { name, model } = service;
  const { kind, path, what } = broken;
  if (name === "s3") return isExpressibleInS3(service, operation, broken);
  if (name === "lambda") return kind === "value" && what !== "FunctionName less than 1";
  if (name === "scheduler" && model.shapes[model.inputs[operation]].locations?.[path[0]]) {
    const isNamed = path[0] === "Name" && (kind !== "value" || what === "Name less than 1");
    return !isNamed && (kind !== "type" || path[0] === "MaxResults");
  }
  // A form has no empty list.
  if (what === "ProvidedContexts less than 1") return false;
  if (!isQuery({ name })) return true;
  return kind !== "type" || !isText(model, path);
}

const isQuery = ({ name }: Pick<Service, "name">): boolean => ["sts", "sns"].includes(name);

function isText(model: Service["model"], path: readonly string[]): boolean {
  let shape = model.shapes[model.inputs.AssumeRole ?? model.inputs.Publish];
  for (const name of path) {
    shape = model.shapes[shape.members?.[name] ?? shape.member ?? shape.value!];
  }
  return shape.type === "string";
}

/** As AWS writes it: each member begins with a small letter. */
function named(path: readonly string[]): string {
  const small = path.map((part) => part.charAt(0).toLowerCase() + part.slice(1));
  return `'${small.join(".")}'`;
}

describe("Requests to the local AWS", () => {
  let local: Equipment;
  before(async () => {
    const functions = { has: () => false } as unknown as Functions;
    local = await startEquipped({ functions });
  });
  after(() => local.stop());

  async function answer(service: Service, operation: string, input: unknown) {
    const key = local.directory.accessKeys()[0];
    const { url, ...request } = requestOf(service, operation, input);
    const made = await signed(local, key, { ...request, service: service.name, url });
    return send(local.url, { ...made, method: request.method, path: url });
  }

  /** Whether it is refused for what is wrong in it, and not for what is not there. */
  function isRefused(service: Service, { kind, path }: BrokenInput, answered: Response): boolean {
    const { errorType, body, status } = answered;
    // The answer to HEAD has no body; a bucket that is not there is another status.
    if (body === "") return status === 400;
    if (!refusals.test(`${errorType} ${body}`)) return false;
    if (kind === "type" || service.name === "sqs") return true;
    const whole = path.at(-1)!.endsWith(".member") ? path.slice(0, -1) : path;
    return [path, whole].some((one) => body.replaceAll("&#39;", "'").includes(named(one)));
  }

  it("are of operations whose input is in the table of the service", () => {
    for (const { name, known, model } of serviceRegistry) {
      for (const operation of known) assert.ok(model.inputs[operation], `${name} ${operation}`);
    }
  });

  it("are refused when one thing in them is not what AWS's API model says", async () => {
    const found: string[] = [];
    let count = 0;
    for (const service of serviceRegistry) {
      for (const operation of service.known) {
        const [valid, inputs] = inputsOf(service.model, operation);
        const usual = (await answer(service, operation, valid)).body;
        for (const broken of inputs.filter((one) => isExpressible(service, operation, one))) {
          count += 1;
          const answered = await answer(service, operation, broken.input);
          const isOther = answered.body !== usual || answered.body === "";
          if (isOther && isRefused(service, broken, answered)) continue;
          found.push(`${service.name}:${operation} ${broken.what}`);
        }
      }
    }
    console.log(`      ${count - found.length} of ${count} broken requests were refused`);
    assert.deepEqual(found, []);
  });
});
