/**
 * Reduces what a vendor publishes of its API, an OpenAPI description or a JSON Schema, to what a connector uses: for
 * the tests that hold its requests against it. Forms alone are kept, none of the vendor's texts.
 *
 *   node -r ./tools/register tools/vendor-api.ts DESCRIPTION.json TARGET.json "POST /enqueue" ...
 *   node -r ./tools/register tools/vendor-api.ts SCHEMA.json TARGET.json "#/definitions/AdaptiveCard"
 *
 * What is answered with success is kept as well, for what stands in for the vendor.
 *
 * PagerDuty: github.com/PagerDuty/api-schema, reference/events-v2 and reference/REST, openapiv3.json. Adaptive Cards:
 * github.com/microsoft/AdaptiveCards (MIT), schemas/1.4.0/adaptive-card.json.
 *
 * Jira: developer.atlassian.com/cloud/jira, platform/swagger-v3.v3.json (Apache-2.0) and service-desk/swagger.v3.json,
 * of 2025-10, as github.com/SemanS/digital-spiral has them in schemas/: jira-platform.v3.json, jsm.v3.json.
 */
import { readFileSync, writeFileSync } from "node:fs";

type Json = Record<string, unknown>;

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: Json;
}

/** What is for people, and what JSON Schema has under another name. */
const leftOut = new Set([
  ...["description", "example", "examples", "title", "externalDocs", "xml", "version", "features"],
]);

const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null;

class Description {
  /** Schemas that are referred to, by their pointers. */
  readonly definitions: Json = {};

  constructor(private readonly whole: Json) {}

  at(pointer: string): unknown {
    const path = pointer.replace(/^#\//, "").split("/");
    return path
      .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
      .reduce<unknown>((value, part) => (value as Json)[part], this.whole);
  }

  /** What a reference stands for. */
  resolved(value: unknown): unknown {
    return isObject(value) && typeof value.$ref === "string"
      ? this.resolved(this.at(value.$ref))
      : value;
  }

  /** The schema, with its references into `definitions`. */
  reduced(schema: unknown, isProperties = false): unknown {
    if (Array.isArray(schema)) return schema.map((one) => this.reduced(one));
    if (!isObject(schema)) return schema;
    if (typeof schema.$ref === "string" && !isProperties) return this.referred(schema.$ref);
    const kept = Object.entries(schema).filter(
      ([key]) => isProperties || !(leftOut.has(key) || key.startsWith("x-")),
    );
    return Object.fromEntries(
      kept.map(([key, value]) => [key, this.reduced(value, key === "properties" && !isProperties)]),
    );
  }

  private referred(pointer: string): Json {
    const name = pointer.replace(/^#\/(components|definitions)\//, "").replaceAll("/", ".");
    if (!Object.hasOwn(this.definitions, name)) {
      this.definitions[name] = {};
      this.definitions[name] = this.reduced(this.at(pointer));
    }
    return { $ref: `#/definitions/${name}` };
  }

  operation(name: string): Json {
    const [method, path] = name.split(" ");
    const item = this.at(`#/paths/${path.replaceAll("/", "~1")}`) as Json | undefined;
    const found = item?.[method.toLowerCase()] as Json | undefined;
    if (item === undefined || found === undefined) throw new Error(`There is no ${name}.`);
    const both = [
      ...((item.parameters ?? []) as unknown[]),
      ...((found.parameters ?? []) as unknown[]),
    ];
    const parameters = both.map((one) => this.resolved(one) as Parameter);
    const body = this.resolved(found.requestBody) as { content?: Json } | undefined;
    const json = body?.content?.["application/json"] as { schema?: unknown } | undefined;
    const answers = this.answers((found.responses ?? {}) as Json);
    return {
      parameters: parameters.map(({ name: called, in: place, required = false, schema }) => ({
        ...{ name: called, in: place, required },
        schema: this.reduced(schema ?? {}),
      })),
      ...(json === undefined ? {} : { body: this.reduced(json.schema) }),
      ...(Object.keys(answers).length === 0 ? {} : { answers }),
    };
  }

  private answers(responses: Json): Json {
    const successes = Object.entries(responses).filter(([status]) => status.startsWith("2"));
    const schemas = successes.map(([status, response]) => {
      const { content } = this.resolved(response) as { content?: Json };
      const json = content?.["application/json"] as { schema?: unknown } | undefined;
      return [status, json === undefined ? undefined : this.reduced(json.schema)];
    });
    return Object.fromEntries(schemas.filter(([, schema]) => schema !== undefined)) as Json;
  }
}

const [source, target, ...names] = process.argv.slice(2);
const whole = JSON.parse(readFileSync(source, "utf8")) as Json;
const description = new Description(whole);
const info = whole.info as { title: string; version: string } | undefined;
const schemas = names.filter((name) => name.startsWith("#"));
const operations = names.filter((name) => !name.startsWith("#"));
const reduced = {
  of: info === undefined ? whole.id : `${info.title} ${info.version}`,
  operations: Object.fromEntries(operations.map((name) => [name, description.operation(name)])),
  schemas: Object.fromEntries(schemas.map((name) => [name, description.reduced({ $ref: name })])),
  definitions: description.definitions,
};
writeFileSync(target, `${JSON.stringify(reduced)}\n`);
