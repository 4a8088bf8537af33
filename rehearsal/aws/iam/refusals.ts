/** What the local account's IAM refuses of policies and names. */
import { faultOf } from "../../../iam/policy";
import { ServiceError } from "../../errors";

/** AWS refuses such a document when it is created, so the program's author sees it at once. */
export function refuseUnreadable(name: string, document: string): void {
  const fault = faultOf({ name: `policy ${name}`, document });
  if (fault === undefined) return;
  throw new ServiceError(
    "MalformedPolicyDocument",
    `${fault[0].toUpperCase()}${fault.slice(1)}. ` +
      "Correct the policy document in the program and run the rehearsal again.",
  );
}

export function refuseReserved(user: string, names: readonly string[]): void {
  if (!names.includes(user)) return;
  throw new ServiceError(
    "EntityAlreadyExists",
    `The rehearsal keeps the user "${user}" for itself. Give the program's user another name.`,
    409,
  );
}
