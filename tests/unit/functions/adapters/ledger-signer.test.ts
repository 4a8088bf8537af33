/** The ledger's key in the local AWS, with the rights of its function. */
import * as assert from "node:assert/strict";
import { createHash, verify } from "node:crypto";
import { createSigner } from "../../../../functions/adapters/ledger-signer";
import { TransientError } from "../../../../functions/domain/errors";
import type { Equipment } from "../../rehearsal/aws/api/equipped";
import { FakeAws } from "../support/fakes-aws";
import { keyArn, startLedger } from "../support/local-ledger";

const text = Buffer.from("an entry");
const hash = createHash("sha256").update(text).digest("hex");

describe("The key of the ledger", () => {
  let local: Equipment;
  before(async () => {
    local = await startLedger();
  });
  after(() => local.stop());

  it("signs a hash, which anybody can verify with the public key", async () => {
    const signer = createSigner(keyArn);
    assert.equal(signer.keyArn, keyArn);
    const signature = Buffer.from(await signer.sign(hash), "base64");
    const { publicKey } = local.stores.keys.find(keyArn)!.pair!;
    assert.ok(verify("sha256", text, publicKey, signature));
    assert.equal(verify("sha256", Buffer.from("another"), publicKey, signature), false);
  });

  it("is none that another ARN names", async () => {
    const other = keyArn.replace("ledger", "other");
    await assert.rejects(createSigner(other).sign(hash), { name: "AccessDeniedException" });
  });
});

describe("An answer of KMS", () => {
  const aws = new FakeAws();
  before(() => aws.start());
  beforeEach(() => aws.clear());
  after(() => aws.stop());

  const rows: [string, object][] = [
    ["that names another key", { KeyId: `${keyArn}-2`, Signature: "AA==" }],
    ["that has no signature", { KeyId: keyArn }],
  ];
  for (const [title, output] of rows) {
    it(`${title} signs nothing`, async () => {
      aws.answers.set("Sign", [{ output }]);
      await assert.rejects(createSigner(keyArn).sign(hash), TransientError);
      const [sent] = aws.of("Sign");
      assert.deepEqual(sent, {
        ...{ KeyId: keyArn, Message: Buffer.from(hash, "hex").toString("base64") },
        ...{ MessageType: "DIGEST", SigningAlgorithm: "ECDSA_SHA_256" },
      });
    });
  }
});
