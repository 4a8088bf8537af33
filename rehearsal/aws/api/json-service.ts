/** Services of the AWS JSON protocols: POST to /, the operation in X-Amz-Target. */
import type { ServiceError } from "../../errors";
import { decodeInput, encodeError, encodeOutput, type OperationSchema, parseBody } from "./codec";
import type { Model } from "./model";
import type { ApiRequest } from "./request";
import type { Answer, RequestContext, Operation, Right, Service } from "./types";
import type { Decision } from "../iam";

/** Its name gives the action, and what it answers is the text of a body. */
export type JsonOperation<Input = any> = Omit<Operation<Input>, "write" | "action">;

export interface JsonServiceSettings {
  readonly name: string;
  /** For people, for example `DynamoDB`. */
  readonly title: string;
  readonly version: "1.0" | "1.1";
  /** Of X-Amz-Target, with the point. */
  readonly target: string;
  readonly needs?: Service["needs"];
  readonly model: Model;
  readonly invalid?: Service["invalid"];
  /** By the name in X-Amz-Target. */
  readonly operations: ReadonlyMap<string, JsonOperation>;
  readonly throttled?: Service["throttled"];
  /** Headers of an error. */
  readonly errorHeaders?: (error: ServiceError) => Record<string, string>;
}

export function mediaType({ headers }: ApiRequest): string {
  return (headers["content-type"] ?? "").split(";")[0].trim().toLowerCase();
}

export function jsonService(settings: JsonServiceSettings): Service {
  const { name, title, version, target, needs, operations, errorHeaders, model, invalid } =
    settings;
  const contentType = `application/x-amz-json-${version}`;
  const write = (output: string): Answer => ({ status: 200, contentType, body: output });
  const targetOf = ({ headers }: ApiRequest): string => headers["x-amz-target"] ?? "";
  return {
    ...{ name, needs, model, invalid },
    title: `${title} (AWS JSON ${version})`,
    known: [...operations.keys()],
    members: ({ body }) => parseBody(body),
    is: (request) =>
      request.url === "/" &&
      mediaType(request) === contentType &&
      targetOf(request).startsWith(target),
    resolve: (request) => {
      const operationName = targetOf(request).slice(target.length);
      const operation = operations.get(operationName);
      return {
        name: operationName,
        operation: operation && { ...operation, action: operationName, write },
      };
    },
    error: (error) => ({
      status: error.status,
      contentType,
      headers: errorHeaders?.(error),
      body: encodeError(error),
    }),
    throttled: settings.throttled ?? { code: "ThrottlingException", status: 400 },
  };
}

export interface SchemaOperation<Input> {
  readonly resource: (input: Input, ctx: RequestContext) => string;
  readonly decide?: (input: Input, ctx: RequestContext, right: Right) => Decision;
  readonly run: (input: Input, ctx: RequestContext) => unknown;
}

/** An operation whose input and output go by the SDK's schema. */
export function schemaOperation<Input>(
  schema: OperationSchema,
  { resource, decide, run }: SchemaOperation<Input>,
): JsonOperation<Input> {
  return {
    read: ({ body }) => decodeInput(schema, body),
    ...{ resource, decide },
    run: async (input, ctx) => {
      const output = await run(input, ctx);
      // An operation that answers nothing has an empty body.
      return output === undefined ? "" : encodeOutput(schema, output);
    },
  };
}
