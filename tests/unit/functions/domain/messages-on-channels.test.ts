/** Messages of a request that is shown on more than one channel. */
import * as assert from "node:assert/strict";
import {
  adopted,
  isMessageOf,
  messageKey,
  recordPosted,
  recordRendered,
  replaced,
} from "../../../../functions/domain/messages";
import type { PostedMessage } from "../../../../functions/domain/types";
import { requestOf } from "./samples";

const inSlack: PostedMessage = { channel: "slack", place: "C0", id: "1.1", shows: "PENDING" };
const onBoard: PostedMessage = { ...inSlack, channel: "board" };

describe("messageKey", () => {
  it("differs where the channel, the place or the id differs, wherever one ends and the next begins", () => {
    const messages = [
      { channel: "slack", place: "C1", id: "12.3" },
      { channel: "slack", place: "C11", id: "2.3" },
      { channel: "board", place: "C1", id: "12.3" },
      { channel: "boar", place: "dC1", id: "12.3" },
    ];
    assert.equal(new Set(messages.map(messageKey)).size, messages.length);
    assert.deepEqual(messages.slice(0, 1).map(messageKey), ["slack C1 12.3"]);
  });
});

describe("A message on another channel than Slack", () => {
  it("is kept beside Slack's of the same place and id", () => {
    const both = recordPosted(recordPosted(requestOf(), inSlack), onBoard);
    assert.deepEqual(both.messages, [inSlack, onBoard]);
    assert.ok(isMessageOf(both, onBoard));
    assert.ok(!isMessageOf({ messages: [inSlack] }, onBoard));
    assert.equal(both.origins, undefined);
  });

  it("says where it is from without a word to what Slack says", () => {
    const posted = recordPosted(requestOf(), { ...inSlack, origin: { teamId: "T0" } });
    const both = recordPosted(posted, { ...onBoard, origin: { wall: "north" } });
    assert.deepEqual(both.origins, { slack: { teamId: "T0" }, board: { wall: "north" } });
  });

  it("is adopted with the name of its channel", () => {
    const { shows: _, ...ref } = onBoard;
    assert.deepEqual(adopted(requestOf(), ref)?.messages, [onBoard]);
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
    const fresh = { channel: "slack", place: "C0", id: "9", shows: "PENDING" as const };
    assert.deepEqual(replaced(request, [inSlack], fresh)?.messages, [onBoard, fresh]);
    assert.deepEqual(replaced(request, [inSlack, onBoard], fresh)?.messages, [onBoard, fresh]);
    assert.equal(replaced(request, [onBoard], fresh), undefined);
  });

  it("is replaced by one on its own channel, and Slack's stays", () => {
    const request = requestOf({ messages: [inSlack, onBoard] });
    const fresh = { channel: "board", place: "C0", id: "9", shows: "PENDING" as const };
    assert.deepEqual(replaced(request, [onBoard], fresh)?.messages, [inSlack, fresh]);
  });
});
