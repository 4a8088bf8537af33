/** Which messages a request has, and what each of them shows. */
import * as assert from "node:assert/strict";
import {
  adopted,
  faceOf,
  isMessageOf,
  recordPosted,
  replaced,
  recordRendered,
} from "../../../../functions/domain/messages";
import { isSettled } from "../../../../functions/domain/transitions";
import { messageOf, requestOf } from "./samples";

const finals = ["DECIDED", "EXPIRED", "CANCELLED"] as const;

describe("recordPosted and recordRendered", () => {
  const origin = { teamId: "T0", appId: "A0" };
  const message = { channel: "slack", place: "C0", id: "1.1", origin };

  it("note where the message is, and where its channel says that it is from", () => {
    assert.deepEqual(
      recordPosted(requestOf(), message),
      requestOf({
        messages: [{ channel: "slack", place: "C0", id: "1.1", shows: "PENDING" }],
        origins: { slack: origin },
        version: 2,
      }),
    );
  });

  it("keep where it is from when the channel does not say it again", () => {
    const twice = recordPosted(recordPosted(requestOf(), message), {
      channel: "slack",
      place: "C0",
      id: "1.2",
    });
    assert.deepEqual(twice.origins, { slack: origin });
    assert.deepEqual(
      twice.messages.map(({ id }) => id),
      ["1.1", "1.2"],
    );
  });

  it("keep a message once that somebody pressed before Slack's answer was here, as it is by now", () => {
    const early = requestOf({
      messages: [{ channel: "slack", place: "C0", id: "1.1", shows: "DECIDED" }],
    });
    assert.deepEqual(recordPosted(early, message), {
      ...early,
      ...{ origins: { slack: origin }, version: early.version + 1 },
    });
    for (const other of [{ id: "1.2" }, { place: "C1" }, { channel: "board" }]) {
      assert.equal(recordPosted(early, { ...message, ...other }).messages.length, 2);
    }
  });

  it("take a message that is posted after the end for one that does not show it", () => {
    const late = recordPosted(requestOf({ status: "EXPIRED" }), message);
    assert.equal(isSettled(late), false);
    assert.equal(isSettled(recordRendered(late, message)), true);
  });

  it("mark the one message, and count the version", () => {
    const both = recordPosted(recordPosted(requestOf({ status: "DECIDED" }), message), {
      ...message,
      id: "1.2",
    });
    const after = recordRendered(both, { ...message, id: "1.2" });
    assert.deepEqual(
      after.messages.map(({ shows }) => shows),
      ["PENDING", "DECIDED"],
    );
    assert.equal(after.version, both.version + 1);
  });
});

describe("isMessageOf", () => {
  const messages = [
    { channel: "slack", place: "C0", id: "1.1", shows: "PENDING" as const },
    { channel: "slack", place: "C1", id: "1.2", shows: "DECIDED" as const },
  ];

  it("asks for channel, place and id together", () => {
    const request = requestOf({ messages });
    for (const message of messages) assert.ok(isMessageOf(request, message));
    assert.ok(!isMessageOf(request, { channel: "slack", place: "C0", id: "1.2" }));
    assert.ok(!isMessageOf(request, { channel: "slack", place: "C2", id: "1.1" }));
    assert.ok(!isMessageOf(request, { ...messages[0], channel: "board" }));
    assert.ok(!isMessageOf(requestOf(), messages[0]));
  });
});

describe("Messages that are not known", () => {
  const pressed = { channel: "slack", place: "C0", id: "1.9" };

  it("are known once they are pressed, and show that the request waits", () => {
    const after = adopted(requestOf(), pressed);
    assert.deepEqual(after?.messages, [{ ...pressed, shows: "PENDING" }]);
    assert.equal(adopted(after, pressed), undefined);
    assert.notEqual(adopted(after, { ...pressed, place: "C1" }), undefined);
  });

  it("are ten at most", () => {
    const messages = Array.from({ length: 10 }, (_, n) => ({
      ...pressed,
      id: `1.${n + 10}`,
      shows: "PENDING" as const,
    }));
    assert.equal(adopted(requestOf({ messages }), pressed), undefined);
    assert.notEqual(adopted(requestOf({ messages: messages.slice(1) }), pressed), undefined);
  });
});

describe("A message in place of those that are gone", () => {
  const at = (id: string, place = "C1") => messageOf(id, "PENDING", place);
  const fresh = { channel: "slack", place: "C1", id: "9", shows: "UNCONFIRMED" as const };
  const origin = { teamId: "T1", appId: "A1" };

  it("is the only one, and counts the version once", () => {
    for (const messages of [[], [at("1")], [at("1"), at("2")]]) {
      const request = { ...requestOf(), messages };
      const next = replaced(request, [at("1"), at("2")], { ...fresh, origin });
      assert.deepEqual(next, {
        ...request,
        messages: [fresh],
        origins: { slack: origin },
        version: request.version + 1,
      });
    }
  });

  it("is none where another one is known, in this channel or another", () => {
    for (const other of [at("2"), at("1", "C2"), at("9")]) {
      const request = { ...requestOf(), messages: [at("1"), other] };
      assert.equal(replaced(request, [at("1")], fresh), undefined);
    }
  });
});

describe("What a message has to show", () => {
  it("is the end, that it waits, or that nobody has confirmed it", () => {
    assert.equal(faceOf(requestOf()), "PENDING");
    assert.equal(faceOf(requestOf({ status: "DECIDING" })), "PENDING");
    assert.equal(faceOf(requestOf({ unconfirmed: false })), "PENDING");
    assert.equal(faceOf(requestOf({ unconfirmed: true })), "UNCONFIRMED");
    for (const status of finals)
      assert.equal(faceOf(requestOf({ status, unconfirmed: true })), status);
  });
});
