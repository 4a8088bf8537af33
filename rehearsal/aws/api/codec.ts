/** AWS JSON in both directions, by the SDK's own schemas. */
import type { PutApprovalResult$ } from "@aws-sdk/client-codepipeline";
import { JsonShapeDeserializer, JsonShapeSerializer } from "@aws-sdk/core/protocols";
import { NormalizedSchema } from "@smithy/core/schema";
import { ServiceError } from "../../errors";

/** An operation as the SDK describes it: its input and output are the fifth and sixth entry. */
export type OperationSchema = typeof PutApprovalResult$;

const settings = {
  jsonName: false,
  timestampFormat: { default: 7 as const, useTrait: true },
};

/** The body of a request as JSON, or AWS's refusal to read it. */
export function parseBody(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new ServiceError("SerializationException", "The request body is not JSON.");
  }
}

/** Reads the input of an operation; what the API does not know is dropped. */
export async function decodeInput(operation: OperationSchema, body: Buffer): Promise<any> {
  const schema = NormalizedSchema.of(operation[4]);
  return new JsonShapeDeserializer(settings).read(schema, body.toString("utf8"));
}

/** The answer of an operation; anything that its schema does not know is left out. */
export function encodeOutput(operation: OperationSchema, output: unknown): string {
  const serializer = new JsonShapeSerializer(settings);
  serializer.write(NormalizedSchema.of(operation[5]), output);
  return String(serializer.flush());
}

export function encodeError(error: ServiceError): string {
  return JSON.stringify({ __type: error.code, message: error.message, ...error.details });
}
