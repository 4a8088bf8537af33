import * as assert from "node:assert/strict";
import { connect } from "node:net";
import { longestCommand } from "../../../../rehearsal/page/guard";
import type { Rehearsal } from "../../../../rehearsal/session";
import { newRehearsal } from "../terminal/support/rehearsal";
import { visit, type Reply, type Visit } from "./support";

describe("the page's server refuses", () => {
  let rehearsal: Rehearsal;
  let at: Visit;

  before(async () => {
    rehearsal = await newRehearsal({ start: false });
    at = await visit(rehearsal);
  });
  after(async () => {
    await at.page.close();
    await rehearsal.close();
  });

  const known = () => ({ "x-rehearsal-token": at.token });
  const proper = () => ({ ...known(), origin: at.origin, "content-type": "application/json" });
  const advance = JSON.stringify({ kind: "advance", minutes: 60 });
  const post = (headers: Record<string, string | number>, body: string | Buffer = advance) =>
    at.send({ method: "POST", path: "/ask", headers, body });
  const without = (name: string) =>
    Object.fromEntries(Object.entries(proper()).filter(([one]) => one !== name));

  async function refused(reply: Promise<Reply>, status: number, text: RegExp): Promise<void> {
    const now = rehearsal.clock.now().getTime();
    const { text: said, status: got, headers } = await reply;
    assert.deepEqual([got, headers["content-type"]], [status, "text/plain; charset=utf-8"]);
    assert.match(said, text);
    assert.ok(!said.includes(at.token));
    assert.ok(rehearsal.clock.now().getTime() - now < 60_000, "the clock was not moved");
  }

  it("nothing of what its own page sends", async () => {
    assert.equal((await post(proper())).status, 200);
    assert.equal((await at.send({ path: "/view", headers: known() })).status, 200);
    const local = { ...proper(), host: at.host.replace("127.0.0.1", "localhost") };
    assert.equal((await post({ ...local, origin: `http://${local.host}` })).status, 200);
  });

  for (const host of ["evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1:1", "[::1]:80"]) {
    it(`the host ${host}, for data and for files`, async () => {
      for (const path of ["/", "/view", "/main.js", "/events", "/nowhere"]) {
        await refused(at.send({ path, headers: { ...known(), host } }), 421, /answers to 127\.0/);
      }
      await refused(post({ ...proper(), host }), 421, /not to the host/);
    });
  }

  it("a request that names no host", async () => {
    const port = Number(new URL(at.origin).port);
    const socket = connect(port, "127.0.0.1");
    const said = new Promise<string>((resolve) => socket.on("data", (d) => resolve(String(d))));
    socket.write(`GET /view HTTP/1.0\r\nx-rehearsal-token: ${at.token}\r\n\r\n`);
    assert.match(await said, /^HTTP\/1\.1 4(00|21) /);
    socket.destroy();
  });

  it("who has no token or a wrong one, for everything that tells or does something", async () => {
    const wrong = `${at.token.slice(0, -1)}${at.token.endsWith("A") ? "B" : "A"}`;
    for (const given of [undefined, "", wrong, at.token.slice(0, -1), `${at.token}x`]) {
      const header: Record<string, string> =
        given === undefined ? {} : { "x-rehearsal-token": given };
      const link = /Open the link that the terminal printed/;
      await refused(at.send({ path: "/view", headers: header }), 403, link);
      const query = given === undefined ? "" : `?token=${given}`;
      await refused(at.send({ path: `/events${query}` }), 403, link);
      await refused(post({ ...without("x-rehearsal-token"), ...header }), 403, link);
    }
  });

  it("a token in the address, but for the stream, which cannot carry a header", async () => {
    const query = `?token=${at.token}`;
    await refused(at.send({ path: `/view${query}` }), 403, /Open the link/);
    const headers = without("x-rehearsal-token");
    const asked = at.send({ method: "POST", path: `/ask${query}`, headers, body: advance });
    await refused(asked, 403, /Open the link/);
    await refused(at.send({ path: `/view?/events${query}` }), 403, /Open the link/);
  });

  it("what a page of another origin asks for, even with the token", async () => {
    for (const origin of [
      "http://evil.example",
      "null",
      "http://127.0.0.1:1",
      "https://" + at.host,
    ]) {
      await refused(post({ ...proper(), origin }), 403, /takes no request that a page of/);
      const headers = { ...known(), origin };
      await refused(at.send({ path: "/view", headers }), 403, /takes no request/);
    }
  });

  it("an ask that names no origin", () => refused(post(without("origin")), 403, /no Origin/));

  for (const site of ["cross-site", "same-site"]) {
    it(`what a browser says is ${site}`, async () => {
      const headers = { ...known(), "sec-fetch-site": site };
      await refused(at.send({ path: "/view", headers }), 403, /another page makes/);
      const path = `/events?token=${at.token}`;
      await refused(at.send({ path, headers }), 403, /another page makes/);
    });
  }

  for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""]) {
    it(`an ask as "${type}", which a form could send`, () =>
      refused(post({ ...proper(), "content-type": type }), 415, /is application\/json, got/));
  }

  it("an ask without a content type", () =>
    refused(post(without("content-type")), 415, /application\/json/));

  it("an ask that is too long, whether its length is said or not", async () => {
    const long = Buffer.alloc(longestCommand + 1, " ");
    await refused(post(proper(), long), 413, /up to 65536 bytes/);
    const chunked = { ...proper(), "transfer-encoding": "chunked" };
    await refused(post(chunked, long), 413, /up to 65536 bytes/);
    const fits = Buffer.from(advance.padEnd(longestCommand));
    assert.equal((await post(proper(), fits)).status, 200);
  });

  it("an ask that it does not understand", async () => {
    await refused(post(proper(), "{"), 400, /is JSON/);
    await refused(post(proper(), '{"kind":"format-disk"}'), 400, /not understood at kind/);
    await refused(post(proper(), '{"kind":"advance","minutes":"1"}'), 400, /at minutes/);
  });

  it("methods that an address does not take, and names those that it takes", async () => {
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"]) {
      for (const path of ["/", "/main.js"]) {
        const reply = at.send({ method, path, headers: proper() });
        await refused(reply, 405, /GET and HEAD/);
        assert.equal((await reply).headers.allow, "GET, HEAD");
      }
      const reply = at.send({ method, path: "/view", headers: proper() });
      await refused(reply, 405, /GET only/);
    }
    for (const method of ["GET", "PUT", "OPTIONS"]) {
      const path = "/ask";
      await refused(at.send({ method, path, headers: proper() }), 405, /POST only/);
    }
  });

  it("files that are not the page's, however they are spelled", async () => {
    const paths = [
      ...["/../types.ts", "/..%2ftypes.ts", "/%2e%2e/types.ts", "/parts/../../types.ts"],
      ...["/parts/..\\..\\types.ts", "//main.js", "/main.js/", "/MAIN.JS", "/./main.js"],
      ...["/package.json", "/tsconfig.json", "/parts", "/__proto__", "/constructor", "*"],
      ...["http://127.0.0.1/main.js", "/main.js%00", "/etc/passwd", "/index.html"],
    ];
    for (const path of paths) await refused(at.send({ path, headers: known() }), 404, /Not found/);
  });
});
