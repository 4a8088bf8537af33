/** An endpoint over an engine whose answers a test sets, with people and their keys. */
import { request as httpRequest } from "node:http";
import { Sha256 } from "@aws-crypto/sha256-js";
import { CodePipelineClient } from "@aws-sdk/client-codepipeline";
import { SignatureV4 } from "@smithy/signature-v4";
import type { Call } from "../../../../../rehearsal/aws/api/calls";
import { Endpoint } from "../../../../../rehearsal/aws/api/endpoint";
import { MovableClock } from "../../../../../rehearsal/clock";
import { createDirectory } from "../../../../../rehearsal/aws/iam/directory";
import type { AccessKey } from "../../../../../rehearsal/aws/iam/types";
import type { Engine } from "../../../../../rehearsal/aws/codepipeline/engine";

export const place = { partition: "aws", region: "eu-west-1", accountId: "111122223333" };
export const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
export const arnOf = (resource: string): string =>
  `arn:aws:codepipeline:eu-west-1:111122223333:${resource}`;

/** Every call that reached the engine, and what it answered from. */
interface FakeEngine {
  readonly calls: unknown[][];
  readonly answers: Record<string, (...args: any[]) => unknown>;
}

export interface Local {
  readonly url: string;
  readonly fake: FakeEngine;
  readonly clock: MovableClock;
  readonly audit: Call[];
  readonly endpoint: Endpoint;
  key(profile: string): AccessKey;
  client(profile: string): CodePipelineClient;
  stop(): Promise<void>;
}

function fakeEngine(answers: FakeEngine["answers"]): { engine: Engine; fake: FakeEngine } {
  const fake: FakeEngine = { calls: [], answers };
  const engine = new Proxy({} as Engine, {
    get:
      (_, name: string) =>
      (...args: unknown[]) => {
        fake.calls.push([name, ...args]);
        return fake.answers[name](...args);
      },
  });
  return { engine, fake };
}

export async function startLocal(options: { realTime?: () => Date } = {}): Promise<Local> {
  const clock = new MovableClock();
  const directory = createDirectory(place);
  const statement = [
    { Effect: "Allow", Action: "codepipeline:PutApprovalResult", Resource: arnOf("shop/Gate/Ok") },
    { Effect: "Allow", Action: "codepipeline:Get*", Resource: arnOf("shop") },
    { Effect: "Deny", Action: "codepipeline:GetPipelineExecution", Resource: "*" },
  ];
  const document = JSON.stringify({ Version: "2012-10-17", Statement: statement });
  directory.putInline({ kind: "user", name: "qa" }, "gate", document);
  const { engine, fake } = fakeEngine({});
  const endpoint = new Endpoint({ engine, directory, clock, place, ...options });
  const audit: Call[] = [];
  endpoint.on("call", (call) => audit.push(call));
  const url = await endpoint.listen(0);
  const key = (profile: string): AccessKey => {
    const found = directory.accessKeys().find((one) => one.profile === profile);
    if (!found) throw new Error(`no profile ${profile}`);
    return found;
  };
  const clients: CodePipelineClient[] = [];
  const client = (profile: string): CodePipelineClient => {
    const { accessKeyId, secretAccessKey, sessionToken } = key(profile);
    const credentials = { accessKeyId, secretAccessKey, sessionToken };
    const made = new CodePipelineClient({
      region: place.region,
      endpoint: url,
      credentials,
      maxAttempts: 1,
    });
    clients.push(made);
    return made;
  };
  const stop = async (): Promise<void> => {
    clients.forEach((one) => one.destroy());
    clock.stop();
    await endpoint.close();
  };
  return { url, fake, clock, audit, endpoint, key, client, stop };
}

export interface Raw {
  method?: string;
  path?: string;
  headers?: Record<string, string>;
  body?: string;
}

export interface Response {
  status: number;
  body: string;
  /** The error code of a REST service, which stands in a header. */
  errorType: string;
  /** The error code and message of a JSON answer. */
  code: string;
  message: string;
}

/** Sends exactly these headers and this body. */
export function send(url: string, { method = "POST", path = "/", headers = {}, body }: Raw) {
  return new Promise<Response>((resolve, reject) => {
    const request = httpRequest(url, { method, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString();
        const { __type: code = "", message = "" } = text.startsWith("{") ? JSON.parse(text) : {};
        const errorType = String(response.headers["x-amzn-errortype"] ?? "");
        resolve({ status: response.statusCode ?? 0, body: text, errorType, code, message });
      });
    });
    request.on("error", reject);
    request.end(body);
  });
}

export interface Signing {
  service?: string;
  region?: string;
  date?: Date;
  headers?: Record<string, string>;
  body?: string;
  /** Path and query as they are sent. Defaults to `/`. */
  url?: string;
  /** Defaults to POST. */
  method?: string;
  /** Whether to send the payload's hash as a header; the aws CLI does not. */
  hashHeader?: boolean;
}

/** Headers of a properly signed request, for a test to spoil. */
export async function signed(
  { url }: Pick<Local, "url">,
  { accessKeyId, secretAccessKey, sessionToken }: AccessKey,
  signing: Signing = {},
): Promise<{ headers: Record<string, string>; body: string }> {
  const { service = "codepipeline", region = place.region, headers, body = "{}" } = signing;
  const { date, hashHeader = true, url: target = "/", method = "POST" } = signing;
  const [path, queryText] = target.split("?");
  const query: Record<string, string[]> = {};
  const pairs = new URLSearchParams((queryText ?? "").replaceAll("+", "%2B"));
  for (const [name, value] of pairs) (query[name] ??= []).push(value);
  const signer = new SignatureV4({
    applyChecksum: hashHeader,
    credentials: { accessKeyId, secretAccessKey, sessionToken },
    region,
    service,
    sha256: Sha256,
  });
  const out = await signer.sign(
    {
      method,
      protocol: "http:",
      hostname: "127.0.0.1",
      path,
      query,
      body,
      headers: {
        host: new URL(url).host,
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": "CodePipeline_20150709.ListPipelines",
        ...headers,
      },
    },
    { signingDate: date },
  );
  return { headers: out.headers, body };
}
