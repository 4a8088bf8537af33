/** Policy documents: read and checked as the AWS services do when they are given one. */
import { evaluateResource } from "../../../iam/resource-policy";
import { ServiceError } from "../../errors";

/** Where a document is used decides what it must and must not have. */
export type DocumentKind = "identity" | "trust" | "resource";

const malformedCode: Record<DocumentKind, string> = {
  identity: "MalformedPolicyDocument",
  trust: "MalformedPolicyDocument",
  resource: "InvalidParameter",
};

/**
 * The JSON text of a policy document, which Pulumi programs give as text or as an object. Throws
 * what the service throws for a document that it cannot accept.
 */
export function policyText(document: unknown, kind: DocumentKind, code?: string): string {
  const refuse = (reason: string): never => {
    throw new ServiceError(code ?? malformedCode[kind], reason);
  };
  const text = typeof document === "string" ? document : JSON.stringify(document ?? null);
  const parsed = parse(text) ?? refuse(`The policy is not valid JSON: ${shortened(text)}`);
  const statements = [parsed.Statement ?? []].flat();
  if (statements.length === 0) refuse("The policy has no statement.");
  for (const statement of statements) {
    const reason = fault(statement, kind);
    if (reason !== undefined)
      refuse(`${reason} Statement: ${shortened(JSON.stringify(statement))}`);
  }
  return text;
}

/** The number of characters that IAM counts: white space is free. */
export function countedLength(document: string): number {
  return document.replace(/\s/g, "").length;
}

/** What a service will ask, once it assumes the role: its conditions are not known before. */
const assumeRole = { action: "sts:AssumeRole", resource: "*", context: { get: () => undefined } };

/** True when a trust policy lets a service, by its name, assume the role. */
export function trusts(trust: string, service: string): boolean {
  const policy = { name: "the trust policy", document: trust };
  const { direct, denied } = evaluateResource(policy, { service }, assumeRole);
  return parse(trust) !== undefined && direct !== "no" && denied !== "yes";
}

function fault(statement: any, kind: DocumentKind): string | undefined {
  if (statement?.Effect !== "Allow" && statement?.Effect !== "Deny") {
    return "Effect must be Allow or Deny.";
  }
  if (statement.Action === undefined && statement.NotAction === undefined) {
    return "The policy must contain actions.";
  }
  const hasPrincipal = statement.Principal !== undefined || statement.NotPrincipal !== undefined;
  const hasResource = statement.Resource !== undefined || statement.NotResource !== undefined;
  if (kind === "identity" && hasPrincipal) return "The policy must not have a Principal.";
  if (kind !== "identity" && !hasPrincipal) return "The policy must have a Principal.";
  if (kind === "trust" && hasResource) return "A trust policy has no Resource.";
  if (kind !== "trust" && !hasResource) return "The policy must contain resources.";
  return undefined;
}

function parse(text: string): any {
  try {
    return JSON.parse(text) ?? undefined;
  } catch {
    return undefined;
  }
}

function shortened(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}...` : text;
}
