/**
 * Every refusal at the door, with every second look at the credentials that there can be: where the
 * first look does not fit, what a refresh brings must not open to anything that it does not fit.
 */
import * as assert from "node:assert/strict";
import type { Credentials } from "../../../../../../functions/channels/slack/ports";
import { signatureOf } from "../../../../../../functions/channels/slack/signature";
import {
  blockActions,
  formOf,
  now,
  secondsOf,
  secret,
  urlEvent,
  viewSubmission,
} from "../../../support/slack-requests";
import { canary, newWorld } from "./support";

const old: Credentials = { botToken: canary, signingSecret: secret };
const rotated = "the-rotated-secret-0123456789";

/** What the second read answers, given the first. */
const refreshes: Record<string, (first: Credentials) => Credentials> = {
  "brings none": (first) => first,
  "brings the same in a copy": (first) => ({ ...first }),
  "brings another bot token": (first) => ({ ...first, botToken: "xoxb-another-0123456789" }),
  "brings a new secret": (first) => ({ ...first, signingSecret: rotated }),
  "brings a new secret and keeps the old": (first) => ({
    ...first,
    signingSecret: rotated,
    previousSigningSecret: first.signingSecret,
  }),
  "brings an empty secret": (first) => ({ ...first, signingSecret: "" }),
};

const timestamp = secondsOf(now);
const forms = { "a button": formOf(blockActions()), "a dialog": formOf(viewSubmission()) };

/** Headers that sign these words, changed where a test says so. */
function headers(body: string, change: Record<string, string> = {}, by = secret) {
  return {
    "x-slack-request-timestamp": timestamp,
    "x-slack-signature": signatureOf(by, timestamp, Buffer.from(body)),
    ...change,
  };
}

interface Wrong {
  readonly sent: (body: string) => string;
  readonly headers: (body: string) => Record<string, string>;
}

const same = (body: string): string => body;
const wrong: Record<string, Wrong> = {
  "other words": { sent: () => formOf(blockActions("reject")), headers },
  "one byte more": { sent: (body) => `${body} `, headers },
  "one byte changed": { sent: (body) => body.replace("payload", "pbyload"), headers },
  "another app's secret": {
    sent: same,
    headers: (body) => headers(body, {}, "another-secret-0123456789"),
  },
  "an empty secret": { sent: same, headers: (body) => headers(body, {}, "") },
  "another time": {
    sent: same,
    headers: (body) =>
      headers(body, { "x-slack-request-timestamp": String(Number(timestamp) + 1) }),
  },
  "a signature of zeros": {
    sent: same,
    headers: (body) => headers(body, { "x-slack-signature": `v0=${"0".repeat(64)}` }),
  },
};

/** These never come so far that anybody looks at the credentials. */
const unread: Record<string, Record<string, string>> = {
  "no signature": { "x-slack-request-timestamp": timestamp },
  "a short signature": { ...headers(""), "x-slack-signature": "v0=00" },
  "an old time": headers("", { "x-slack-request-timestamp": String(Number(timestamp) - 301) }),
};

async function sendTo(first: Credentials, second: Credentials, body: string, given: object) {
  const reads: string[] = [];
  const credentials = {
    read: async ({ refresh = false } = {}) => {
      reads.push(refresh ? "again" : "first");
      return refresh ? second : first;
    },
  };
  const world = newWorld({ credentials });
  const event = urlEvent(body, { headers: given as Record<string, string> });
  const answer = (await world.handler(event)) as { statusCode: number; body: string };
  return { world, reads, status: answer.statusCode, said: answer.body };
}

describe("a refusal at the door, whatever a second look at the credentials brings", () => {
  for (const [looks, second] of Object.entries(refreshes)) {
    for (const [form, body] of Object.entries(forms)) {
      for (const [name, { sent, headers: signed }] of Object.entries(wrong)) {
        it(`${form} signed with ${name}, and a refresh that ${looks}: refused`, async () => {
          const found = await sendTo(old, second(old), sent(body), signed(body));
          assert.deepEqual([found.status, found.said], [401, ""]);
          assert.deepEqual(found.reads, ["first", "again"]);
          assert.deepEqual(found.world.asked, []);
          assert.deepEqual(found.world.handed, []);
        });
      }
    }
    for (const [name, given] of Object.entries(unread)) {
      it(`${name}, and a refresh that ${looks}: refused before any look`, async () => {
        const found = await sendTo(old, second(old), forms["a dialog"], given);
        assert.deepEqual([found.status, found.reads], [401, []]);
      });
    }
  }

  it("a click signed with what is forgotten since: refused at the second look as well", async () => {
    const kept = { ...old, signingSecret: rotated, previousSigningSecret: secret };
    for (const body of Object.values(forms)) {
      const found = await sendTo(kept, { ...kept }, body, headers(body));
      assert.equal(found.status, 401);
      assert.deepEqual(found.world.handed, []);
    }
  });

  it("a click signed with what the second look brings: taken, and only then", async () => {
    const body = forms["a dialog"];
    const signed = headers(body, {}, rotated);
    const fresh = { ...old, signingSecret: rotated };
    assert.equal((await sendTo(old, fresh, body, signed)).world.handed.length, 1);
    assert.equal((await sendTo(old, { ...old }, body, signed)).status, 401);
  });

  it("a click that fits at the first look: taken without a second", async () => {
    const body = forms["a dialog"];
    const found = await sendTo(old, { ...old, signingSecret: rotated }, body, headers(body));
    assert.deepEqual([found.status, found.reads], [200, ["first"]]);
  });
});
