/**
 * Calls Dynalite, a DynamoDB in memory, without a socket: it checks nobody's signature, so nothing
 * on this machine but the rehearsal may reach it.
 */
import { EventEmitter } from "node:events";
import type { Server } from "node:http";

export interface DynaliteAnswer {
  readonly status: number;
  readonly body: Record<string, any>;
}

export type Dynalite = (operation: string, input: object) => Promise<DynaliteAnswer>;

/** Dynalite wants credentials to be there; it does not look at them. */
const headers = {
  "content-type": "application/x-amz-json-1.0",
  authorization: "AWS4-HMAC-SHA256 Credential=rehearsal, SignedHeaders=host, Signature=0",
  "x-amz-date": "20260101T000000Z",
};

/** Loads the emulator, which takes a moment: most rehearsals have no table. */
export async function createDynalite(): Promise<Dynalite> {
  const { default: dynalite } = await import("dynalite");
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  return (operation, input) => exchange(server, operation, input);
}

function exchange(server: Server, operation: string, input: object): Promise<DynaliteAnswer> {
  return new Promise((resolve) => {
    const request = Object.assign(new EventEmitter(), {
      method: "POST",
      url: "/",
      headers: { ...headers, "x-amz-target": `DynamoDB_20120810.${operation}` },
    });
    const response = {
      statusCode: 200,
      setHeader: () => undefined,
      end: (body: string) => resolve({ status: response.statusCode, body: JSON.parse(body) }),
    };
    server.emit("request", request, response);
    request.emit("data", Buffer.from(JSON.stringify(input)));
    request.emit("end");
  });
}
