/** Multi-factor authentication of a caller of AssumeRole. */
import { accountArn } from "../../../iam/arns";
import { ServiceError } from "../../errors";
import type { Place } from "../account/types";
import type { Principal } from "../iam";

/** The code that no device shows: everybody has a device, which takes any other. */
const wrongCode = "000000";

function failed(why: string): ServiceError {
  return new ServiceError("AccessDenied", `MultiFactorAuthentication failed${why}`, 403);
}

/** Whether the caller has passed MFA with this request; throws where it was tried in vain. */
export function passesMfa(
  { serialNumber, tokenCode }: { readonly serialNumber?: string; readonly tokenCode?: string },
  { context }: Principal,
  place: Place,
): boolean {
  if (serialNumber === undefined && tokenCode === undefined) return false;
  if (serialNumber === undefined || tokenCode === undefined) {
    throw failed(", must provide both MFA serial number and one time pass code.");
  }
  const userName = context["aws:username"];
  // Roles have no devices.
  if (userName === undefined || serialNumber !== accountArn(place, "iam", `mfa/${userName}`)) {
    throw failed(
      ", unable to validate MFA code. Please verify your MFA serial number is valid and " +
        "associated with this user.",
    );
  }
  if (tokenCode === wrongCode) throw failed(" with invalid MFA one time pass code.");
  return true;
}
