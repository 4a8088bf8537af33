/** Decryption on behalf of a caller. */
import { dnsSuffix } from "../../../contract/partitions";
import { ServiceError } from "../../errors";
import type { Place } from "../account/types";
import type { RequestContext } from "../api/types";

const action = "kms:Decrypt";

/**
 * A customer's own key is used with the caller's rights; a service's default key with those that
 * its key policy gives to everybody in the account who may use the service.
 */
export function needDecrypt(
  keyArn: string | undefined,
  { directory, caller, call, context, place }: RequestContext,
  service: string,
): void {
  if (keyArn === undefined) return;
  const through = viaService(service, place);
  const { allowed } = directory.decide(caller, action, keyArn, { ...context, ...through });
  if (!allowed) {
    throw new ServiceError(
      "AccessDeniedException",
      `Access to KMS is not allowed: ${caller.arn} has no ${action} on ${keyArn}`,
    );
  }
  call.further = [{ action, resource: keyArn }];
}

/** How KMS knows a call that a service makes on a caller's behalf. */
export function viaService(service: string, place: Place): Record<string, string> {
  return {
    "kms:ViaService": `${service}.${place.region}.${dnsSuffix(place.partition ?? "aws")}`,
  };
}
