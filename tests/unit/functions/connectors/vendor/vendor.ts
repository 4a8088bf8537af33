/** What vendors publish of their APIs, reduced by tools/vendor-api.ts: requests are held against it. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import Ajv from "ajv";
import type { HttpRequest } from "../../../../../functions/connectors/http";

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: object;
}

interface Vendor {
  readonly operations: Record<
    string,
    { parameters: Parameter[]; body?: object; answers?: Record<string, object> }
  >;
  readonly schemas: Record<string, object>;
  readonly definitions: object;
}

const loaded = new Map<string, Vendor>();

function load(name: string): Vendor {
  const known = loaded.get(name);
  if (known !== undefined) return known;
  const file = path.join(__dirname, `${name}.json`);
  const vendor = JSON.parse(fs.readFileSync(file, "utf8")) as Vendor;
  loaded.set(name, vendor);
  return vendor;
}

/** Ajv 6: formats that only the vendor knows (`tzinfo`, `url`) are left to it. */
const ajv = new Ajv({ nullable: true, unknownFormats: "ignore", logger: false, allErrors: true });

const compiled = new Map<object, Ajv.ValidateFunction>();

function holds(schema: object, { definitions }: Vendor, value: unknown): string[] {
  // A reference excludes what stands beside it.
  const validate = compiled.get(schema) ?? ajv.compile({ allOf: [schema], definitions });
  compiled.set(schema, validate);
  if (validate(value)) return [];
  return validate.errors!.map(({ dataPath, message }) => `${dataPath} ${message}`);
}

/** What is wrong with a value by one of the vendor's schemas. */
export function schemaProblems(name: string, pointer: string, value: unknown): string[] {
  const vendor = load(name);
  return holds(vendor.schemas[pointer], vendor, value);
}

/** What is wrong with a request by the vendor's description of the operation. */
export function requestProblems(name: string, operation: string, request: HttpRequest): string[] {
  const vendor = load(name);
  const { parameters, body } = vendor.operations[operation];
  const { searchParams, pathname } = new URL(request.url);
  const inPath = patternOf(operation).exec(pathname)?.groups ?? {};
  const headers = new Map(
    Object.entries(request.headers ?? {}).map(([header, value]) => [header.toLowerCase(), value]),
  );
  const valueOf = ({ name: called, in: place, schema }: Parameter): unknown => {
    if (place === "header") return headers.get(called.toLowerCase());
    if (place === "path") return inPath[called];
    const all = searchParams.getAll(called);
    if (all.length === 0) return undefined;
    const { type } = schema as { type?: string };
    if (type === "array") return all;
    return type === "integer" ? Number(all[0]) : all[0];
  };
  const known = new Set(parameters.map((one) => one.name));
  return [
    ...[...searchParams.keys()].filter((key) => !known.has(key)).map((key) => `unknown ${key}`),
    ...parameters.flatMap((parameter) => {
      const value = valueOf(parameter);
      if (value === undefined) return parameter.required ? [`${parameter.name} is missing`] : [];
      return holds(parameter.schema, vendor, value).map((why) => `${parameter.name}:${why}`);
    }),
    ...(body === undefined ? [] : holds(body, vendor, JSON.parse(request.body ?? "null"))),
  ];
}

/** `POST /issue/{id}`: what the paths are that it stands for. */
const patternOf = (operation: string): RegExp =>
  new RegExp(`^${operation.split(" ")[1].replace(/{(\w+)}/g, "(?<$1>[^/]+)")}$`);

/** The operation that the vendor describes for a call; undefined where there is none. */
export const operationOf = (name: string, method: string, url: string): string | undefined =>
  Object.keys(load(name).operations).find(
    (one) => one.startsWith(`${method} `) && patternOf(one).test(new URL(url).pathname),
  );

/** What is wrong with an answer by the vendor's description of the operation; nothing where it describes none. */
export function answerProblems(
  name: string,
  operation: string,
  status: number,
  body: unknown,
): string[] {
  const vendor = load(name);
  const schema = vendor.operations[operation].answers?.[status];
  return schema === undefined ? [] : holds(schema, vendor, body);
}

export function needRequest(name: string, operation: string, request: HttpRequest): void {
  assert.deepEqual(requestProblems(name, operation, request), []);
}
