/** The arguments of a hub's ledger, checked before anything is created. */
import type * as pulumi from "@pulumi/pulumi";
import type { HubAudit } from "../audit-args";
import { logRetentionInDays } from "../hub/model/hub-checks";
import { defaultsTo, optional, shapesOf, type Validated, validateFields } from "../inputs/fields";
import { given, whenKnown } from "../inputs/inputs";
import { number, string } from "../inputs/kinds";
import { requirePlain } from "../inputs/require-plain";
import * as check from "./model/audit-checks";

const auditArguments = {
  bucketName: optional(string(check.bucketName)),
  retentionMode: optional(string(check.retentionMode)),
  retentionInYears: optional(number(check.retentionInYears)),
  logRetentionInDays: defaultsTo(3653, number(logRetentionInDays)),
};

export const auditShapes = shapesOf(auditArguments);

export interface AuditSpec extends Validated<typeof auditArguments> {
  readonly retentionMode: pulumi.Input<string>;
  readonly retentionInYears: pulumi.Input<number>;
}

/** Which resources there are follows from the record and from whether it names a bucket. */
export function validateAudit(input: HubAudit, path: string): AuditSpec {
  const audit = requirePlain(input, path);
  const valid = validateFields(audit, auditArguments, (key) => `${path}.${key}`);
  if (given(audit.bucketName)) check.nothingForGivenBucket(audit, path);
  const { retentionInYears } = valid;
  const retentionMode = whenKnown(valid.retentionMode ?? check.defaultMode, (mode) => {
    check.yearsWrittenOut({ retentionMode: mode, retentionInYears }, path);
    return mode;
  });
  return { ...valid, retentionMode, retentionInYears: retentionInYears ?? check.defaultYears };
}
