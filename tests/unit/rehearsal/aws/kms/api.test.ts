/** KMS at the endpoint: who may sign with which key, and that anybody can verify it. */
import * as assert from "node:assert/strict";
import { createHash, createPublicKey, verify } from "node:crypto";
import { send, signed } from "../api/fixture";
import { arn, type Equipment, policy, putRole, roleArn, startEquipped } from "../api/equipped";

const keyArn = (id: string): string => arn("kms", `key/${id}`);
const digest = createHash("sha256").update("an entry").digest();
const message = digest.toString("base64");
const toSign = { Message: message, MessageType: "DIGEST", SigningAlgorithm: "ECDSA_SHA_256" };
const keySettings = { spec: "ECC_NIST_P256", usage: "SIGN_VERIFY", isEnabled: true };

describe("KMS at the endpoint", () => {
  let local: Equipment;

  before(async () => {
    local = await startEquipped();
    const { directory, stores } = local;
    const { keys } = stores;
    putRole(directory, "signer", [{ Action: "kms:*", Resource: arn("kms", "key/*") }]);
    putRole(directory, "digests", [
      {
        ...{ Action: "kms:Sign", Resource: keyArn("p256") },
        Condition: {
          StringEquals: { "kms:MessageType": "DIGEST", "kms:SigningAlgorithm": "ECDSA_SHA_256" },
        },
      },
    ]);
    putRole(directory, "nobody", []);
    putRole(directory, "denied", [
      { Action: "kms:*", Resource: "*" },
      { Effect: "Deny", Action: "kms:Sign", Resource: "*" },
    ]);
    keys.create(keyArn("p256"), keySettings);
    keys.create(keyArn("p384"), { ...keySettings, spec: "ECC_NIST_P384" });
    keys.create(keyArn("rsa"), { ...keySettings, spec: "RSA_2048" });
    keys.create(keyArn("symmetric"), {
      ...{ spec: "SYMMETRIC_DEFAULT", usage: "ENCRYPT_DECRYPT", isEnabled: true },
    });
    keys.create(keyArn("disabled"), { ...keySettings, isEnabled: false });
    keys.create(keyArn("ending"), keySettings);
    keys.scheduleDeletion(keyArn("ending"));
    keys.create(keyArn("own-policy"), {
      ...keySettings,
      policy: policy(
        { Principal: { AWS: roleArn("nobody") }, Action: "kms:Sign", Resource: "*" },
        { Effect: "Deny", Principal: "*", Action: "kms:Verify", Resource: "*" },
      ),
    });
    keys.setAlias(arn("kms", "alias/ledger"), keyArn("p256"));
    keys.setAlias(arn("kms", "alias/gone"), keyArn("p256"));
    keys.deleteAlias(arn("kms", "alias/gone"));
  });
  after(() => local.stop());

  async function call(role: string, operation: string, input: object) {
    const key = local.directory.assume({ roleArn: roleArn(role), sessionName: "test" });
    const headers = {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `TrentService.${operation}`,
    };
    const body = JSON.stringify(input);
    const answer = await send(
      local.url,
      await signed(local, key, { service: "kms", headers, body }),
    );
    return { ...answer, json: JSON.parse(answer.body) };
  }

  const publicKey = async (id: string) => {
    const { json } = await call("signer", "GetPublicKey", { KeyId: id });
    const der = Buffer.from(json.PublicKey, "base64");
    return { json, key: createPublicKey({ key: der, format: "der", type: "spki" }) };
  };

  it("signs a digest, which anybody can verify with the public key, as DER", async () => {
    const { json, key } = await publicKey("p256");
    assert.deepEqual(
      [json.KeyId, json.KeySpec, json.KeyUsage, json.SigningAlgorithms],
      [keyArn("p256"), "ECC_NIST_P256", "SIGN_VERIFY", ["ECDSA_SHA_256"]],
    );
    const answer = await call("signer", "Sign", { KeyId: "p256", ...toSign });
    const { KeyId, Signature, SigningAlgorithm } = answer.json;
    assert.deepEqual([KeyId, SigningAlgorithm], [keyArn("p256"), "ECDSA_SHA_256"]);
    assert.ok(verify("sha256", Buffer.from("an entry"), key, Buffer.from(Signature, "base64")));
    const checked = await call("signer", "Verify", { KeyId: "p256", ...toSign, Signature });
    assert.deepEqual(checked.json, { KeyId, SignatureValid: true, SigningAlgorithm });
  });

  it("hashes a message that is no digest", async () => {
    const { key } = await publicKey("p384");
    const raw = { Message: message, SigningAlgorithm: "ECDSA_SHA_384" };
    const { json } = await call("signer", "Sign", { KeyId: "p384", ...raw });
    assert.ok(verify("sha384", digest, key, Buffer.from(json.Signature, "base64")));
  });

  it("knows a key by its ARN, and by the name and ARN of its alias", async () => {
    for (const KeyId of [keyArn("p256"), "alias/ledger", arn("kms", "alias/ledger")]) {
      const { json } = await call("digests", "Sign", { KeyId, ...toSign });
      assert.equal(json.KeyId, keyArn("p256"));
    }
    const { resource } = local.audit.at(-1)!;
    assert.equal(resource, keyArn("p256"));
  });

  it("verifies nothing that is not signed", async () => {
    const { json } = await call("signer", "Sign", { KeyId: "p256", ...toSign });
    const Message = createHash("sha256").update("another").digest("base64");
    const input = { KeyId: "p256", ...toSign, Message, Signature: json.Signature };
    const { code } = await call("signer", "Verify", input);
    assert.equal(code, "KMSInvalidSignatureException");
  });

  const p256 = { KeyId: "p256" };
  const refused: [string, string, string, object, string, RegExp][] = [
    [
      "a key that is not there",
      "signer",
      "Sign",
      { KeyId: "none" },
      "NotFoundException",
      /^Key .*key\/none is not found/,
    ],
    [
      "an alias that was deleted",
      "signer",
      "Sign",
      { KeyId: "alias/gone" },
      "AccessDeniedException",
      /alias\/gone/,
    ],
    [
      "a disabled key",
      "signer",
      "Sign",
      { KeyId: "disabled" },
      "DisabledException",
      /key\/disabled is disabled\.$/,
    ],
    [
      "a key that will be deleted",
      "signer",
      "Sign",
      { KeyId: "ending" },
      "KMSInvalidStateException",
      /is pending deletion\.$/,
    ],
    [
      "a key that encrypts",
      "signer",
      "Sign",
      { KeyId: "symmetric" },
      "InvalidKeyUsageException",
      /ENCRYPT_DECRYPT which is not valid for Sign/,
    ],
    [
      "a public key of one that has none",
      "signer",
      "GetPublicKey",
      { KeyId: "symmetric" },
      "UnsupportedOperationException",
      /not valid for GetPublicKey/,
    ],
    [
      "another key's algorithm",
      "signer",
      "Sign",
      { ...p256, SigningAlgorithm: "ECDSA_SHA_384" },
      "InvalidKeyUsageException",
      /ECDSA_SHA_384 is incompatible with key spec ECC_NIST_P256/,
    ],
    [
      "a digest of another length",
      "signer",
      "Sign",
      { ...p256, Message: "YQ==" },
      "ValidationException",
      /^Digest is invalid length for algorithm ECDSA_SHA_256\.$/,
    ],
    [
      "a message that is too long",
      "signer",
      "Sign",
      { ...p256, MessageType: "RAW", Message: Buffer.alloc(4097).toString("base64") },
      "ValidationException",
      /less than or equal to 4096/,
    ],
    [
      "a trial run",
      "signer",
      "Sign",
      { ...p256, DryRun: true },
      "DryRunOperationException",
      /would have succeeded/,
    ],
    [
      "a key that the rehearsal cannot sign with, by saying so",
      "signer",
      "Sign",
      { KeyId: "rsa" },
      "UnsupportedOperationException",
      /^The rehearsal signs with keys of ECC_NIST_P256, ECC_NIST_P384 alone, got: RSA_2048\.$/,
    ],
    ["whom no policy allows", "nobody", "Sign", p256, "AccessDeniedException", /kms:Sign/],
    ["whom a policy denies", "denied", "Sign", p256, "AccessDeniedException", /denies/],
    [
      "what a condition leaves out",
      "digests",
      "Sign",
      { ...p256, MessageType: "RAW" },
      "AccessDeniedException",
      /kms:Sign/,
    ],
    [
      "what IAM alone allows, with a key policy that does not know the account",
      "signer",
      "Sign",
      { KeyId: "own-policy" },
      "AccessDeniedException",
      /The key policy allows neither/,
    ],
    [
      "what the key policy denies",
      "signer",
      "Verify",
      { KeyId: "own-policy", Signature: "YQ==" },
      "AccessDeniedException",
      /denies/,
    ],
  ];
  for (const [what, role, operation, input, code, text] of refused) {
    it(`refuses ${what}`, async () => {
      const full = operation === "GetPublicKey" ? input : { ...toSign, ...input };
      const answer = await call(role, operation, full);
      assert.equal(answer.code, code, answer.message);
      assert.match(answer.message, text);
    });
  }

  it("lets whom the key policy names, without a policy of IAM", async () => {
    const { json } = await call("nobody", "Sign", { KeyId: "own-policy", ...toSign });
    assert.equal(json.KeyId, keyArn("own-policy"));
  });
});
