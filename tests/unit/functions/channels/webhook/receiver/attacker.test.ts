/** What an attacker may try by the million at the public address of a webhook connector. */
import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { longestBody } from "../../../../../../functions/channels/webhook/receiver/request";
import { sign } from "../../../../../../functions/connectors/standard-webhooks";
import { secret, secretOf, webhookWorld, type WebhookWorld } from "../../../support/webhook-world";

type Event = ReturnType<WebhookWorld["urlEvent"]>;

let world: WebhookWorld;

before(async () => {
  world = await webhookWorld();
});

/** Nothing but the credentials was asked, nothing was said, and nothing handed over. */
async function turnedAway(event: Event, statuses = [400, 401, 405, 413]): Promise<void> {
  world.asked.length = 0;
  const answer = await world.receive(event);
  assert.ok(statuses.includes(answer.statusCode), String(answer.statusCode));
  assert.equal(answer.body, "");
  assert.deepEqual(
    world.asked.filter((call) => !call.startsWith("credentials")),
    [],
  );
  assert.deepEqual(world.handedOver, []);
}

const signedHeaders = (event: Event): Record<string, string> =>
  event.headers as Record<string, string>;

const seconds = (away = 0): string => String(Math.floor(world.clock.now().getTime() / 1000) + away);

describe("somebody who does not know the secret of a webhook", () => {
  it("gets nowhere, whatever they send", async () => {
    const anyHeaders = fc.record({
      "webhook-id": fc.oneof(fc.constant("msg_1"), fc.string()),
      "webhook-timestamp": fc.oneof(fc.constant(seconds()), fc.string(), fc.nat().map(String)),
      "webhook-signature": fc.oneof(
        fc.stringMatching(/^[A-Za-z0-9+/]{43}=$/).map((text) => `v1,${text}`),
        fc.string(),
      ),
    });
    const method = fc.constantFrom("POST", "GET", "HEAD");
    const content = fc.oneof(fc.string(), fc.constant(world.body()));
    await fc.assert(
      fc.asyncProperty(method, anyHeaders, fc.boolean(), content, (how, headers, base64, text) =>
        turnedAway(world.urlEvent(text, { method: how, headers, base64 })),
      ),
    );
  });

  it("can change no byte of a decision that they saw", async () => {
    const body = Buffer.from(world.body());
    const headers = signedHeaders(world.urlEvent(body));
    const at = fc.nat(body.length - 1);
    await fc.assert(
      fc.asyncProperty(at, fc.integer({ min: 1, max: 255 }), async (where, by) => {
        const changed = Buffer.from(body);
        changed[where] ^= by;
        await turnedAway(world.urlEvent(changed, { headers, base64: true }));
      }),
    );
  });

  for (const name of ["webhook-id", "webhook-timestamp", "webhook-signature"]) {
    it(`can change no character of its ${name}`, async () => {
      const body = world.body();
      const headers = signedHeaders(world.urlEvent(body));
      const value = headers[name];
      for (let at = 0; at < value.length; at += 1) {
        const other = value[at] === "1" ? "2" : "1";
        const changed = `${value.slice(0, at)}${other}${value.slice(at + 1)}`;
        await turnedAway(world.urlEvent(body, { headers: { ...headers, [name]: changed } }), [401]);
      }
    });

    it(`is turned away without, or with two of, ${name}`, async () => {
      const body = world.body();
      const { [name]: value, ...others } = signedHeaders(world.urlEvent(body));
      for (const headers of [
        others,
        { ...others, [name]: "" },
        { ...others, [name]: `${value},${value}` },
        { ...others, [name]: value, [name.toUpperCase()]: value },
      ] as Record<string, string>[]) {
        await turnedAway(world.urlEvent(body, { headers }), [401]);
      }
    });
  }

  it("is told no more by a wrong signature than by none", async () => {
    const headers: Record<string, string>[] = [{}, { "webhook-signature": "v1,x" }];
    const answers = headers.map((of) =>
      world.receive(world.urlEvent(world.body(), { headers: of })),
    );
    const wrong = world.receive(world.urlEvent(world.body(), { by: { secret: secretOf(9) } }));
    const [none, malformed, forged] = await Promise.all([...answers, wrong]);
    assert.deepEqual([none, malformed], [forged, forged]);
  });

  for (const method of ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"]) {
    it(`is answered no ${method}`, () =>
      turnedAway(world.urlEvent(world.body(), { method }), [405]));
  }

  it("is turned away with an event that is none", async () => {
    const odd = [null, {}, { requestContext: null }, { requestContext: { http: "POST" } }];
    for (const event of odd) await turnedAway(event as unknown as Event, [405]);
    const post = { requestContext: { http: { method: "POST" } } };
    for (const headers of [undefined, null, { "webhook-id": 7 }]) {
      await turnedAway({ ...post, headers } as unknown as Event, [401]);
    }
    const headers = signedHeaders(world.urlEvent());
    for (const body of [undefined, null, 7, ""]) {
      await turnedAway({ ...post, headers, body } as unknown as Event, [400]);
    }
  });
});

describe("a decision that was recorded", () => {
  for (const away of [-301, 301, -86_400, 86_400]) {
    it(`counts no more ${away} seconds from its time`, async () => {
      world.asked.length = 0;
      await turnedAway(world.urlEvent(world.body(), { away }), [401]);
      assert.deepEqual(world.asked, []);
    });
  }

  for (const text of ["NaN", "Infinity", "-1", " 1", "1.0", "0x1", "1e9", "1674087231junk"]) {
    it(`does not count with the timestamp ${text}, though it is signed so`, async () => {
      const body = world.body();
      const timestamp = text.replace("1674087231", seconds());
      const signature = sign({ id: "msg_1", timestamp, body: Buffer.from(body) }, { secret });
      const headers = {
        ...{ "webhook-id": "msg_1", "webhook-timestamp": timestamp },
        "webhook-signature": signature,
      };
      await turnedAway(world.urlEvent(body, { headers }), [401]);
    });
  }

  it("of an event that was sent to the system is no decision, though it is signed with the same secret", async () => {
    const [{ headers, body }] = world.sent;
    const answer = await world.receive(world.urlEvent(body, { headers: { ...headers } }));
    assert.equal(answer.statusCode, 400);
    assert.deepEqual(world.handedOver, []);
  });
});

describe("the length of a decision", () => {
  for (const base64 of [true, false]) {
    it(`is verified up to the limit, and turned away above (base64: ${base64})`, async () => {
      const by = { secret: secretOf(9) };
      const status = async (length: number) => {
        world.asked.length = 0;
        const event = world.urlEvent("x".repeat(length), { base64, by });
        return [(await world.receive(event)).statusCode, world.asked.length];
      };
      assert.deepEqual(await status(longestBody), [401, 2]);
      assert.deepEqual(await status(longestBody + 8), [413, 0]);
    });
  }

  it("is no way in for other bytes than text", async () => {
    const body = Buffer.concat([Buffer.from(world.body()), Buffer.from([0xff])]);
    await turnedAway(world.urlEvent(body, { base64: true }), [400]);
  });
});

describe("the system of another connector", () => {
  it("decides nothing here, with its own secret", async () => {
    await turnedAway(world.urlEvent(world.body(), { by: { secret: secretOf(9) } }), [401]);
  });
});
