/** What an attacker may try by the million, and with the rights of another gate. */
import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { longestBody } from "../../../../../../functions/channels/slack/receiver/request";
import { signatureOf } from "../../../../../../functions/channels/slack/signature";
import {
  blockActions,
  eventBody,
  formOf,
  now,
  secondsOf,
  secret,
  token,
  urlEvent,
  viewSubmission,
} from "../../../support/slack-requests";
import { newWorld, send, settings, settingsOf, type World } from "./support";

const timestamp = secondsOf(now);
const body = Buffer.from(formOf(viewSubmission()));
const signature = signatureOf(secret, timestamp, body);

async function answerOf(world: World, event: Parameters<World["handler"]>[0]) {
  return (await world.handler(event)) as { statusCode: number; body: string };
}

/** Nothing but the credentials was asked, and nothing was said. */
async function turnedAway(event: Parameters<World["handler"]>[0]): Promise<void> {
  const world = newWorld();
  const answer = await answerOf(world, event);
  assert.ok([400, 401, 405, 413].includes(answer.statusCode), String(answer.statusCode));
  assert.equal(answer.body, "");
  assert.deepEqual(
    world.asked.filter((call) => !call.startsWith("credentials")),
    [],
  );
}

const hex = fc.stringMatching(/^[0-9a-f]{64}$/);
const forgedHeaders = fc.record({
  "x-slack-request-timestamp": fc.oneof(fc.constant(timestamp), fc.string(), fc.nat().map(String)),
  "x-slack-signature": fc.oneof(
    hex.map((digits) => `v0=${digits}`),
    fc.string(),
  ),
});

describe("somebody who does not know the signing secret", () => {
  it("gets nowhere, whatever they send", async () => {
    const sent = fc.record({
      method: fc.constantFrom("POST", "GET", "HEAD"),
      headers: forgedHeaders,
      base64: fc.boolean(),
    });
    const content = fc.oneof(fc.string(), fc.constant(body.toString()));
    await fc.assert(
      fc.asyncProperty(sent, content, (options, text) => turnedAway(urlEvent(text, options))),
    );
  });

  it("can change no byte of a request that they saw", async () => {
    const anywhere = fc.nat(body.length - 1);
    await fc.assert(
      fc.asyncProperty(anywhere, fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const changed = Buffer.from(body);
        changed[at] ^= by;
        const headers = {
          "x-slack-request-timestamp": timestamp,
          "x-slack-signature": signature,
        };
        await turnedAway(urlEvent(changed, { headers }));
      }),
    );
  });

  it("can change no digit of its signature, and not its time", async () => {
    for (let at = 3; at < signature.length; at += 1) {
      const other = signature[at] === "0" ? "1" : "0";
      const changed = `${signature.slice(0, at)}${other}${signature.slice(at + 1)}`;
      const headers = { "x-slack-request-timestamp": timestamp, "x-slack-signature": changed };
      await turnedAway(urlEvent(body, { headers }));
    }
    const later = String(Number(timestamp) + 1);
    const headers = { "x-slack-request-timestamp": later, "x-slack-signature": signature };
    await turnedAway(urlEvent(body, { headers }));
  });
});

describe("the length of a body", () => {
  for (const base64 of [true, false]) {
    it(`is verified up to the limit, and turned away above (base64: ${base64})`, async () => {
      const headers = { "x-slack-request-timestamp": timestamp, "x-slack-signature": signature };
      const status = async (length: number) => {
        const world = newWorld();
        const event = urlEvent("x".repeat(length), { base64, headers });
        return [(await answerOf(world, event)).statusCode, world.asked.length];
      };
      assert.deepEqual(await status(longestBody), [401, 2]);
      assert.deepEqual(await status(longestBody + 8), [413, 0]);
    });
  }
});

describe("an approver of another gate", () => {
  const other = {
    ...settingsOf({ approverUserIds: ["U0OWNER001"] }),
    action: "orders/Production/owner",
  };
  const known = new Map([settings, other].map((gate) => [gate.action, gate]));
  const gates = { read: async (action: string) => known.get(action) };

  it("opens no dialog by another gate's name in the button", async () => {
    const value = JSON.stringify({ a: other.action, t: token });
    const actions = [{ action_id: "approve", value }];
    const { world } = await send(blockActions("approve", { actions }), { gates });
    assert.deepEqual(world.views, []);
    assert.match(world.told[0].text, /may not decide.*<@U0OWNER001>/);
    assert.ok(!world.told[0].text.includes("U0ANN00001"));
  });

  it("decides nothing by another gate's name in the dialog", async () => {
    const { world, body: answer } = await send(viewSubmission("Fine.", { a: other.action }), {
      gates,
    });
    assert.match(JSON.parse(answer).errors.reason, /may not decide.*U0OWNER001/);
    assert.deepEqual(world.handed, []);
  });
});

describe("somebody who relays what Slack signed for another endpoint of the app", () => {
  const forged = formOf(viewSubmission());
  for (const [what, relayed] of Object.entries({
    "an event with their own words in it": eventBody(`hello &${forged}&x=`),
    "a command with their own words in it": `token=x&command=%2Fdeploy&text=a&${forged}`,
  })) {
    it(`gets nothing decided in an approver's name: ${what}`, async () => {
      const world = newWorld({ teamId: "T0TEAM0001", appId: "A0APP00001" });
      const answer = await answerOf(world, urlEvent(relayed));
      assert.equal(answer.statusCode, 400);
      assert.deepEqual(world.asked, ["credentials"]);
      assert.ok(!world.logged.join().includes("hello"));
    });
  }
});

describe("a dialog of a hub that pins its workspace and its app", () => {
  const pins = { teamId: "T0TEAM0001", appId: "A0APP00001" };

  it("is handed over where it comes from both", async () => {
    const { world, status } = await send(viewSubmission(), pins);
    assert.deepEqual([status, world.handed.length], [200, 1]);
  });

  for (const other of [{ teamId: "T0OTHER001" }, { appId: "A0OTHER001" }]) {
    it(`is turned away where ${Object.keys(other)[0]} is another: no gate is read`, async () => {
      const { world, status } = await send(viewSubmission(), { ...pins, ...other });
      assert.equal(status, 403);
      assert.deepEqual(world.asked, ["credentials"]);
    });
  }
});

describe("a button without a value", () => {
  it("is none of ours", async () => {
    const actions = [{ action_id: "approve" }];
    const { world, status } = await send(blockActions("approve", { actions }));
    assert.equal(status, 400);
    assert.deepEqual(world.asked, ["credentials"]);
  });
});
