import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import * as v from "valibot";
import {
  isMessageId,
  sign,
  signaturesIn,
  verify,
  webhookCredentials,
} from "../../../../functions/connectors/standard-webhooks";

const secretOf = (key: Uint8Array): string => `whsec_${Buffer.from(key).toString("base64")}`;

/** The vectors of the specification's own libraries. */
const vector = {
  secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
  id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
  timestamp: "1614265330",
  body: Buffer.from('{"test": 2432232314}') as Buffer,
  signature: "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
};
const wrong = "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=";

const isVerified = (over: Partial<typeof vector> = {}, previousSecret?: string): boolean => {
  const { secret, ...message } = { ...vector, ...over };
  return verify(message, { secret, previousSecret });
};

describe("Standard Webhooks: the published vectors", () => {
  it("are signed as they stand there", () => {
    assert.equal(sign(vector, { secret: vector.secret }), vector.signature);
  });

  it("are verified", () => assert.equal(isVerified(), true));

  it("are verified among signatures of other secrets and other versions", () => {
    const asymmetric =
      "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==";
    const list = [wrong, wrong.replace("v1", "v2"), asymmetric, vector.signature, wrong];
    assert.equal(isVerified({ signature: list.join(" ") }), true);
    assert.equal(
      isVerified({ signature: list.filter((one) => one !== vector.signature).join(" ") }),
      false,
    );
  });

  for (const signature of [
    wrong,
    "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLawdd",
    "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OA=",
    "v1,dawfeoifkpqwoekfpqoekf",
    vector.signature.replace("v1", "v2"),
    vector.signature.replace("v1,", ""),
    vector.signature.replace("v1,", "v1 "),
    "",
    "v1,",
    " ",
  ]) {
    it(`are refused with another signature: ${JSON.stringify(signature)}`, () =>
      assert.equal(isVerified({ signature }), false));
  }

  it("hold for keys whose Base64 has no padding, with or without it", () => {
    for (const encoded of [
      "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwBg",
      "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwBrA",
    ]) {
      const secret = `whsec_${encoded}`;
      const padded = `${secret}${"=".repeat(4 - (encoded.length % 4))}`;
      assert.equal(isVerified({ secret, signature: sign(vector, { secret: padded }) }), true);
    }
  });
});

describe("Standard Webhooks: a signature", () => {
  const key = fc.uint8Array({ minLength: 24, maxLength: 64 });
  const id = fc.stringMatching(/^[\w-]{1,100}$/);
  const timestamp = fc.integer({ min: 1, max: 99_999_999_999 }).map(String);
  const body = fc
    .uint8Array({ minLength: 1, maxLength: 200 })
    .map((bytes): Buffer => Buffer.from(bytes));
  const signed = fc.record({ key, id, timestamp, body }).map(({ key: bytes, ...message }) => {
    const secret = secretOf(bytes);
    return { ...message, secret, signature: sign(message, { secret }) };
  });
  const at = fc.nat({ max: 10_000 });
  const by = fc.integer({ min: 1, max: 255 });
  const changed = (bytes: Buffer, where: number, how: number) => {
    const other: Buffer = Buffer.from(bytes);
    other[where % other.length] ^= how;
    return other;
  };

  it("is verified with its secret, whatever is signed", () => {
    fc.assert(fc.property(signed, (one) => assert.equal(isVerified(one), true)));
  });

  it("covers every byte of the body", () => {
    fc.assert(
      fc.property(signed, at, by, (one, where, how) =>
        assert.equal(isVerified({ ...one, body: changed(one.body, where, how) }), false),
      ),
    );
  });

  for (const part of ["id", "timestamp", "signature"] as const) {
    it(`covers every byte of the ${part}`, () => {
      fc.assert(
        fc.property(signed, at, by, (one, where, how) => {
          const text = changed(Buffer.from(one[part]), where, how).toString("latin1");
          assert.equal(isVerified({ ...one, [part]: text }), false);
        }),
      );
    });
  }

  it("covers invalid UTF-8: two bodies are never taken for one", () => {
    const signature = sign({ ...vector, body: Buffer.from([0xff]) }, { secret: vector.secret });
    assert.equal(isVerified({ body: Buffer.from([0xff]), signature }), true);
    assert.equal(isVerified({ body: Buffer.from([0xfe]), signature }), false);
  });

  it("is never verified with another secret", () => {
    fc.assert(
      fc.property(signed, key, (one, other) => {
        fc.pre(secretOf(other) !== one.secret);
        assert.equal(isVerified({ ...one, secret: secretOf(other) }), false);
      }),
    );
  });

  it("moves nothing from one part into the next: an id has no full stop", () => {
    const moved = { id: "evt", timestamp: "1700000000", body: Buffer.from("1700000001.{}") };
    const from = { id: "evt.1700000000", timestamp: "1700000001", body: Buffer.from("{}") };
    const signature = sign(from, { secret: vector.secret });
    assert.equal(signature, sign(moved, { secret: vector.secret }));
    assert.equal(isVerified({ ...from, signature }), false);
    for (const text of ["", "a.b", "a b", "a\n", "ä", "x".repeat(101)]) {
      assert.equal(isMessageId(text), false, text);
    }
    assert.equal(isMessageId("x".repeat(100)), true);
  });

  for (const text of [
    "1614265330junk",
    "01614265330",
    "1614265330.0",
    "-1614265330",
    " 1614265330",
    "1e9",
    "",
  ]) {
    it(`is refused with the timestamp ${JSON.stringify(text)}, though it was signed so`, () => {
      const signature = sign({ ...vector, timestamp: text }, { secret: vector.secret });
      assert.equal(isVerified({ timestamp: text, signature }), false);
    });
  }

  it("is of either secret during a rotation, and of both where it is sent", () => {
    const other = secretOf(Buffer.alloc(24, 7));
    assert.equal(isVerified({ secret: other }, vector.secret), true);
    assert.equal(isVerified({ secret: vector.secret }, other), true);
    assert.equal(isVerified({ secret: other }), false);
    const both = sign(vector, { secret: other, previousSecret: vector.secret });
    assert.equal(both.split(" ").length, 2);
    assert.equal(both.split(" ")[1], vector.signature);
    assert.equal(isVerified({ signature: both }), true);
    assert.equal(isVerified({ secret: other, signature: both }), true);
  });

  it("stands in a list of at most ten", () => {
    const list = (others: number): string =>
      [...Array<string>(others).fill(wrong), vector.signature].join(" ");
    assert.equal(isVerified({ signature: list(9) }), true);
    assert.equal(isVerified({ signature: list(10) }), false);
    assert.equal(signaturesIn(list(10)), undefined);
    assert.equal(signaturesIn(`${vector.signature}  ${wrong}`), undefined);
  });
});

describe("Standard Webhooks: a secret", () => {
  const isSecret = (secret: unknown): boolean => v.is(webhookCredentials, { secret });
  const ofBytes = (count: number): string => secretOf(Buffer.alloc(count, 1));

  it("has from 24 to 64 bytes", () => {
    for (const count of [24, 25, 26, 63, 64]) assert.equal(isSecret(ofBytes(count)), true);
    for (const count of [0, 1, 23, 65]) assert.equal(isSecret(ofBytes(count)), false);
  });

  for (const [what, secret] of Object.entries({
    "without its prefix": vector.secret.replace("whsec_", ""),
    "with the prefix of another kind": vector.secret.replace("whsec_", "whsk_"),
    "with white space": `${vector.secret}\n`,
    "in Base64 for URLs": `whsec_${"-".repeat(32)}`,
    "that was cut within a byte": `${vector.secret}x`,
    "that is none": 7,
  })) {
    it(`is refused ${what}`, () => assert.equal(isSecret(secret), false));
  }

  it("is refused where the previous one is none: nobody should believe that it counts", () => {
    assert.equal(v.is(webhookCredentials, { secret: vector.secret, previousSecret: "x" }), false);
  });

  it("that is none signs and verifies nothing", () => {
    assert.equal(sign(vector, { secret: "whsec_" }), "");
    assert.equal(isVerified({ secret: "whsec_", signature: "" }), false);
  });
});
