/** Who signed a request: AWS Signature Version 4, checked by signing again. */
import { createHash, timingSafeEqual } from "node:crypto";
import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";
import { ServiceError } from "../../errors";
import type { AccessKey, Principal } from "../iam";
import type { ApiRequest } from "./request";
import type { Signing } from "./types";

export interface SignatureCheck {
  /** The service the request is for, as a credential scope names it. */
  readonly service: string;
  readonly regions: readonly string[];
  /** People sign by their own clock, wherever the rehearsal's clock stands. */
  readonly realTime: Date;
  /** By the rehearsal's clock, which functions sign by and temporary keys end by. */
  readonly time: Date;
  readonly signing?: Signing;
  readonly accessKey: (accessKeyId: string) => AccessKey | undefined;
}

/** AWS allows five minutes between the caller's clock and its own. */
const skew = 5 * 60_000;

interface Authorization {
  readonly accessKeyId: string;
  readonly scope: { date: string; region: string; service: string; terminator: string };
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

function incomplete(message: string): ServiceError {
  return new ServiceError("IncompleteSignatureException", message);
}

function invalid(message: string): ServiceError {
  return new ServiceError("InvalidSignatureException", message);
}

function unrecognized(): ServiceError {
  return new ServiceError(
    "UnrecognizedClientException",
    "The security token included in the request is invalid. Keys are new in every rehearsal: " +
      "use the credentials file of the one that runs now.",
  );
}

function expired(): ServiceError {
  return new ServiceError(
    "ExpiredTokenException",
    "The security token included in the request is expired",
  );
}

function readAuthorization(header: string | undefined): Authorization {
  if (header === undefined || header === "") {
    throw new ServiceError("MissingAuthenticationTokenException", "Missing Authentication Token");
  }
  const [, algorithm, rest] = /^(\S+)\s+(.*)$/s.exec(header) ?? [];
  if (algorithm !== "AWS4-HMAC-SHA256") {
    throw incomplete("The rehearsal reads AWS4-HMAC-SHA256 in the Authorization header only.");
  }
  const fields = new Map(
    rest.split(",").map((field): [string, string] => {
      const at = field.indexOf("=");
      return [field.slice(0, at).trim(), field.slice(at + 1).trim()];
    }),
  );
  const need = (name: string): string => {
    const value = fields.get(name);
    if (!value) throw incomplete(`Authorization header requires '${name}' parameter.`);
    return value;
  };
  const parts = need("Credential").split("/");
  if (parts.length !== 5) {
    throw incomplete("Credential must read KEY/DATE/REGION/SERVICE/aws4_request.");
  }
  const [accessKeyId, date, region, service, terminator] = parts;
  const signedHeaders = need("SignedHeaders").toLowerCase().split(";");
  const scope = { date, region, service, terminator };
  return { accessKeyId, scope, signedHeaders, signature: need("Signature") };
}

function signingDate(headers: ApiRequest["headers"]): Date {
  const written = headers["x-amz-date"] ?? "";
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(written) ?? [];
  const [year, month, day, hour, minute, second] = parts;
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(date.getTime())) {
    throw incomplete("Authorization header requires an 'X-Amz-Date' header, YYYYMMDDTHHMMSSZ.");
  }
  return date;
}

function checkScope({ scope }: Authorization, headers: ApiRequest["headers"], c: SignatureCheck) {
  if (scope.terminator !== "aws4_request") {
    throw invalid("Credential should be scoped with a valid terminator: 'aws4_request'.");
  }
  if (!c.regions.includes(scope.region)) {
    if (c.signing !== undefined) throw c.signing.wrongRegion(scope.region, c.regions[0]);
    throw invalid(
      `Credential should be scoped to a valid region: ${c.regions.join(" or ")}, ` +
        `got: ${scope.region}. Pass --region ${c.regions[0]}.`,
    );
  }
  if (scope.service !== c.service) {
    throw invalid(
      `Credential should be scoped to correct service: '${c.service}', ` +
        `which the request's target or path is for, got: '${scope.service}'.`,
    );
  }
  if (scope.date !== headers["x-amz-date"].slice(0, 8)) {
    throw invalid("Date in Credential scope does not match YYYYMMDD from X-Amz-Date.");
  }
}

function checkTime(signedAt: Date, { realTime: now, time }: SignatureCheck): void {
  if (Math.abs(signedAt.getTime() - time.getTime()) <= skew) return;
  const ahead = signedAt.getTime() - now.getTime();
  if (ahead < -skew) {
    throw invalid(
      `Signature expired: ${signedAt.toISOString()} is now earlier than ` +
        `${new Date(now.getTime() - skew).toISOString()} (${now.toISOString()} - 5 min.)`,
    );
  }
  if (ahead > skew) {
    throw invalid(
      `Signature not yet current: ${signedAt.toISOString()} is still later than ` +
        `${new Date(now.getTime() + skew).toISOString()} (${now.toISOString()} + 5 min.)`,
    );
  }
}

/** What is not signed could have been changed on the way: AWS wants host and every x-amz- header. */
function checkSignedHeaders(signed: readonly string[], headers: ApiRequest["headers"]): void {
  const unsigned = Object.keys(headers).filter(
    (name) => (name === "host" || name.startsWith("x-amz-")) && !signed.includes(name),
  );
  const absent = signed.filter((name) => headers[name] === undefined);
  if (unsigned.length > 0) throw invalid(`These headers must be signed: ${unsigned.join(", ")}.`);
  if (absent.length > 0) throw invalid(`These signed headers are missing: ${absent.join(", ")}.`);
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function checkPayload({ headers, body }: ApiRequest, unhashed: readonly string[]): void {
  const declared = headers["x-amz-content-sha256"];
  if (declared === undefined || unhashed.includes(declared)) return;
  const actual = createHash("sha256").update(body).digest("hex");
  if (!same(declared, actual)) {
    throw invalid("X-Amz-Content-SHA256 is not the hash of the request's body.");
  }
}

/** The path stays as it was sent, for its encoding is signed; the query is signed as values. */
function targetOf(url: string): { path: string; query: Record<string, string[]> } {
  const at = url.indexOf("?");
  const path = at < 0 ? url : url.slice(0, at);
  const query: Record<string, string[]> = {};
  const given = new URLSearchParams(at < 0 ? "" : url.slice(at + 1).replaceAll("+", "%2B"));
  for (const [name, value] of given) (query[name] ??= []).push(value);
  return { path, query };
}

async function signAgain(
  request: ApiRequest,
  { scope, signedHeaders }: Authorization,
  key: AccessKey,
  date: Date,
  signing?: Signing,
): Promise<string> {
  const signer = new SignatureV4({
    credentials: { accessKeyId: key.accessKeyId, secretAccessKey: key.secretAccessKey },
    region: scope.region,
    service: scope.service,
    sha256: Sha256,
    applyChecksum: false,
    uriEscapePath: signing?.isPathAsSent !== true,
  });
  const headers = Object.fromEntries(signedHeaders.map((name) => [name, request.headers[name]]));
  const { method, body, url } = request;
  const target = targetOf(url);
  const signed = await signer.sign(
    { method, protocol: "http:", hostname: "127.0.0.1", ...target, headers, body },
    { signingDate: date, signableHeaders: new Set(signedHeaders) },
  );
  return /Signature=([0-9a-f]+)/.exec(signed.headers.authorization)![1];
}

/** The caller, or the error that AWS answers. */
export async function authenticate(request: ApiRequest, check: SignatureCheck): Promise<Principal> {
  const { headers } = request;
  const authorization = readAuthorization(headers.authorization);
  const date = signingDate(headers);
  checkScope(authorization, headers, check);
  checkTime(date, check);
  checkSignedHeaders(authorization.signedHeaders, headers);
  const key = check.accessKey(authorization.accessKeyId);
  if (!key || !same(headers["x-amz-security-token"] ?? "", key.sessionToken ?? "")) {
    throw unrecognized();
  }
  if (key.expires !== undefined && key.expires <= check.time) throw expired();
  checkPayload(request, check.signing?.unhashed ?? []);
  const expected = await signAgain(request, authorization, key, date, check.signing);
  if (!same(authorization.signature, expected)) {
    throw invalid(
      "The request signature we calculated does not match the signature you provided. " +
        "Check your AWS Secret Access Key and signing method.",
    );
  }
  return key.principal;
}
