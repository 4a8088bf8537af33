/** A call of a host at given addresses, by real sockets: a server of this machine stands for the host. */
import * as assert from "node:assert/strict";
import { once } from "node:events";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import { type Call, createCallAt } from "../../../../functions/connectors/call-at";

interface Asked {
  readonly method?: string;
  readonly url?: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

describe("A call at addresses that were judged", () => {
  let server: http.Server;
  let asked: Asked[] = [];
  let answer: (response: http.ServerResponse) => void;

  before(async () => {
    server = http.createServer((request, response) => {
      let body = "";
      request.on("data", (part) => (body += part));
      request.on("end", () => {
        const { method, url, headers } = request;
        asked.push({ method, url, headers, body });
        answer(response);
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  });

  beforeEach(() => {
    asked = [];
    answer = (response) => response.writeHead(200, { "X-Id": "7" }).end("fine");
  });

  after(() => {
    server.closeAllConnections();
    server.close();
  });

  /** As https makes them, but without TLS; of one address where Node may not try several. */
  const callAt = (change: object = {}) =>
    createCallAt((url, options, done) => {
      const { port } = server.address() as AddressInfo;
      const to = new URL(url.replace("https:", "http:"));
      return http.request(to, { ...options, port, ...change }, done);
    });

  const call = (change: Partial<Call> = {}, options: object = {}) =>
    callAt(options)("https://no-such-host.invalid/a?b=1", {
      ...{ method: "POST", addresses: ["127.0.0.1"], signal: AbortSignal.timeout(5000) },
      ...{ headers: { "content-type": "text/plain" }, body: "ünder" },
      ...change,
    });

  async function textOf(answered: ReturnType<typeof call>): Promise<string> {
    const { body } = await answered;
    const parts: Uint8Array[] = [];
    for await (const part of body!) parts.push(part);
    return Buffer.concat(parts).toString();
  }

  it("goes there, and no name is looked up", async () => {
    for (const options of [{}, { autoSelectFamily: false }]) {
      const answered = await call({}, options);
      assert.equal(answered.status, 200);
      assert.deepEqual([answered.headers.get("X-ID"), answered.headers.get("x-no")], ["7", null]);
    }
    const [{ method, url, headers, body }] = asked;
    assert.deepEqual([method, url, body], ["POST", "/a?b=1", "ünder"]);
    assert.match(headers.host ?? "", /^no-such-host\.invalid/);
    assert.equal(headers["content-type"], "text/plain");
    assert.equal(headers["content-length"], String(Buffer.byteLength("ünder")));
    assert.equal(headers["user-agent"], "codepipeline-approvals");
    assert.equal(headers.connection, "close");
  });

  it("tries one address after the other", async () => {
    assert.equal(await textOf(call({ addresses: ["::1", "127.0.0.1"] })), "fine");
  });

  it("follows no redirect", async () => {
    answer = (response) => response.writeHead(302, { location: "https://evil.example/" }).end();
    assert.equal((await call()).status, 302);
    assert.equal(asked.length, 1);
  });

  it("fails where nobody answers, where the answer breaks off, and where nothing but a switch is answered", async () => {
    await assert.rejects(call({}, { port: 1 }), { code: "ECONNREFUSED" });
    answer = (response) => response.destroy();
    await assert.rejects(call(), { code: "ECONNRESET" });
    answer = (response) => {
      response.writeHead(200).write("half");
      setTimeout(() => response.destroy(), 10);
    };
    await assert.rejects(textOf(call()), { code: "ECONNRESET" });
    answer = ({ socket }) =>
      socket?.end("HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n");
    await assert.rejects(call());
  });

  it("ends with its signal, while it waits and while it reads", async () => {
    answer = () => undefined;
    await assert.rejects(call({ signal: AbortSignal.timeout(30) }));
    answer = (response) => response.writeHead(200).write("half");
    await assert.rejects(textOf(call({ signal: AbortSignal.timeout(30) })));
  });
});
