import * as assert from "node:assert/strict";
import { createServer, type AddressInfo } from "node:net";
import { networkInterfaces } from "node:os";
import { openPage } from "../../../../rehearsal/page/server";
import { mostStreams } from "../../../../rehearsal/page/streams";
import type { Rehearsal } from "../../../../rehearsal/session";
import { newRehearsal } from "../terminal/support/rehearsal";
import { until } from "../terminal/support/terminals";
import { visit, type Visit } from "./support";

describe("openPage", () => {
  let rehearsal: Rehearsal;
  let at: Visit;

  beforeEach(async () => {
    rehearsal = await newRehearsal();
    at = await visit(rehearsal);
    await until(() => rehearsal.engine.pending().length === 1);
  });
  afterEach(async () => {
    await at.page.close();
    await rehearsal.close();
  });

  it("gives a link on this machine, with a key in its fragment", () => {
    assert.match(at.page.url, /^http:\/\/127\.0\.0\.1:\d+\/#[A-Za-z0-9_-]{22}$/);
  });

  it("gives every page another key", async () => {
    const other = await visit(rehearsal);
    assert.notEqual(other.token, at.token);
    const headers = { "x-rehearsal-token": at.token };
    assert.equal((await other.send({ path: "/view", headers })).status, 403);
    await other.page.close();
  });

  it("serves its files, with no key in them, to who may not see more", async () => {
    for (const [path, type] of [
      ["/", "text/html; charset=utf-8"],
      ["/main.js", "text/javascript; charset=utf-8"],
      ["/base.css", "text/css; charset=utf-8"],
      ["/parts/page.js", "text/javascript; charset=utf-8"],
    ]) {
      const { status, headers, text } = await at.send({ path });
      assert.deepEqual([status, headers["content-type"]], [200, type]);
      assert.ok(text.length > 0 && !text.includes(at.token));
      const head = await at.send({ method: "HEAD", path });
      assert.deepEqual([head.status, head.text], [200, ""]);
    }
  });

  it("gives every answer the headers that keep a page to itself", async () => {
    const paths = ["/", "/main.js", "/view", "/nowhere", "/ask"];
    const known = { "x-rehearsal-token": at.token };
    for (const path of paths) {
      const { headers } = await at.send({ path, headers: known });
      assert.equal(
        headers["content-security-policy"],
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; " +
          "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      );
      assert.equal(headers["x-content-type-options"], "nosniff");
      assert.equal(headers["referrer-policy"], "no-referrer");
      assert.equal(headers["cross-origin-opener-policy"], "same-origin");
      assert.equal(headers["cross-origin-resource-policy"], "same-origin");
      assert.equal(headers["cache-control"], "no-store");
      assert.equal(headers["access-control-allow-origin"], undefined);
      assert.equal(headers["set-cookie"], undefined);
    }
  });

  it("tells the view at once and after every change, one after another", async () => {
    const stream = await at.listen();
    await until(() => stream.views.length === 1);
    assert.deepEqual(
      stream.views[0].approvals.map(({ actionName }) => actionName),
      ["qa"],
    );
    const [{ token }] = stream.views[0].approvals;
    const decided = await at.ask({
      ...{ kind: "decide", as: "iam:qa-engineer", token, status: "Approved", summary: "Fine." },
    } as const);
    assert.deepEqual(decided, { ok: true, message: "qa: approved." });
    await until(() => stream.views.at(-1)!.approvals[0]?.actionName === "manager");
    assert.equal(stream.views.at(-1)!.trail[0].said, "Approved: Fine.");
    stream.close();
  });

  it("tells that the clock was moved elsewhere, and not that it runs", async () => {
    const stream = await at.listen();
    await until(() => stream.views.length === 1);
    rehearsal.clock.advance(3_600_000);
    await until(() => stream.views.length === 2);
    const [before, after] = stream.views.map(({ now }) => Date.parse(now));
    assert.ok(after - before >= 3_600_000);
    await new Promise((resolve) => setTimeout(resolve, 1300));
    assert.equal(stream.views.length, 2);
    stream.close();
  });

  it("takes a number of streams, and one more only when another has ended", async () => {
    const streams = await Promise.all(Array.from({ length: mostStreams }, () => at.listen()));
    assert.ok(streams.every(({ status }) => status === 200));
    const path = `/events?token=${at.token}`;
    const { status, text } = await at.send({ path });
    assert.deepEqual(
      [status, text],
      [503, "Too many pages show this rehearsal. Close some of its tabs.\n"],
    );
    streams[0].close();
    let again = await at.listen();
    while (again.status !== 200) again = await at.listen();
    assert.equal(again.status, 200);
    for (const stream of [...streams, again]) stream.close();
  });

  it("keeps to itself what went wrong inside, and goes on", async () => {
    const { clock } = rehearsal;
    const now = clock.now.bind(clock);
    const warned = new Promise<Error>((resolve) => process.once("warning", resolve));
    clock.now = () => {
      throw new Error("The clock fell off the wall.");
    };
    const wish = { path: "/view", headers: { "x-rehearsal-token": at.token } };
    const { status, text } = await at.send(wish);
    assert.deepEqual([status, text], [500, "The page failed at this; the terminal says why.\n"]);
    assert.equal((await warned).message, "The clock fell off the wall.");
    clock.now = now;
    assert.equal((await at.send(wish)).status, 200);
  });

  it("ends its streams and its port when it is closed, and closes twice", async () => {
    const stream = await at.listen();
    await at.page.close();
    await at.page.close();
    await stream.ended;
    await assert.rejects(fetch(at.origin));
  });

  it("says that a port is taken, and leaves nothing behind", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await until(() => server.listening);
    const { port } = server.address() as AddressInfo;
    const before = rehearsal.engine.listenerCount("changed");
    await assert.rejects(openPage(rehearsal, { port }), { code: "EADDRINUSE" });
    assert.equal(rehearsal.engine.listenerCount("changed"), before);
    server.close();
  });

  it("is not there for other machines", async () => {
    const { port } = new URL(at.origin);
    const others = Object.values(networkInterfaces())
      .flatMap((all) => all ?? [])
      .filter(({ internal, family }) => !internal && family === "IPv4");
    for (const { address } of others) await assert.rejects(fetch(`http://${address}:${port}/`));
    await assert.rejects(fetch(`http://[::1]:${port}/`));
  });
});
