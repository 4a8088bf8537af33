/** Who may invoke a function: its resource policy, and the policies of a role that asks. */
import { readArn } from "../../../iam/arns";
import type { Place } from "../account/types";
import { ServiceError } from "../../errors";
import {
  besidePolicy,
  type Decision,
  evaluateResourcePolicy,
  type IamDirectory,
  type Requester,
  type ResourceVerdict,
} from "../iam";
import type { FunctionPermission, Invoker } from "./types";

const invokeAction = "lambda:InvokeFunction";

/** The statement that Lambda makes of a permission. */
export function statementOf(permission: FunctionPermission, functionArn: string): object {
  const { statementId, action, principal, sourceArn, sourceAccount } = permission;
  const { functionUrlAuthType, invokedViaFunctionUrl } = permission;
  const conditions = {
    ...(sourceArn !== undefined && { ArnLike: { "aws:SourceArn": sourceArn } }),
    ...((sourceAccount !== undefined || functionUrlAuthType !== undefined) && {
      StringEquals: {
        ...(sourceAccount !== undefined && { "aws:SourceAccount": sourceAccount }),
        ...(functionUrlAuthType !== undefined && {
          "lambda:FunctionUrlAuthType": functionUrlAuthType,
        }),
      },
    }),
    ...(invokedViaFunctionUrl !== undefined && {
      Bool: { "lambda:InvokedViaFunctionUrl": String(invokedViaFunctionUrl) },
    }),
  };
  return {
    Sid: statementId,
    Effect: "Allow",
    Principal: principalOf(principal),
    Action: action,
    Resource: functionArn,
    ...(Object.keys(conditions).length > 0 && { Condition: conditions }),
  };
}

function principalOf(principal: string): unknown {
  if (principal === "*") return "*";
  return /^[\w.-]+\.amazonaws\.com(\.cn)?$/.test(principal)
    ? { Service: principal }
    : { AWS: principal };
}

/** A function as its rights see it. */
export interface Guarded {
  readonly arn: string;
  readonly permissions: readonly FunctionPermission[];
}

function ask(
  { arn, permissions }: Guarded,
  requester: Requester,
  action: string,
  context: Record<string, string>,
): ResourceVerdict {
  const Statement = permissions.map((permission) => statementOf(permission, arn));
  const document = { Version: "2012-10-17", Statement };
  return evaluateResourcePolicy(document, requester, action, arn, context);
}

/**
 * Throws AccessDeniedException unless the invoker may. A service has only the function's resource
 * policy; a role or user of the account may have the right from either side, and a Deny decides.
 */
export function needInvoke(
  guarded: Guarded,
  invoker: Invoker,
  { directory, place }: { directory: Decides; place: Place },
): void {
  if ("service" in invoker) {
    const { service, sourceArn } = invoker;
    const context = { "aws:SourceArn": sourceArn, "aws:SourceAccount": place.accountId };
    const verdict = ask(guarded, { service }, invokeAction, context);
    return need(verdict.allowed, `${service} for ${sourceArn}`, guarded.arn, verdict.reason);
  }
  const { own, ...requester } = asked(invoker, guarded.arn, directory);
  const isOwn = requester.accountId === place.accountId;
  const verdict = ask(guarded, requester, invokeAction, {});
  const { allowed, reason } = besidePolicy(own, verdict, isOwn);
  need(allowed, requester.arn, guarded.arn, isOwn ? own.reason : reason);
}

/** The part of the directory that is asked. */
export type Decides = Pick<IamDirectory, "decide" | "decideRole">;

function asked(
  invoker: Exclude<Invoker, { service: string }>,
  functionArn: string,
  directory: Decides,
): { own: Decision; arn: string; roleArn: string; accountId: string } {
  if ("roleArn" in invoker) {
    const { roleArn } = invoker;
    const own = directory.decideRole(roleArn, invokeAction, functionArn);
    return { own, arn: roleArn, roleArn, accountId: readArn(roleArn).accountId ?? "" };
  }
  const { arn, accountId, context } = invoker.principal;
  const own = directory.decide(invoker.principal, invokeAction, functionArn);
  return { own, arn, roleArn: context["aws:PrincipalArn"], accountId };
}

function need(allowed: boolean, who: string, functionArn: string, reason: string): void {
  if (allowed) return;
  throw new ServiceError(
    "AccessDeniedException",
    `${who} is not authorized to perform: ${invokeAction} on resource: ${functionArn}. ${reason}`,
    403,
  );
}

/** Why the public may not call a function URL; undefined where it may. */
export function urlRefusal(guarded: Guarded, authType: string): string | undefined {
  if (authType !== "NONE") return `Its auth type is ${authType}, and the request is not signed.`;
  const context = { "lambda:FunctionUrlAuthType": authType };
  const url = ask(guarded, {}, "lambda:InvokeFunctionUrl", context);
  if (!url.allowed) return url.reason;
  // Needed beside it for every URL made since October 2025.
  const through = { ...context, "lambda:InvokedViaFunctionUrl": "true" };
  const invoke = ask(guarded, {}, invokeAction, through);
  return invoke.allowed ? undefined : invoke.reason;
}
