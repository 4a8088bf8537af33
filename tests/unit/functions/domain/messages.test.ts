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
import { requestOf } from "./samples";

const finals = ["DECIDED", "EXPIRED", "CANCELLED"] as const;

describe("recordPosted and recordRendered", () => {
  const message = { channel: "C0", ts: "1.1", teamId: "T0", appId: "A0" };

  it("note where the message is, and the workspace and app that it is in", () => {
    assert.deepEqual(
      recordPosted(requestOf(), message),
      requestOf({
        messages: [{ channel: "C0", ts: "1.1", shows: "PENDING" }],
        teamId: "T0",
        appId: "A0",
        version: 2,
      }),
    );
  });

  it("keep workspace and app where Slack does not say them again", () => {
    const twice = recordPosted(recordPosted(requestOf(), message), { channel: "C0", ts: "1.2" });
    assert.equal(twice.teamId, "T0");
    assert.equal(twice.appId, "A0");
    assert.deepEqual(
      twice.messages.map(({ ts }) => ts),
      ["1.1", "1.2"],
    );
  });

  it("keep a message once that somebody pressed before Slack's answer was here, as it is by now", () => {
    const early = requestOf({ messages: [{ channel: "C0", ts: "1.1", shows: "DECIDED" }] });
    assert.deepEqual(recordPosted(early, message), {
      ...early,
      ...{ teamId: "T0", appId: "A0", version: early.version + 1 },
    });
    for (const other of [{ ts: "1.2" }, { channel: "C1" }]) {
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
      ts: "1.2",
    });
    const after = recordRendered(both, { ...message, ts: "1.2" });
    assert.deepEqual(
      after.messages.map(({ shows }) => shows),
      ["PENDING", "DECIDED"],
    );
    assert.equal(after.version, both.version + 1);
  });
});

describe("isMessageOf", () => {
  const messages = [
    { channel: "C0", ts: "1.1", shows: "PENDING" as const },
    { channel: "C1", ts: "1.2", shows: "DECIDED" as const },
  ];

  it("asks for channel and time together", () => {
    const request = requestOf({ messages });
    for (const message of messages) assert.ok(isMessageOf(request, message));
    assert.ok(!isMessageOf(request, { channel: "C0", ts: "1.2" }));
    assert.ok(!isMessageOf(request, { channel: "C2", ts: "1.1" }));
    assert.ok(!isMessageOf(requestOf(), messages[0]));
  });
});

describe("Messages that are not known", () => {
  const pressed = { channel: "C0", ts: "1.9" };

  it("are known once they are pressed, and show that the request waits", () => {
    const after = adopted(requestOf(), pressed);
    assert.deepEqual(after?.messages, [{ ...pressed, shows: "PENDING" }]);
    assert.equal(adopted(after, pressed), undefined);
    assert.notEqual(adopted(after, { ...pressed, channel: "C1" }), undefined);
  });

  it("are ten at most", () => {
    const messages = Array.from({ length: 10 }, (_, n) => ({
      ...pressed,
      ts: `1.${n + 10}`,
      shows: "PENDING" as const,
    }));
    assert.equal(adopted(requestOf({ messages }), pressed), undefined);
    assert.notEqual(adopted(requestOf({ messages: messages.slice(1) }), pressed), undefined);
  });
});

describe("A message in place of those that are gone", () => {
  const at = (ts: string, channel = "C1") => ({ channel, ts, shows: "PENDING" as const });
  const fresh = { channel: "C1", ts: "9", shows: "UNCONFIRMED" as const };
  const from = { teamId: "T1", appId: "A1" };

  it("is the only one, and counts the version once", () => {
    for (const messages of [[], [at("1")], [at("1"), at("2")]]) {
      const request = { ...requestOf(), messages };
      const next = replaced(request, [at("1"), at("2")], { ...fresh, ...from });
      assert.deepEqual(next, {
        ...request,
        messages: [fresh],
        ...from,
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
