/** Whom the key of an encrypted topic lets publish. */
import { ServiceError } from "../../errors";
import { evaluateResourcePolicy } from "../iam";
import type { LocalKeys } from "../kms";
import type { TopicSettings } from "./types";

/** The key that AWS manages for SNS, whose policy nobody can change. */
export const managedKey = "alias/aws/sns";

/**
 * SNS Developer Guide, "Enable compatibility between event sources from AWS services and encrypted
 * topics": the service itself must be allowed in the policy of a customer's own key.
 */
export function needKeyFor(
  service: string,
  { key }: TopicSettings,
  keys: Pick<LocalKeys, "find"> | undefined,
): void {
  if (key === undefined) return;
  if (key.endsWith(managedKey)) throw refused(service, key);
  const found = keys?.find(key);
  // Nobody can tell what the policy of a key says that is only said to be there.
  if (found === undefined) return;
  const { policy } = found;
  for (const action of ["kms:GenerateDataKey", "kms:Decrypt"]) {
    const verdict = policy && evaluateResourcePolicy(policy, { service }, action, key, {});
    if (!verdict || !verdict.allowed) throw refused(service, key);
  }
}

function refused(service: string, key: string): ServiceError {
  return new ServiceError(
    "KMSAccessDenied",
    `${service} does not have authorization to access the SNS topic encryption key ${key}`,
    400,
  );
}
