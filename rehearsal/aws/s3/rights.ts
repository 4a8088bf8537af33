/** Who may do what with the local buckets, and by which conditions. */
import type { Values } from "../../../iam/context";
import { globalArn } from "../../../iam/arns";
import { ServiceError } from "../../errors";
import type { RequestContext, Right } from "../api/types";
import { besidePolicy, type Decision, evaluateResourcePolicy } from "../iam";

/** Members that operations have in common. */
export interface Named {
  readonly Bucket: string;
  readonly Key?: string;
  readonly VersionId?: string;
  readonly ExpectedBucketOwner?: string;
  readonly BypassGovernanceRetention?: boolean;
}

export function bucketArn({ Bucket }: Named, { place }: RequestContext): string {
  return globalArn(place, "s3", Bucket);
}

export function objectArn({ Bucket, Key }: Named, { place }: RequestContext): string {
  return globalArn(place, "s3", `${Bucket}/${Key}`);
}

/** Service Authorization Reference, "Condition keys for Amazon S3", by the members that they show. */
const conditionKeys: Readonly<Record<string, string>> = {
  ACL: "s3:x-amz-acl",
  Delimiter: "s3:delimiter",
  IfMatch: "s3:if-match",
  IfNoneMatch: "s3:if-none-match",
  MaxKeys: "s3:max-keys",
  ObjectLockLegalHoldStatus: "s3:object-lock-legal-hold",
  ObjectLockMode: "s3:object-lock-mode",
  Prefix: "s3:prefix",
  ServerSideEncryption: "s3:x-amz-server-side-encryption",
  StorageClass: "s3:x-amz-storage-class",
  VersionId: "s3:versionid",
};

const day = 24 * 60 * 60;

function untilKeys(seconds: number | undefined, { clock }: RequestContext): Values {
  if (seconds === undefined) return {};
  const left = seconds - clock.now().getTime() / 1000;
  return {
    "s3:object-lock-retain-until-date": new Date(seconds * 1000).toISOString(),
    "s3:object-lock-remaining-retention-days": String(Math.ceil(left / day)),
  };
}

/** What policies see of a request. */
export function contextOf(input: Record<string, any>, ctx: RequestContext): Values {
  const { Retention: { Mode, RetainUntilDate } = {} as Record<string, any> } = input;
  const shown = { ObjectLockMode: Mode, ...input } as Record<string, unknown>;
  const given = Object.entries(conditionKeys).filter(([member]) => shown[member] !== undefined);
  return {
    ...Object.fromEntries(given.map(([member, key]) => [key, String(shown[member])])),
    ...untilKeys(input.ObjectLockRetainUntilDate ?? RetainUntilDate, ctx),
    "aws:ResourceAccount": ctx.place.accountId,
    "s3:ResourceAccount": ctx.place.accountId,
    "s3:authType": "REST-HEADER",
    "s3:signatureversion": "AWS4-HMAC-SHA256",
    "s3:TlsVersion": "1.3",
  };
}

/** A Deny of the bucket's policy or of the caller's own wins; in the bucket's account either may allow. */
function judge(bucket: string, ctx: RequestContext, { action, resource }: Right): Decision {
  const { directory, caller, context, buckets, place } = ctx;
  const own = directory.decide(caller, action, resource, context);
  const isOwn = caller.accountId === place.accountId;
  const policy = buckets.policy(bucket);
  if (policy === undefined) return besidePolicy(own, undefined, isOwn);
  const { arn, accountId } = caller;
  const requester = { arn, accountId, roleArn: caller.context["aws:PrincipalArn"] };
  const known = { ...context, ...caller.context };
  const document: unknown = JSON.parse(policy);
  const verdict = evaluateResourcePolicy(document, requester, action, resource, known);
  return besidePolicy(own, verdict, isOwn);
}

/** S3 names a bucket that nobody has before it asks who may use it, for its policy is asked as well. */
export function decide(input: Named, ctx: RequestContext, right: Right): Decision {
  if (!ctx.buckets.has(input.Bucket)) {
    throw new ServiceError("NoSuchBucket", "The specified bucket does not exist", 404, {
      elements: { BucketName: input.Bucket },
    });
  }
  const { ExpectedBucketOwner: owner = ctx.place.accountId } = input;
  if (owner === ctx.place.accountId) return judge(input.Bucket, ctx, right);
  return { allowed: false, reason: `Denied: the bucket belongs to another account than ${owner}.` };
}

/** Whether the caller has a right beside the one of the operation. */
export function hasRight(input: Named, ctx: RequestContext, right: Right): boolean {
  const context = { ...ctx.context, ...contextOf(input, ctx) };
  return judge(input.Bucket, { ...ctx, context }, right).allowed;
}

/** Refuses a caller without a further right. */
export function needRight(input: Named, ctx: RequestContext, action: string): void {
  const right = { action: `s3:${action}`, resource: ctx.call.resource };
  if (!hasRight(input, ctx, right)) {
    throw new ServiceError(
      "AccessDenied",
      `User: ${ctx.caller.arn} is not authorized to perform: ${right.action} on resource: "${right.resource}"`,
      403,
    );
  }
  ctx.call.further = [...(ctx.call.further ?? []), right];
}

/** Whether the request may pass over a GOVERNANCE retention: the header needs the right. */
export function bypasses(input: Named, ctx: RequestContext): boolean {
  if (input.BypassGovernanceRetention !== true) return false;
  needRight(input, ctx, "BypassGovernanceRetention");
  return true;
}
