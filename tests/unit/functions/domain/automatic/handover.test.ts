import * as assert from "node:assert/strict";
import { handOverOf, parseHandOver } from "../../../../../functions/domain/automatic/handover";
import { requestOf, settings, token } from "../samples";

const { action } = settings;
const handedOver = { version: 1, channel: "automatic", action, token };

describe("What the function automatic hands over", () => {
  it("names a request and nothing of what is decided", () => {
    assert.deepEqual(handOverOf(requestOf()), handedOver);
    assert.deepEqual(parseHandOver({ ...handedOver, decision: "approve" }), handedOver);
  });

  for (const [what, event] of Object.entries<unknown>({
    "another version": { ...handedOver, version: 2 },
    "another channel": { ...handedOver, channel: "slack" },
    "no channel": { ...handedOver, channel: undefined },
    "no action": { ...handedOver, action: undefined },
    "half an action": { ...handedOver, action: "orders/production" },
    "an action and more": { ...handedOver, action: `${action}\n` },
    "no token": { ...handedOver, token: undefined },
    "another token": { ...handedOver, token: token.toUpperCase() },
    "a token and more": { ...handedOver, token: `${token} ` },
    "a list": [handedOver],
    nothing: undefined,
    null: null,
  })) {
    it(`is not ${what}`, () => assert.equal(parseHandOver(event), undefined));
  }
});
