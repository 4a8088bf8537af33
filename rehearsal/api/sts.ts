/** STS GetCallerIdentity, in the AWS query protocol: it answers "who am I" for anybody with keys. */
import { ServiceError } from "../errors";
import type { Principal } from "../iam/types";

const namespace = "https://sts.amazonaws.com/doc/2011-06-15/";

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.codePointAt(0)};`);
}

/** STS names the same failures differently, and answers most of them with 403. */
const renamed: Readonly<Record<string, { code: string; status: number }>> = {
  MissingAuthenticationTokenException: { code: "MissingAuthenticationToken", status: 403 },
  IncompleteSignatureException: { code: "IncompleteSignature", status: 400 },
  InvalidSignatureException: { code: "SignatureDoesNotMatch", status: 403 },
  UnrecognizedClientException: { code: "InvalidClientTokenId", status: 403 },
  UnknownOperationException: { code: "InvalidAction", status: 400 },
};

export function stsError(error: ServiceError): ServiceError {
  const { code, status } = renamed[error.code] ?? error;
  return new ServiceError(code, error.message, status);
}

/** The action that a query-protocol body asks for; only GetCallerIdentity is there. */
export function readStsAction(body: Buffer): "GetCallerIdentity" {
  const action = new URLSearchParams(body.toString("utf8")).get("Action") ?? "";
  if (action !== "GetCallerIdentity") {
    throw new ServiceError(
      "UnknownOperationException",
      `The rehearsal's STS knows only GetCallerIdentity, got: "${action}".`,
    );
  }
  return action;
}

export function callerIdentityXml(caller: Principal, requestId: string): string {
  return (
    `<GetCallerIdentityResponse xmlns="${namespace}"><GetCallerIdentityResult>` +
    `<Arn>${escape(caller.arn)}</Arn><UserId>${escape(caller.userId)}</UserId>` +
    `<Account>${escape(caller.accountId)}</Account></GetCallerIdentityResult>` +
    `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>` +
    `</GetCallerIdentityResponse>`
  );
}

export function stsErrorXml(error: ServiceError, requestId: string): string {
  return (
    `<ErrorResponse xmlns="${namespace}"><Error><Type>Sender</Type>` +
    `<Code>${escape(error.code)}</Code><Message>${escape(error.message)}</Message></Error>` +
    `<RequestId>${requestId}</RequestId></ErrorResponse>`
  );
}
