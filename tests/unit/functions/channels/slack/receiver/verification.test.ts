/** An attacker at the public address: whoever is no Slack gets no further than the door. */
import * as assert from "node:assert/strict";
import { readRequest } from "../../../../../../functions/channels/slack/receiver/request";
import {
  blockActions,
  formOf,
  now,
  secondsOf,
  secret,
  urlEvent,
  viewSubmission,
} from "../../../support/slack-requests";
import { signatureOf } from "../../../../../../functions/channels/slack/signature";
import { canary, newWorld, type World } from "./support";

const body = formOf(blockActions());
const timestamp = secondsOf(now);
const signature = signatureOf(secret, timestamp, Buffer.from(body));
const signed = { "x-slack-request-timestamp": timestamp, "x-slack-signature": signature };

async function statusOf(world: World, event: Parameters<World["handler"]>[0]) {
  const answer = (await world.handler(event)) as { statusCode: number; body: string };
  assert.equal(answer.body, "");
  return answer.statusCode;
}

describe("a request without a signature of Slack's", () => {
  const headers: Record<string, Record<string, string>> = {
    "no headers": {},
    "no signature": { "x-slack-request-timestamp": timestamp },
    "no timestamp": { "x-slack-signature": signature },
    "an empty signature": { ...signed, "x-slack-signature": "" },
    "a truncated signature": { ...signed, "x-slack-signature": signature.slice(0, -1) },
    "a longer signature": { ...signed, "x-slack-signature": `${signature}0` },
    "another version": { ...signed, "x-slack-signature": signature.replace("v0", "v1") },
    "upper-case hex": { ...signed, "x-slack-signature": `v0=${"A".repeat(64)}` },
    "a repeated signature": { ...signed, "x-slack-signature": `${signature},${signature}` },
    "a repeated timestamp": {
      ...signed,
      "x-slack-request-timestamp": `${timestamp},${timestamp}`,
    },
    "the header twice in two cases": { ...signed, "X-Slack-Signature": signature },
    ...Object.fromEntries(
      ["NaN", "Infinity", "-Infinity", "-1", `${timestamp}.0`, "0x69", "1e9", ` ${timestamp}`]
        .concat([`${timestamp} `, `+${timestamp}`, `0${timestamp}`, "", "99999999999999999999"])
        .map((wrong) => [
          `timestamp ${JSON.stringify(wrong)}`,
          { ...signed, "x-slack-request-timestamp": wrong },
        ]),
    ),
  };
  for (const [name, given] of Object.entries(headers)) {
    it(`is turned away before anything is read: ${name}`, async () => {
      const world = newWorld();
      assert.equal(await statusOf(world, urlEvent(body, { headers: given })), 401);
      assert.deepEqual(world.asked, []);
    });
  }

  for (const [name, seconds] of [
    ["301 s old", -301],
    ["301 s ahead", 301],
    ["ten years ahead", 315_360_000],
  ] as const) {
    it(`is turned away before anything is read: ${name}`, async () => {
      const world = newWorld();
      const at = new Date(now.getTime() + seconds * 1000);
      assert.equal(await statusOf(world, urlEvent(body, { at })), 401);
      assert.deepEqual(world.asked, []);
    });
  }

  for (const seconds of [-300, 300]) {
    it(`is taken ${seconds} s from now`, async () => {
      const at = new Date(now.getTime() + seconds * 1000);
      assert.equal(await statusOf(newWorld(), urlEvent(body, { at })), 200);
    });
  }

  it("is no POST: refused as such", async () => {
    for (const method of ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "post"]) {
      const world = newWorld();
      assert.equal(await statusOf(world, urlEvent(body, { method })), 405);
      assert.deepEqual(world.asked, []);
    }
  });

  it("is a megabyte long, in either encoding", async () => {
    for (const base64 of [true, false]) {
      const world = newWorld();
      assert.equal(await statusOf(world, urlEvent("x".repeat(1024 * 1024), { base64 })), 413);
      assert.deepEqual(world.asked, []);
    }
  });

  it("has no body, or one that is no text", async () => {
    const world = newWorld();
    assert.equal(await statusOf(world, urlEvent("")), 400);
    assert.equal(await statusOf(world, urlEvent(Buffer.from([0xff, 0xfe, 0x80]))), 400);
    const none = { ...urlEvent(body), body: undefined };
    assert.equal(await statusOf(world, none), 400);
    assert.deepEqual(world.asked, []);
  });

  it("is an event that Lambda never sends", () => {
    const empty = {} as Parameters<typeof readRequest>[0];
    assert.deepEqual(readRequest(empty, now), {
      refusal: { status: 405, reason: "not a POST request" },
    });
    const headless = { requestContext: { http: { method: "POST" } } } as typeof empty;
    assert.ok("refusal" in readRequest(headless, now));
  });

  const wrong: Record<string, string | Buffer> = {
    "another body": formOf(blockActions("reject")),
    "one byte more": `${body} `,
    "one byte changed": body.replace("payload", "pbyload"),
  };
  for (const [name, other] of Object.entries(wrong)) {
    it(`has read the credentials and nothing else: ${name}`, async () => {
      const world = newWorld();
      assert.equal(await statusOf(world, urlEvent(other, { headers: signed })), 401);
      assert.deepEqual(world.asked, ["credentials", "credentials again"]);
    });
  }

  it("is signed with another app's secret", async () => {
    assert.equal(
      await statusOf(newWorld(), urlEvent(body, { secret: "another-secret-0123456789" })),
      401,
    );
  });

  it("is signed with nothing, where the stored secret is empty", async () => {
    const world = newWorld();
    world.credentials = { botToken: canary, signingSecret: "" };
    assert.equal(await statusOf(world, urlEvent(body, { secret: "" })), 401);
  });

  for (const handshake of [
    "ssl_check=1&token=x",
    '{"type":"url_verification","challenge":"abc"}',
  ]) {
    it(`is a handshake, which is not answered: ${handshake}`, async () => {
      const world = newWorld();
      assert.equal(await statusOf(world, urlEvent(handshake, { headers: {} })), 401);
      assert.equal(await statusOf(world, urlEvent(handshake)), 400);
      assert.deepEqual(
        world.asked.filter((call) => !call.startsWith("credentials")),
        [],
      );
    });
  }
});

describe("a request that Slack signed", () => {
  it("is taken in either encoding, whatever the case of the headers' names", async () => {
    const upper = Object.fromEntries(
      Object.entries(signed).map(([name, value]) => [name.toUpperCase(), value]),
    );
    for (const base64 of [true, false]) {
      assert.equal(await statusOf(newWorld(), urlEvent(body, { base64, headers: upper })), 200);
    }
  });

  it("may hold UTF-8, plus signs and percent signs", async () => {
    const world = newWorld();
    const reason = "1 + 1 = 100 % – 完了 ✅ größer";
    for (const base64 of [true, false]) {
      await world.handler(urlEvent(formOf(viewSubmission(reason)), { base64 }));
    }
    assert.equal(world.handed.length, 2);
    for (const click of world.handed) {
      const payload = JSON.parse(new URLSearchParams(click.body).get("payload")!);
      assert.equal(payload.view.state.values.reason.reason.value, reason);
    }
  });

  it("is refused with the previous secret, which may have been stolen, and taken with the new", async () => {
    const signingSecret = "the-new-secret-0123456789";
    for (const previousSigningSecret of [secret, undefined]) {
      const world = newWorld();
      world.credentials = { botToken: canary, signingSecret, previousSigningSecret };
      assert.equal(await statusOf(world, urlEvent(body)), 401);
      assert.deepEqual(world.asked, ["credentials", "credentials again"]);
      assert.equal(await statusOf(world, urlEvent(body, { secret: signingSecret })), 200);
    }
  });

  it("is taken with a secret that was put in a moment ago", async () => {
    let reads = 0;
    const old = { botToken: canary, signingSecret: "the-old-secret-0123456789" };
    const fresh = { botToken: canary, signingSecret: secret };
    const read = async ({ refresh = false } = {}) => ((reads += 1), refresh ? fresh : old);
    assert.equal(await statusOf(newWorld({ credentials: { read } }), urlEvent(body)), 200);
    assert.equal(reads, 2);
  });

  it("is refused where the credentials cannot be read, without a word of why", async () => {
    const read = async (): Promise<never> => {
      throw new Error("AccessDeniedException");
    };
    const world = newWorld({ credentials: { read } });
    assert.equal(await statusOf(world, urlEvent(body)), 503);
    assert.deepEqual(world.asked, []);
    assert.match(world.logged.join(), /AccessDeniedException/);
  });

  it("is refused where the credentials do not come in time", async () => {
    const read = () => new Promise<never>(() => undefined);
    const world = newWorld({ credentials: { read }, budget: 5 });
    assert.equal(await statusOf(world, urlEvent(body)), 503);
  });

  it("is refused where it makes no sense, and none of it is in the log", async () => {
    for (const payload of [
      "payload=1&payload=2",
      "payload=no-json",
      formOf({ type: "block_actions" }),
    ]) {
      const world = newWorld();
      assert.equal(await statusOf(world, urlEvent(payload)), 400);
      assert.deepEqual(world.asked, ["credentials"]);
      assert.ok(!world.logged.join().includes("no-json"));
    }
  });

  it("is refused from another workspace or app than the pinned ones", async () => {
    for (const pins of [{ teamId: "T0OTHER001" }, { appId: "A0OTHER001" }]) {
      const world = newWorld(pins);
      assert.equal(await statusOf(world, urlEvent(body)), 403);
      assert.deepEqual(world.asked, ["credentials"]);
    }
    const pins = { teamId: "T0TEAM0001", appId: "A0APP00001" };
    assert.equal(await statusOf(newWorld(pins), urlEvent(body)), 200);
  });

  it("leaves no secret, body or header in the log", async () => {
    const world = newWorld();
    await world.handler(urlEvent(body));
    await world.handler(urlEvent(formOf(viewSubmission())));
    await world.handler(urlEvent(body, { secret: "another-secret-0123456789" }));
    const logged = world.logged.join();
    assert.ok(world.logged.length >= 3);
    for (const word of [canary, secret, "v0=", "payload", "trigger", "hooks.slack", "deprecated"]) {
      assert.ok(!logged.includes(word), word);
    }
  });
});
