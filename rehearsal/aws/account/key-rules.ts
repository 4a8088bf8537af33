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
  const key: unknown = valueAt(registration.inputs, rule.input);
  if (typeof key !== "string" || !key.startsWith("arn:")) return;
  const { region: keyRegion } = readArn(key);
  const region = regionOf(registration, place);
  if (keyRegion === region) return;
  throw new ServiceError(
    rule.code,
    `The key must be in the Region of what it encrypts, ${region}, got one of ${keyRegion}: ${key}`,
  );
}

function valueAt(inputs: Registration["inputs"], path: string): unknown {
  return path.split(".").reduce<any>((value, name) => value?.[name], inputs);
}
