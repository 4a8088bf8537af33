/** The local AWS endpoint: HTTP on 127.0.0.1, for any AWS SDK and the aws CLI. */
import { randomUUID } from "node:crypto";
import { EventEmitter } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Place, RegisteredResource } from "../account/types";
import type { Clock } from "../../clock";
import type { EventBuses } from "../events";
import type { IamDirectory } from "../iam";
import type { Functions } from "../lambda";
import type { Engine } from "../codepipeline";
import type { Stores } from "../account/stores";
import type { Buckets } from "../s3";
import type { Topics } from "../sns";
import { answer, type Call, refuse, type Reply, type EndpointDeps } from "./calls";
import { type Fault, Faults } from "./faults";
import { headersOf, readBody, refuseForeign } from "./request";

export interface EndpointOptions {
  readonly engine: Engine;
  readonly directory: IamDirectory;
  /** The rehearsal's time, which policies see as `aws:CurrentTime`. */
  readonly clock: Clock;
  readonly place: Place;
  /** Tables, secrets, parameters and queues; without them their services are not there. */
  readonly stores?: Stores;
  /** Without them there is no Lambda. */
  readonly functions?: Functions;
  /** Without them there is no EventBridge. */
  readonly buses?: EventBuses;
  readonly topics?: Topics;
  /** Without them there is no S3. */
  readonly buckets?: Buckets;
  readonly resources?: readonly RegisteredResource[];
  /** Real time, by which signatures are judged as well. Defaults to this machine's clock. */
  readonly realTime?: () => Date;
}

interface EndpointEvents {
  /** After every call that was answered, also those that were refused. */
  call: [Call];
}

/** Loopback only: whoever reaches this endpoint is on this machine. */
const address = "127.0.0.1";

export class Endpoint extends EventEmitter<EndpointEvents> {
  private readonly server: Server;
  private readonly services: EndpointDeps;
  private readonly faults = new Faults();
  /** Callers who wait for an answer that a fault withholds. */
  private readonly hanging = new Set<ServerResponse>();

  constructor({ realTime = () => new Date(), ...options }: EndpointOptions) {
    super();
    const { faults } = this;
    this.services = { ...options, realTime, started: new Map(), faults };
    this.server = createServer((message, response) => void this.serve(message, response));
    this.server.requestTimeout = 30_000;
  }

  /** Resolves with the URL for `--endpoint-url`. Port 0 takes any free one. */
  async listen(port: number): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.server.once("error", reject);
      this.server.listen(port, address, () => {
        this.server.off("error", reject);
        resolve();
      });
    });
    return `http://${address}:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }

  /** Makes calls of an action fail, once unless told otherwise. */
  fail(fault: Fault): void {
    this.faults.add(fault);
  }

  /** Ends all faults; who still waits for an answer loses the connection. */
  heal(): void {
    this.faults.clear();
    for (const response of this.hanging) response.destroy();
  }

  private async serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const requestId = randomUUID();
    const call: Call = { action: "", resource: "", allowed: false };
    const result = await this.handle(message, call, requestId);
    // A caller who went away while we answered is no fault of ours.
    response.on("error", () => undefined);
    if (typeof result === "string") this.withhold(result, response);
    else this.send(result, message, response, requestId);
    this.report(call);
  }

  private withhold(result: "no-response" | "reset", response: ServerResponse): void {
    if (result === "reset") {
      response.destroy();
      return;
    }
    this.hanging.add(response);
    response.on("close", () => this.hanging.delete(response));
  }

  private send(
    result: Exclude<Reply, string>,
    message: IncomingMessage,
    response: ServerResponse,
    requestId: string,
  ): void {
    response.writeHead(result.status, {
      "content-type": result.contentType,
      "x-amzn-requestid": requestId,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      ...result.headers,
      ...(message.complete ? {} : { connection: "close" }),
    });
    response.end(result.body);
  }

  private async handle(message: IncomingMessage, call: Call, requestId: string): Promise<Reply> {
    try {
      const headers = headersOf(message);
      refuseForeign(headers);
      const body = await readBody(message);
      const { method = "", url = "" } = message;
      return await answer({ method, url, headers, body }, this.services, call, requestId);
    } catch (error) {
      return refuse(error, call);
    }
  }

  /** The answer is out: a listener that fails must not take the endpoint with it. */
  private report(call: Call): void {
    try {
      this.emit("call", call);
    } catch (error) {
      process.emitWarning(error as Error);
    }
  }
}
