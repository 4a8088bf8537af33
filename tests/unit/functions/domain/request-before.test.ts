/** Requests of 0.1.0, which knew Slack alone; the golden of one is in tests/unit/contract. */
import * as assert from "node:assert/strict";
import { fromBefore } from "../../../../functions/domain/request-before";
import { parseRequest } from "../../../../functions/domain/request-schema";
import { ann, attemptOf, expires, messageOf, requestOf } from "./samples";

const person = { id: ann.id, name: ann.displayName };
const now = requestOf({
  messages: [messageOf("1.1", "PENDING"), messageOf("1.2", "DECIDED")],
  attempt: attemptOf(),
  earlierAttempts: [attemptOf({ id: "command-0" })],
  outcome: { at: expires, result: "Approved", person: ann },
  origins: { slack: { teamId: "T0TEAM", appId: "A0APP", enterpriseId: "E0ORG" } },
});
const { schemaVersion: _, origins: __, ...rest } = now;
const before = {
  ...rest,
  messages: now.messages.map(({ place, id, shows }) => ({ channel: place, ts: id, shows })),
  attempt: { ...attemptOf(), person },
  earlierAttempts: [{ ...attemptOf({ id: "command-0" }), person }],
  outcome: { at: expires, result: "Approved", person },
  ...{ teamId: "T0TEAM", appId: "A0APP", enterpriseId: "E0ORG" },
};

describe("A request that 0.1.0 kept", () => {
  it("is read with its people, messages and origin as Slack's", () => {
    assert.deepEqual(parseRequest(before), now);
  });

  it("is read where nobody has decided it, and Slack did not say where it is from", () => {
    const open = requestOf();
    const { schemaVersion: _version, ...kept } = open;
    assert.deepEqual(parseRequest(kept), open);
  });

  it("is read where nobody decided in Slack how it ended", () => {
    const outcome = { at: expires, decidedBy: "arn:aws:iam::111122223333:user/ann" };
    assert.deepEqual(parseRequest({ ...before, outcome }).outcome, outcome);
  });

  it("is refused where it is broken, as every other", () => {
    for (const [broken, field] of [
      [{ messages: "none" }, "messages"],
      [{ messages: ["none"] }, "messages.0"],
      [{ attempt: "ann" }, "attempt"],
      [{ attempt: { ...before.attempt, person: "ann" } }, "attempt.person"],
      [{ outcome: [] }, "outcome"],
      [{ teamId: 1 }, "origins"],
    ] as const) {
      assert.throws(() => parseRequest({ ...before, ...broken }), new RegExp(`: ${field}`));
    }
  });
});

describe("fromBefore", () => {
  it("leaves alone what has a version, and what is no item", () => {
    for (const item of [now, { schemaVersion: 1, teamId: "T0" }, "x", null, undefined, [before]]) {
      assert.equal(fromBefore(item), item);
    }
  });
});
