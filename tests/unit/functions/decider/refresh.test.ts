/** The decider's own look at the signature, with every second look that there can be. */
import * as assert from "node:assert/strict";
import type { Credentials } from "../../../../functions/channels/slack/ports";
import { createHandler } from "../../../../functions/decider/handler";
import { secret } from "../support/world";
import { click, press, shownWorld } from "../support/world-events";

const old: Credentials = { botToken: "xoxb-1", signingSecret: secret };
const rotated = "the-rotated-secret-0123456789";

const refreshes: Record<string, Credentials> = {
  "brings none": old,
  "brings the same in a copy": { ...old },
  "brings another bot token": { ...old, botToken: "xoxb-2" },
  "brings a new secret": { ...old, signingSecret: rotated },
  "brings a new secret and keeps the old": {
    ...old,
    signingSecret: rotated,
    previousSigningSecret: secret,
  },
  "brings an empty secret": { ...old, signingSecret: "" },
  "brings an empty previous secret": { ...old, previousSigningSecret: "" },
};

const genuine = click();
const wrong: Record<string, object> = {
  "another secret": click({}, "0".repeat(32)),
  "an empty secret": click({}, ""),
  "another secret, for a press": press({}, "0".repeat(32)),
  "an empty secret, for a press": press({}, ""),
  "another body": { ...genuine, body: `${genuine.body}&x=1` },
  "another time": { ...genuine, timestamp: "1795381201" },
  "a malformed time": { ...genuine, timestamp: "1795381200.0" },
  "no signature": { ...genuine, signature: "" },
  "a signature of zeros": { ...genuine, signature: `v0=${"0".repeat(64)}` },
  "a signature that goes on": { ...genuine, signature: `${genuine.signature}0` },
};

async function decide(event: unknown, first: Credentials, second: Credentials) {
  const world = await shownWorld();
  const reads: string[] = [];
  const credentials = {
    read: async ({ refresh = false } = {}) => {
      reads.push(refresh ? "again" : "first");
      return refresh ? second : first;
    },
  };
  const failure = await createHandler(world.ports(undefined, credentials))(event).then(
    () => undefined,
    (error: Error) => error.message,
  );
  return { world, reads, failure };
}

describe("decider: a wrong signature, whatever a second look at the credentials brings", () => {
  for (const [looks, second] of Object.entries(refreshes)) {
    for (const [name, event] of Object.entries(wrong)) {
      it(`${name}, and a refresh that ${looks}: refused, and kept for a person to judge`, async () => {
        const { world, reads, failure } = await decide(event, old, second);
        assert.equal(failure, "Slack did not sign the click.");
        assert.deepEqual(reads, ["first", "again"]);
        assert.equal(world.count("pipelines.decide"), 0);
        assert.equal(world.request().status, "PENDING");
        assert.deepEqual(world.slack.told, []);
        assert.equal(world.count("slack.updateMessage"), 0);
      });
    }
  }

  it("what fits at the first look needs no second", async () => {
    for (const second of Object.values(refreshes)) {
      const { world, reads } = await decide(genuine, old, second);
      assert.deepEqual(reads, ["first"]);
      assert.equal(world.pipelines.decisions.length, 1);
    }
  });

  it("what fits what the second look brings is decided, be it the secret before the last", async () => {
    const first = { ...old, signingSecret: rotated };
    for (const second of [old, { ...first, previousSigningSecret: secret }]) {
      const { world, reads } = await decide(genuine, first, second);
      assert.deepEqual(reads, ["first", "again"]);
      assert.equal(world.pipelines.decisions.length, 1);
    }
  });
});
