/** Where the KMS key of a resource has to be. */
import { readArn } from "../../../iam/arns";
import { ServiceError } from "../../errors";
import { regionOf } from "./context";
import type { KeyInput } from "./resource-type";
import type { Place, Registration } from "./types";

/** Services ask KMS in their own Region, where a key of another one is not found (KMS guide). */
export function needKeyHere(
  rule: KeyInput | undefined,
  registration: Registration,
  place: Place,
): void {
  if (rule === undefined) return;
  const key = rule.input.split(".").reduce((value, name) => value?.[name], registration.inputs);
  if (typeof key !== "string" || !(key as string).startsWith("arn:")) return;
  const { region: keyRegion } = readArn(key as string);
  const region = regionOf(registration, place);
  if (keyRegion === region) return;
  throw new ServiceError(
    rule.code,
    `The key must be in the Region of what it encrypts, ${region}, got one of ${keyRegion}: ${key}`,
  );
}
