import * as assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { isPublicAddress } from "../../../../../functions/connectors/public-address";
import { closeFunctions, newFunctions } from "./support";

const servers: Server[] = [];

/** A server that tells what it was asked. */
async function listening(name: string): Promise<string> {
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => (body += part));
    request.on("end", () => response.end(`${name} ${request.method} ${request.url} ${body}`));
  });
  servers.push(server.listen(0, "127.0.0.1"));
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function networked(withSlack = true) {
  const endpointUrl = await listening("aws");
  const slackUrl = await listening("slack");
  const crmUrl = await listening("crm");
  const test = newFunctions({
    endpointUrl: () => endpointUrl,
    outside: () => ({
      "https://crm.example.com": crmUrl,
      ...(withSlack && { "https://slack.com": `${slackUrl}/api/` }),
    }),
  });
  return { ...test, endpointUrl, slackUrl };
}

describe("A function's network", () => {
  afterEach(async () => {
    await closeFunctions();
    for (const server of servers.splice(0)) server.close();
  });

  it("is the local AWS, by fetch, http and socket", async () => {
    const { run, endpointUrl } = await networked();
    const fetched = await run({ way: "fetch", url: `${endpointUrl}/x`, method: "POST", body: "b" });
    assert.equal(fetched, "aws POST /x b");
    assert.equal(await run({ way: "http", url: `${endpointUrl}/y` }), "aws GET /y ");
    const port = Number(new URL(endpointUrl).port);
    for (const target of [[port, "127.0.0.1"], [port], [{ port, host: "localhost" }]]) {
      assert.equal(await run({ way: "connect", target }), "connected");
    }
  });

  it("is the local Slack under Slack's own address", async () => {
    const { run } = await networked();
    const url = "https://slack.com/api/chat.postMessage?a=1";
    const event = { way: "fetch", url, method: "POST", body: "text" };
    assert.equal(await run(event), "slack POST /api/chat.postMessage?a=1 text");
    const asRequest = await run({ ...event, asRequest: true });
    assert.equal(asRequest, "slack POST /api/chat.postMessage?a=1 text");
  });

  it("is each system of the outside world under its own address, whatever the path looks like", async () => {
    const { run } = await networked();
    const asked = (url: string) => run({ way: "fetch", url, method: "PATCH", body: "b" });
    assert.equal(await asked("https://crm.example.com/api/x?a=1"), "crm PATCH /api/x?a=1 b");
    assert.equal(await asked("https://crm.example.com//slack.com/x"), "crm PATCH //slack.com/x b");
    for (const url of ["http://crm.example.com/", "https://crm.example.com:8443/"]) {
      const { host } = new URL(url);
      assert.equal(
        await asked(url),
        `A function of a rehearsal reaches no network: ${host} was refused.`,
      );
    }
  });

  it("is each of these systems by https as well, wherever its name was found to lead", async () => {
    const { run } = await networked();
    const asked = (url: string) => run({ way: "request", url, method: "PATCH", body: "b" });
    assert.equal(await asked("https://crm.example.com/api/x?a=1"), "crm PATCH /api/x?a=1 b");
    for (const host of ["crm.example.com:8443", "crm.example.com.evil.org", "8.0.0.1"]) {
      assert.match(await asked(`https://${host}/`), /reaches no network|It was looked up/);
    }
  });

  it("resolves the names of these systems to a public address, and asks nobody for any other", async () => {
    const { run } = await networked();
    for (const from of ["lookup", "promises", "imported"]) {
      const resolve = (host: string, all: boolean) => run({ way: "resolve", from, host, all });
      const address = await resolve("crm.example.com", false);
      assert.ok(isPublicAddress(address.address), from);
      assert.deepEqual(await resolve("crm.example.com", true), [address]);
      assert.equal((await resolve("127.0.0.1", false)).address, "127.0.0.1");
      for (const all of [true, false]) {
        assert.equal(
          await resolve("secret.example.com", all),
          "A function of a rehearsal reaches no network: secret.example.com was refused.",
        );
      }
    }
  });

  it("has no Slack where the rehearsal has none", async () => {
    const { run } = await networked(false);
    assert.equal(
      await run({ way: "fetch", url: "https://slack.com/api/auth.test" }),
      "A function of a rehearsal reaches no network: slack.com was refused. It has no local Slack " +
        "either.",
    );
  });

  for (const url of [
    "https://example.com/",
    "http://slack.com/api/auth.test",
    "https://slack.com.example.com/",
    "https://hooks.slack.com/services/x",
    "https://sts.eu-west-1.amazonaws.com/",
    "http://169.254.169.254/latest/meta-data/",
    "http://127.0.0.1:1/",
  ]) {
    it(`is closed to fetch of ${url}`, async () => {
      const { run } = await networked();
      const { host } = new URL(url);
      const expected = `A function of a rehearsal reaches no network: ${host} was refused.`;
      assert.equal(await run({ way: "fetch", url }), expected);
    });
  }

  it("is closed to https, sockets by port, and sockets by path", async () => {
    const { run } = await networked();
    const refused = (where: string) =>
      `A function of a rehearsal reaches no network: ${where} was refused.`;
    assert.equal(
      await run({ way: "https", url: "https://example.com/" }),
      refused("example.com:443"),
    );
    for (const [target, where] of [
      [[25, "example.com"], "example.com:25"],
      [[1], "localhost:1"],
      [["/var/run/docker.sock"], "/var/run/docker.sock"],
    ]) {
      assert.equal(await run({ way: "connect", target }), refused(String(where)));
    }
  });
});
