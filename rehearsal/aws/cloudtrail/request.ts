/** From a request that reached the endpoint to its record. */
import type { Call, LocalContext, Service } from "../api/types";
import { userIdentity } from "./identity";
import { isManagement } from "./kinds";
import { requestParameters, responseElements } from "./parameters";

/** What of a request only its way through the endpoint shows. */
export interface SeenRequest {
  readonly id: string;
  readonly userAgent?: string;
  /** Of the Authorization header. */
  readonly authorization?: string;
  name?: string;
  /** As the model has them. */
  members?: unknown;
  /** What the operation answered; nothing where it failed. */
  output?: unknown;
}

/** Keeps what somebody known has called, whether or not it was let. */
export function recordRequest(
  { stores }: Pick<LocalContext, "stores">,
  { name: service, model }: Pick<Service, "name" | "model">,
  { principal, error }: Pick<Call, "principal" | "error">,
  seen: SeenRequest,
): void {
  const { name } = seen;
  if (principal === undefined || name === undefined || !isManagement(service, name)) return;
  const accessKeyId = /Credential=([^/,]+)\//.exec(seen.authorization ?? "")?.[1];
  stores?.trails.record((now) => ({
    ...{ service, name, error, requestId: seen.id },
    identity: userIdentity(principal, now, accessKeyId),
    userAgent: seen.userAgent ?? "",
    parameters: requestParameters(model, name, seen.members),
    elements: responseElements(seen.output),
  }));
}
