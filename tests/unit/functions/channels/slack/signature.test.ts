import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import {
  isSignature,
  signatureOf,
  verifySignature,
} from "../../../../../functions/channels/slack/signature";

const secret = "8f742231b10e8888abcd99yyyzzz85a5";
const timestamp = "1531420618";
const body = Buffer.from(
  "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V" +
    "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=" +
    "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN" +
    "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c",
);

describe("Slack's signature", () => {
  it("is the one of Slack's own example", () => {
    // Slack API documentation, "Verifying requests from Slack".
    assert.equal(
      signatureOf(secret, timestamp, body),
      "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
    );
  });

  const verify = (over: Partial<Parameters<typeof verifySignature>[0]> = {}): boolean =>
    verifySignature({
      ...{ body, timestamp, signature: signatureOf(secret, timestamp, body), secrets: [secret] },
      ...over,
    });

  it("is verified with any of the secrets, and with no other", () => {
    assert.equal(verify(), true);
    assert.equal(verify({ secrets: ["other", secret] }), true);
    assert.equal(verify({ secrets: [secret, "other"] }), true);
    assert.equal(verify({ secrets: ["other"] }), false);
    assert.equal(verify({ secrets: [] }), false);
  });

  it("is never verified with an empty secret", () => {
    const signature = signatureOf("", timestamp, body);
    assert.equal(verify({ secrets: [""], signature }), false);
  });

  it("covers every byte of the body and the timestamp", () => {
    fc.assert(
      fc.property(fc.nat(body.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const changed = Buffer.from(body);
        changed[at] ^= by;
        assert.equal(verify({ body: changed }), false);
      }),
    );
    assert.equal(verify({ timestamp: "1531420619" }), false);
    assert.equal(verify({ timestamp: "NaN" }), false);
  });

  it("is refused in any other form", () => {
    fc.assert(fc.property(fc.string(), (signature) => !verify({ signature })));
    assert.equal(isSignature(`v0=${"0".repeat(64)}`), true);
    for (const wrong of [`v0=${"0".repeat(63)}`, `v0=${"0".repeat(65)}`, `v0=${"G".repeat(64)}`]) {
      assert.equal(isSignature(wrong), false);
      assert.equal(isSignature(`${wrong}\n`), false);
    }
  });
});
