import * as assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createInvocationQueue } from "../../../../functions/adapters/invocation-queue";

describe("The decision queue", () => {
  const click = {
    ...{ version: 1 as const, body: "payload=1", timestamp: "1", signature: "v0=1" },
    acceptedAt: "2026-11-22T21:00:00.000Z",
  };
  const decider = "arn:aws:lambda:eu-west-1:111122223333:function:decider";

  it("is done only when Lambda has kept the event", async () => {
    const sent: string[][] = [];
    await createInvocationQueue(decider, async (name, payload) => {
      sent.push([name, payload]);
      return 202;
    }).send(click);
    assert.deepEqual(sent, [[decider, JSON.stringify(click)]]);
    for (const status of [200, 204, 0]) {
      await assert.rejects(
        createInvocationQueue(decider, async () => status).send(click),
        /status/,
      );
    }
  });

  it("is an asynchronous invocation of the decider", async () => {
    const seen: [string | undefined, unknown, string][] = [];
    const server: Server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const type = request.headers["x-amz-invocation-type"];
        seen.push([request.url, type, Buffer.concat(chunks).toString()]);
        response.writeHead(202).end();
      });
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const { port } = server.address() as AddressInfo;
    const before = { ...process.env };
    Object.assign(process.env, {
      ...{ AWS_REGION: "eu-west-1", AWS_ACCESS_KEY_ID: "id", AWS_SECRET_ACCESS_KEY: "key" },
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    });
    try {
      await createInvocationQueue(decider).send(click);
    } finally {
      process.env = before;
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    }
    const path = `/2015-03-31/functions/${encodeURIComponent(decider)}/invocations`;
    assert.deepEqual(seen, [[path, "Event", JSON.stringify(click)]]);
  });
});
