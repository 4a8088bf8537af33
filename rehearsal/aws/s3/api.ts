/** S3's REST API: objects, their versions and what keeps them. */
import { ServiceError } from "../../errors";
import type { ApiRequest } from "../api/request";
import { readRest } from "../api/rest";
import type { Answer, Operation, RequestContext, Service } from "../api/types";
import { refusalOf, type Violation } from "../api/violations";
import { addressOf, operationNames, operationOf } from "./address";
import { errorAnswer } from "./answers";
import model from "./api-model.json";
import { payloadOf, unhashed } from "./aws-chunked";
import { listObjects, listVersions } from "./listings";
import { deleteObject, getObject, putObject } from "./objects";
import { readRetention } from "./retention-xml";
import { bucketArn, contextOf, decide, objectArn } from "./rights";
import {
  getLockConfiguration,
  getRetention,
  getVersioning,
  headBucket,
  putRetention,
} from "./settings";

/** Members that change what is done, and that the rehearsal has nothing for. */
const unspoken = [
  ...["GrantFullControl", "GrantRead", "GrantReadACP", "GrantWriteACP", "MFA", "PartNumber"],
  ...["SSECustomerAlgorithm", "SSECustomerKey", "SSECustomerKeyMD5", "Tagging", "WriteOffsetBytes"],
  ...["IfMatchLastModifiedTime", "IfMatchSize"],
];

/** All members by their names, wherever in the request they stand. */
function membersOf(request: ApiRequest, operation: string): Record<string, any> {
  const { bucket = "", key = "" } = addressOf(request);
  const path = { Bucket: bucket, Key: key };
  const read = Object.entries(readRest(model, operation, request, path));
  const given = Object.fromEntries(read.filter(([, value]) => value !== null));
  if (operation !== "PutObjectRetention") return given;
  return { ...given, Retention: readRetention(payloadOf(request).content) };
}

function inputOf(operation: string) {
  return (request: ApiRequest): object => {
    if (request.headers["x-amz-content-sha256"] === undefined) {
      throw new ServiceError(
        "InvalidRequest",
        "Missing required header for this request: x-amz-content-sha256",
      );
    }
    const members = membersOf(request, operation);
    const other = unspoken.find((name) => members[name] !== undefined);
    if (other === undefined) return { ...members, request };
    throw new ServiceError("NotImplemented", `The rehearsal's S3 takes no ${other}.`, 501);
  };
}

type Run = (input: any, ctx: RequestContext) => Answer;

/** Actions as IAM has them: those of a version have names of their own. */
const operations: Readonly<Record<string, [run: Run, action: string, ofVersion?: string]>> = {
  DeleteObject: [deleteObject, "DeleteObject", "DeleteObjectVersion"],
  GetBucketVersioning: [getVersioning, "GetBucketVersioning"],
  GetObject: [getObject, "GetObject", "GetObjectVersion"],
  GetObjectLockConfiguration: [getLockConfiguration, "GetBucketObjectLockConfiguration"],
  GetObjectRetention: [getRetention, "GetObjectRetention"],
  HeadBucket: [headBucket, "ListBucket"],
  HeadObject: [getObject, "GetObject", "GetObjectVersion"],
  ListObjectVersions: [listVersions, "ListBucketVersions"],
  ListObjectsV2: [listObjects, "ListBucket"],
  PutObject: [putObject, "PutObject"],
  PutObjectRetention: [putRetention, "PutObjectRetention"],
};

function operationFor(request: ApiRequest, name: string): Operation | undefined {
  if (!Object.hasOwn(operations, name)) return undefined;
  const [run, action, ofVersion = action] = operations[name];
  const isOfVersion = new URLSearchParams(request.url.split("?")[1]).has("versionId");
  return {
    action: isOfVersion ? ofVersion : action,
    read: inputOf(name),
    resource: addressOf(request).key === undefined ? bucketArn : objectArn,
    context: contextOf,
    ...{ decide, run },
    write: (answer: Answer, requestId) => ({
      ...answer,
      headers: { "x-amz-request-id": requestId, ...answer.headers },
    }),
  };
}

/** S3's own codes and statuses (API Reference, "List of error codes"). */
const renamed: Readonly<Record<string, [code: string, status: number]>> = {
  AccessDeniedException: ["AccessDenied", 403],
  ExpiredTokenException: ["ExpiredToken", 400],
  IncompleteSignatureException: ["AuthorizationHeaderMalformed", 400],
  InternalFailure: ["InternalError", 500],
  InternalServerError: ["InternalError", 500],
  InvalidSignatureException: ["SignatureDoesNotMatch", 403],
  MissingAuthenticationTokenException: ["AccessDenied", 403],
  UnknownOperationException: ["NotImplemented", 501],
  UnrecognizedClientException: ["InvalidAccessKeyId", 403],
};

function rename(error: ServiceError): ServiceError {
  if (!Object.hasOwn(renamed, error.code)) return error;
  const [code, status] = renamed[error.code];
  const shown = new ServiceError(code, error.message, status, error.details);
  shown.cause = error.cause;
  return shown;
}

/** A document is held against a schema, a header or a name in the query string is an argument. */
function invalid(violations: readonly Violation[]): ServiceError {
  const [{ text }] = violations;
  const code = /'retention/.test(text) ? "MalformedXML" : "InvalidArgument";
  return new ServiceError(code, refusalOf(violations));
}

export const s3: Service = {
  name: "s3",
  title: "S3 (REST)",
  needs: "buckets",
  known: operationNames,
  model,
  methods: ["GET", "HEAD", "PUT", "DELETE", "POST"],
  members: membersOf,
  malformed: "InvalidArgument",
  invalid,
  is: ({ headers: { authorization = "" } }) =>
    /Credential=[^,\s]*\/s3\/aws4_request/.test(authorization),
  resolve: (request) => {
    const name = operationOf(request);
    return { name, operation: operationFor(request, name) };
  },
  signing: {
    isPathAsSent: true,
    unhashed,
    wrongRegion: (given, expected) =>
      new ServiceError(
        "AuthorizationHeaderMalformed",
        `The authorization header is malformed; the region '${given}' is wrong; expecting '${expected}'`,
        400,
        { elements: { Region: expected } },
      ),
  },
  rename,
  error: errorAnswer,
  throttled: { code: "SlowDown", status: 503 },
};
