/** STS in the AWS query protocol: who am I, and who may I become. */
import { ServiceError } from "../../errors";
import { type AccessKey, type AssumedRole, inherited, rightsOf } from "../iam";
import { mediaType } from "../api/json-service";
import type { RequestContext, Operation, Service } from "../api/types";
import { readQuery } from "../api/query";
import { xmlOf } from "../api/query-xml";
import { refusalOf, type Violation } from "../api/violations";
import model from "./api-model.json";
import { type AssumeRoleInput, readAssumeRole } from "./input";
import { passesMfa } from "./mfa";

const contentType = "text/xml";

const { responseXml, errorXml } = xmlOf("https://sts.amazonaws.com/doc/2011-06-15/");

function formOf(body: Buffer): URLSearchParams {
  return new URLSearchParams(body.toString("utf8"));
}

function write(action: string) {
  return (result: Record<string, unknown>, requestId: string) => ({
    status: 200,
    contentType,
    body: responseXml(action, result, requestId),
  });
}

const getCallerIdentity: Operation<undefined> = {
  action: "GetCallerIdentity",
  read: () => undefined,
  resource: () => "*",
  // STS answers this one to every caller, whatever the policies say.
  decide: () => ({ allowed: true, reason: "Allowed: it needs no permission." }),
  run: (_, { caller }) => ({
    Arn: caller.arn,
    UserId: caller.userId,
    Account: caller.accountId,
  }),
  write: write("GetCallerIdentity"),
};

/** The session that is asked for. */
function asked(input: AssumeRoleInput, { caller, place }: RequestContext): AssumedRole {
  return { ...input, mfa: passesMfa(input, caller, place) };
}

const assumeRole: Operation<AssumeRoleInput> = {
  action: "AssumeRole",
  read: ({ body }) => readAssumeRole(formOf(body)),
  resource: ({ roleArn }) => roleArn,
  decide: (input, ctx) => ctx.directory.decideAssume(ctx.caller, asked(input, ctx), ctx.context),
  run: (input, ctx) => {
    const { directory, caller, call, clock } = ctx;
    const { roleArn, seconds } = input;
    const session = inherited(caller, asked(input, ctx));
    const further = rightsOf(session);
    if (further.length > 0) call.further = further.map((action) => ({ action, resource: roleArn }));
    needShort(input, ctx);
    const issued = clock.now();
    const expires = new Date(issued.getTime() + seconds * 1000);
    const key = directory.assume({ ...session, issued, expires });
    return assumed(key, expires, session.sourceIdentity);
  },
  write: write("AssumeRole"),
};

/** A role that was assumed by a role is never assumed for longer. */
const longestChained = 3600;

function needShort({ roleArn, seconds }: AssumeRoleInput, ctx: RequestContext): void {
  const isChained = ctx.caller.context["aws:PrincipalType"] === "AssumedRole";
  if (isChained && seconds > longestChained) {
    throw new ServiceError(
      "ValidationError",
      "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role " +
        "chaining.",
    );
  }
  if (seconds > ctx.directory.longestSession(roleArn)) {
    throw new ServiceError(
      "ValidationError",
      "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    );
  }
}

function assumed(key: AccessKey, expires: Date, sourceIdentity: string | undefined) {
  return {
    Credentials: {
      AccessKeyId: key.accessKeyId,
      SecretAccessKey: key.secretAccessKey,
      SessionToken: key.sessionToken,
      Expiration: expires.toISOString(),
    },
    AssumedRoleUser: { AssumedRoleId: key.principal.userId, Arn: key.principal.arn },
    ...(sourceIdentity === undefined ? {} : { SourceIdentity: sourceIdentity }),
  };
}

/** STS names the same failures differently, and answers most of them with 403. */
const renamed: Readonly<Record<string, { code: string; status: number }>> = {
  AccessDeniedException: { code: "AccessDenied", status: 403 },
  ExpiredTokenException: { code: "ExpiredToken", status: 403 },
  MissingAuthenticationTokenException: { code: "MissingAuthenticationToken", status: 403 },
  IncompleteSignatureException: { code: "IncompleteSignature", status: 400 },
  InvalidSignatureException: { code: "SignatureDoesNotMatch", status: 403 },
  UnrecognizedClientException: { code: "InvalidClientTokenId", status: 403 },
  UnknownOperationException: { code: "InvalidAction", status: 400 },
};

function rename(error: ServiceError): ServiceError {
  const { code, status } = renamed[error.code] ?? error;
  return Object.assign(new ServiceError(code, error.message, status), { cause: error.cause });
}

const operations = new Map<string, Operation>([
  ["GetCallerIdentity", getCallerIdentity],
  ["AssumeRole", assumeRole],
]);

/** The query protocol's code where the JSON protocol has ValidationException. */
function invalid(violations: readonly Violation[]): ServiceError {
  return new ServiceError("ValidationError", refusalOf(violations));
}

export const sts: Service = {
  name: "sts",
  ...{ model, invalid, malformed: "MalformedInput" },
  members: ({ body }, operation) => readQuery(model, operation, formOf(body)),
  title: "STS (AWS query)",
  known: [...operations.keys()],
  is: (request) =>
    request.url === "/" && mediaType(request) === "application/x-www-form-urlencoded",
  resolve: ({ body }) => {
    const name = formOf(body).get("Action") ?? "";
    return { name, operation: operations.get(name) };
  },
  // The global endpoint, which older tools use, is signed for us-east-1.
  regions: ({ region }) => [region, "us-east-1"],
  rename,
  error: (error, requestId) => ({
    status: error.status,
    contentType,
    body: errorXml(error, requestId),
  }),
  throttled: { code: "Throttling", status: 400 },
};
