/** Calls of other systems: where they may go, how long, how much; and what their errors say. */
import * as assert from "node:assert/strict";
import type { Call } from "../../../../functions/connectors/call-at";
import { createHttp, type HttpOptions } from "../../../../functions/connectors/http";
import { isPublicAddress } from "../../../../functions/connectors/public-address";

const url = "https://system.example.com/hooks/secret-path?sig=secret-query";
const headers = { authorization: "Bearer secret-token" };

interface Called {
  readonly url: string;
  readonly how: Call;
}

/** One call to a system that answers with `answer`, and what was called. */
async function call(
  answer: () => Response | Promise<Response>,
  { to: asked = url, ...options }: Omit<HttpOptions, "callAt"> & { to?: string } = {},
) {
  const called: Called[] = [];
  const http = createHttp({
    addressesOf: async () => ["93.184.215.14"],
    ...options,
    callAt: async (to, how) => {
      called.push({ url: to, how });
      return answer();
    },
  });
  const outcome = await http({ method: "POST", url: asked, headers, body: "{}" }).then(
    (response) => ({ response, error: undefined }),
    (error: Error) => ({ response: undefined, error }),
  );
  return { called, ...outcome };
}

const fine = () => new Response("fine", { headers: { "X-Id": "7" } });

describe("A call of another system", () => {
  it("is made as it is asked for, and answers status, headers and text", async () => {
    const { called, response } = await call(fine);
    assert.equal(called[0].url, url);
    const { method, headers: sent, body } = called[0].how;
    assert.deepEqual({ method, sent, body }, { method: "POST", sent: headers, body: "{}" });
    assert.deepEqual([response?.status, response?.text], [200, "fine"]);
    assert.deepEqual([response?.header("x-id"), response?.header("x-none")], ["7", undefined]);
  });

  it("is made to the addresses that were judged", async () => {
    const addresses = ["93.184.215.14", "2606:4700::1111"];
    const { called } = await call(fine, { addressesOf: async () => addresses });
    assert.deepEqual(called[0].how.addresses, addresses);
  });

  it("follows no redirect, and answers it", async () => {
    const moved = () => new Response(null, { status: 307, headers: { location: "https://a.b/" } });
    const { called, response } = await call(moved);
    assert.equal(called.length, 1);
    assert.equal(response?.status, 307);
    assert.equal(response?.text, "");
  });

  it("goes nowhere but by https, and with no user in the address", async () => {
    for (const to of [
      "http://system.example.com/",
      "file:///etc/passwd",
      "ftp://system.example.com/",
      "https://secret-user@system.example.com/",
      "https://:secret-word@system.example.com/",
    ]) {
      const { called, error } = await call(fine, { to });
      assert.equal(error?.name, "FinalError", to);
      assert.doesNotMatch(error?.message ?? "", /secret/);
      assert.deepEqual(called, [], to);
    }
  });

  it("goes to no address that is not public, not even where another one is", async () => {
    for (const addresses of [["169.254.169.254"], ["93.184.215.14", "10.0.0.1"], ["::1"], []]) {
      const { called, error } = await call(fine, { addressesOf: async () => addresses });
      assert.equal(error?.name, "FinalError", addresses.join());
      assert.deepEqual(called, []);
    }
  });

  it("asks for the addresses of an IPv6 host without its brackets", async () => {
    const asked: string[] = [];
    await call(fine, {
      to: "https://[2606:4700::1111]/",
      addressesOf: async (host) => {
        asked.push(host);
        return [host];
      },
    });
    assert.deepEqual(asked, ["2606:4700::1111"]);
  });

  it("ends after its time", async () => {
    const http = createHttp({
      timeout: 20,
      addressesOf: async () => ["93.184.215.14"],
      callAt: (_, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => reject(new Error("secret-path")));
        }),
    });
    // A test must not end before a timer that nobody waits for.
    const alive = setTimeout(() => undefined, 5000);
    await assert.rejects(http({ method: "GET", url }), {
      name: "TransientError",
      message: "system.example.com has not answered within 20 ms.",
    });
    clearTimeout(alive);
  });

  it("ends after its time where its host is looked up without end", async () => {
    const alive = setTimeout(() => undefined, 5000);
    const { called, error } = await call(fine, {
      timeout: 20,
      addressesOf: () => new Promise(() => undefined),
    });
    clearTimeout(alive);
    assert.equal(error?.name, "TransientError");
    assert.equal(error?.message, "system.example.com has not answered within 20 ms.");
    assert.deepEqual(called, []);
  });

  it("reads a megabyte of the answer, and no more", async () => {
    const long = (length: number) => () => new Response("x".repeat(length));
    assert.equal((await call(long(1_000_000))).response?.text.length, 1_000_000);
    const { error } = await call(long(1_000_001));
    assert.equal(error?.name, "FinalError");
  });

  it("says of a failure which host and which code, and nothing that may be a secret", async () => {
    const cause = Object.assign(new Error(`connect ${url}`), { code: "ECONNREFUSED" });
    const { error } = await call(() => Promise.reject(new TypeError(`failed: ${url}`, { cause })));
    assert.equal(error?.name, "TransientError");
    assert.equal(error?.message, "system.example.com has not answered (ECONNREFUSED).");
    assert.equal(error?.cause, undefined);
    const other = await call(() => Promise.reject(new Error(url)));
    assert.equal(other.error?.message, "system.example.com has not answered (no code).");
    const lost = await call(fine, { addressesOf: () => Promise.reject(new Error("ENOTFOUND")) });
    assert.equal(lost.error?.name, "TransientError");
  });
});

describe("A public address", () => {
  it("is none of the inside, of a link, of a test, of many, or that stands for another", () => {
    for (const address of [
      ...["0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1"],
      ...["172.31.255.255", "192.168.1.1", "192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.1"],
      ...["203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1"],
      ...["fc00::1", "fd00:ec2::254", "ff02::1", "::ffff:10.0.0.1", "::ffff:8.8.8.8"],
      ...["64:ff9b::7f00:1", "2001:db8::1", "2001::1", "2002:7f00:1::", "3fff::1"],
      ...["", "localhost", "8.8.8", "8.8.8.8:443", "0x7f000001", "[::1]"],
    ]) {
      assert.equal(isPublicAddress(address), false, address);
    }
  });

  it("is every other", () => {
    for (const address of [
      ...["8.8.8.8", "93.184.215.14", "172.15.255.255", "172.32.0.1", "100.63.255.255"],
      ...["192.169.0.1", "223.255.255.255", "2606:4700::1111", "2a00:1450:4001::200e"],
    ]) {
      assert.equal(isPublicAddress(address), true, address);
    }
  });
});
