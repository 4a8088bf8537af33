/** The version with which a record was written: that of this code, or none, as 0.1.0 wrote it. */
import * as v from "valibot";
import { isReadable, ruleSchemaVersion } from "../../contract/records";

export const readableVersion = v.optional(
  v.pipe(
    v.number(),
    v.check((version: number) => isReadable(version), "is of another version"),
  ),
);

/** The same for a gate record, which is of another version where it has a rule. */
export const readableGateVersion = v.optional(
  v.pipe(
    v.number(),
    v.check(
      (version: number) => isReadable(version) || version === ruleSchemaVersion,
      "is of another version",
    ),
  ),
);
