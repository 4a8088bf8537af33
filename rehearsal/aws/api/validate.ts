/** The one place where a request is held against AWS's API model of its operation. */
import { ServiceError } from "../../errors";
import { mistyped } from "./mistyped";
import type { Service } from "./types";
import { refusalOf, violationsOf } from "./violations";

/** Refuses a request that the service would not read, or whose values its model does not allow. */
export function validate(
  { model, malformed = "SerializationException", invalid }: Service,
  operation: string,
  input: unknown,
): void {
  const wrongType = mistyped(model, operation, input);
  if (wrongType !== undefined) throw new ServiceError(malformed, wrongType);
  const found = violationsOf(model, operation, input);
  if (found.length === 0) return;
  throw invalid?.(found) ?? new ServiceError("ValidationException", refusalOf(found));
}
