/** Messages of a request that is shown on more than one channel; what 0.1.0 kept names none, and is Slack's. */
import * as assert from "node:assert/strict";
import {
  adopted,
  isMessageOf,
  isOn,
  recordPosted,
  recordRendered,
  replaced,
  spotKey,
} from "../../../../functions/domain/messages";
import type { PostedMessage } from "../../../../functions/domain/types";
import { requestOf } from "./samples";

const inSlack: PostedMessage = { channel: "C0", ts: "1.1", shows: "PENDING" };
const onBoard: PostedMessage = { via: "board", ...inSlack };

describe("isOn", () => {
  it("knows the channel by its name, and Slack's message by having none", () => {
    assert.deepEqual([isOn(onBoard, "board"), isOn(onBoard, "slack")], [true, false]);
    assert.deepEqual([isOn(inSlack, "board"), isOn(inSlack, "slack")], [false, true]);
  });
});

describe("spotKey", () => {
  it("differs where the channel, the place or the time differs, wherever one ends and the next begins", () => {
    const spots = [
      { channel: "C1", ts: "12.3" },
      { channel: "C11", ts: "2.3" },
      { via: "C1", channel: "C1", ts: "12.3" },
      { via: "board", channel: "C1", ts: "12.3" },
      { via: "boar", channel: "dC1", ts: "12.3" },
    ];
    assert.equal(new Set(spots.map(spotKey)).size, spots.length);
    assert.deepEqual(spots.slice(0, 1).map(spotKey), ["C1 12.3"]);
  });
});

describe("A message on another channel than Slack", () => {
  it("is kept with the name of its channel beside Slack's at the same spot, which has none", () => {
    const both = recordPosted(recordPosted(requestOf(), inSlack), onBoard);
    assert.deepEqual(both.messages, [inSlack, onBoard]);
    assert.ok(!("via" in both.messages[0]));
    assert.ok(isMessageOf(both, onBoard));
    assert.ok(!isMessageOf({ messages: [inSlack] }, onBoard));
  });

  it("is adopted with the name of its channel, and Slack's without one", () => {
    const { via, channel, ts } = onBoard;
    assert.deepEqual(adopted(requestOf(), { via, channel, ts })?.messages, [onBoard]);
    const [kept] = adopted(requestOf(), { channel, ts })!.messages;
    assert.deepEqual(kept, inSlack);
    assert.ok(!("via" in kept));
  });

  it("is rendered by itself", () => {
    const request = requestOf({ status: "DECIDED", messages: [inSlack, onBoard] });
    assert.deepEqual(
      recordRendered(request, onBoard).messages.map(({ shows }) => shows),
      ["PENDING", "DECIDED"],
    );
  });

  it("stays where Slack's is replaced, whether or not it is gone, and hinders nothing", () => {
    const request = requestOf({ messages: [inSlack, onBoard] });
    const fresh = { channel: "C0", ts: "9", shows: "PENDING" as const };
    assert.deepEqual(replaced(request, [inSlack], fresh)?.messages, [onBoard, fresh]);
    assert.deepEqual(replaced(request, [inSlack, onBoard], fresh)?.messages, [onBoard, fresh]);
    assert.equal(replaced(request, [onBoard], fresh), undefined);
  });

  it("is replaced by one on its own channel, and Slack's stays", () => {
    const request = requestOf({ messages: [inSlack, onBoard] });
    const fresh = { via: "board", channel: "C0", ts: "9", shows: "PENDING" as const };
    assert.deepEqual(replaced(request, [onBoard], fresh)?.messages, [inSlack, fresh]);
  });
});
