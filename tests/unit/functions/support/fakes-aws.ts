/** A local server that keeps what the AWS SDK sends, and answers what a test says. */
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface Sent {
  /** The operation: "PutItem", "AssumeRole". */
  readonly operation: string;
  /** Body of a JSON call, or fields of a query call. */
  readonly input: Record<string, unknown>;
  /** The access key that signed the call. */
  readonly key: string;
}

export interface Answer {
  readonly status?: number;
  /** Name of an error, for `status` 400 and above. */
  readonly error?: string;
  readonly output?: object;
}

const variables = {
  AWS_REGION: "eu-west-1",
  AWS_ACCESS_KEY_ID: "AKIAFUNCTION",
  AWS_SECRET_ACCESS_KEY: "secret",
  AWS_SESSION_TOKEN: "token",
};

export class FakeAws {
  readonly sent: Sent[] = [];
  /** Answers of an operation, in order; the last one stays. */
  readonly answers = new Map<string, Answer[]>();
  private server?: Server;
  private readonly before: Record<string, string | undefined> = {};

  async start(): Promise<void> {
    const server = createServer((request, response) => {
      void read(request).then((sent) => {
        this.sent.push(sent);
        const { status = 200, error, output = {} } = this.next(sent.operation);
        if (sent.operation === "AssumeRole") {
          response.writeHead(status, { "content-type": "text/xml" });
          return response.end(error === undefined ? xml(output) : xmlError(error));
        }
        if (sent.operation === "Publish") {
          response.writeHead(status, { "content-type": "text/xml" });
          return response.end(error === undefined ? publishedXml : xmlError(error));
        }
        response.writeHead(status, {
          "content-type": "application/x-amz-json-1.1",
          ...(error === undefined ? {} : { "x-amzn-errortype": error }),
        });
        const body = error === undefined ? output : { __type: error, message: `${error} happened` };
        return response.end(JSON.stringify(body));
      });
    });
    this.server = server;
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const { port } = server.address() as AddressInfo;
    const all = { ...variables, AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` };
    for (const [name, value] of Object.entries(all)) {
      this.before[name] = process.env[name];
      process.env[name] = value;
    }
  }

  async stop(): Promise<void> {
    for (const [name, value] of Object.entries(this.before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    this.server?.closeAllConnections();
    await new Promise((closed) => this.server?.close(closed));
  }

  clear(): void {
    this.sent.length = 0;
    this.answers.clear();
    this.answers.set("AssumeRole", [{ output: session }]);
  }

  of(operation: string): Record<string, unknown>[] {
    return this.sent.filter((one) => one.operation === operation).map(({ input }) => input);
  }

  private next(operation: string): Answer {
    const answers = this.answers.get(operation) ?? [{}];
    return (answers.length > 1 ? answers.shift() : answers[0]) ?? {};
  }
}

export const session = {
  AccessKeyId: "ASIASESSION",
  SecretAccessKey: "secret",
  SessionToken: "token",
  Expiration: "2036-01-01T00:00:00Z",
};

async function read(request: IncomingMessage): Promise<Sent> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString();
  const key = /Credential=(\w+)\//.exec(request.headers.authorization ?? "")?.[1] ?? "";
  const target = request.headers["x-amz-target"];
  if (typeof target === "string") {
    const input = JSON.parse(body) as Record<string, unknown>;
    return { operation: target.split(".")[1], input, key };
  }
  // EventBridge Scheduler has a REST protocol: the name stands in the path.
  const [, Name] = /^\/schedules\/([^?]+)/.exec(request.url ?? "") ?? [];
  if (Name !== undefined) {
    const input = { Name, ...(JSON.parse(body) as Record<string, unknown>) };
    return { operation: "CreateSchedule", input, key };
  }
  const [, FunctionName] = /\/functions\/([^/]+)\/invocations$/.exec(request.url ?? "") ?? [];
  if (FunctionName !== undefined) {
    const input = { FunctionName: decodeURIComponent(FunctionName), Payload: body };
    return { operation: "Invoke", input, key };
  }
  const {
    Action: operation,
    Version: _version,
    ...input
  } = Object.fromEntries(new URLSearchParams(body));
  return { operation, input, key };
}

const publishedXml =
  '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult>' +
  "<MessageId>m</MessageId></PublishResult></PublishResponse>";

function xml(keys: object): string {
  const fields = Object.entries(keys).map(([name, value]) => `<${name}>${value}</${name}>`);
  const credentials = fields.length > 0 ? `<Credentials>${fields.join("")}</Credentials>` : "";
  return `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>${credentials}</AssumeRoleResult></AssumeRoleResponse>`;
}

function xmlError(code: string): string {
  return `<ErrorResponse><Error><Code>${code}</Code><Message>${code} happened</Message></Error></ErrorResponse>`;
}
