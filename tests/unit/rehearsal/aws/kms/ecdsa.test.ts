/** ECDSA over a digest, with Node's own verification as the judge. */
import * as assert from "node:assert/strict";
import { createHash, generateKeyPairSync, sign, verify } from "node:crypto";
import { curves, signDigest, verifyDigest } from "../../../../../rehearsal/aws/kms/ecdsa";

const content = Buffer.from("an entry");

for (const [spec, curve] of Object.entries(curves)) {
  describe(`ECDSA with ${spec}`, () => {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: curve.name });
    const digest = createHash(curve.hash).update(content).digest();
    const isVerified = (signature: Buffer, of = digest) =>
      verifyDigest(of, signature, privateKey, curve);

    it("signs what Node verifies, another signature each time", () => {
      const signatures = Array.from({ length: 30 }, () => signDigest(digest, privateKey, curve));
      for (const signature of signatures) {
        assert.ok(verify(curve.hash, content, publicKey, signature));
        assert.ok(isVerified(signature));
      }
      assert.equal(new Set(signatures.map(String)).size, 30);
    });

    it("verifies what Node signs", () => {
      assert.ok(isVerified(sign(curve.hash, content, privateKey)));
    });

    it("verifies nothing else", () => {
      const bytes = signDigest(digest, privateKey, curve);
      const other = createHash(curve.hash).update("another").digest();
      assert.equal(isVerified(bytes, other), false);
      const wrong = [
        Buffer.from([...bytes.subarray(0, -1), bytes.at(-1)! ^ 1]),
        Buffer.concat([bytes, Buffer.from([0])]),
        bytes.subarray(0, 20),
        // Both integers 0, both 1, none, and empty ones.
        ...[
          [0x30, 6, 2, 1, 0, 2, 1, 0],
          [0x30, 6, 2, 1, 1, 2, 1, 1],
          [0x30, 0],
          [0x30, 4, 2, 0, 2, 0],
        ].map((one) => Buffer.from(one)),
      ];
      for (const one of wrong) assert.equal(isVerified(one), false, one.toString("hex"));
    });
  });
}
