import * as assert from "node:assert/strict";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { arn, type Equipment, putRole, refusal, startEquipped } from "../api/equipped";

const secretArn = arn("secretsmanager", "secret:slack/app-AbCdEf");
const sealedArn = arn("secretsmanager", "secret:sealed-AbCdEf");
const emptyArn = arn("secretsmanager", "secret:empty-AbCdEf");
const parameterArn = arn("ssm", "parameter/slack/app");
const sealedParameter = arn("ssm", "parameter/sealed");
const key = arn("kms", "key/1");

describe("the stores of secrets at the endpoint", () => {
  let local: Equipment;
  before(async () => {
    local = await startEquipped();
    const { directory, stores } = local;
    const read = {
      Action: ["secretsmanager:GetSecretValue", "ssm:GetParameter"],
      Resource: [secretArn, sealedArn, emptyArn, parameterArn, sealedParameter],
    };
    putRole(directory, "reader", [read]);
    const through = ["secretsmanager", "ssm"].map((s) => `${s}.eu-west-1.amazonaws.com`);
    putRole(directory, "decryptor", [
      read,
      {
        Action: "kms:Decrypt",
        Resource: key,
        Condition: { StringEquals: { "kms:ViaService": through } },
      },
    ]);
    putRole(directory, "nobody", []);
    putRole(directory, "anything", [{ Action: "*", Resource: "*" }]);
    stores.secrets.put(secretArn, "s3cret");
    stores.secrets.create(sealedArn, { keyArn: key });
    stores.secrets.put(sealedArn, "sealed");
    stores.secrets.create(emptyArn);
    stores.parameters.put(parameterArn, "p4rameter");
    stores.parameters.put(sealedParameter, "sealed", { keyArn: key });
    stores.parameters.put(arn("ssm", "parameter/plain"), "plain", { type: "String" });
  });
  after(() => local.stop());
  beforeEach(() => void local.audit.splice(0));

  async function secret(role: string, SecretId: string, more = {}) {
    const client = new SecretsManagerClient(local.as(role));
    try {
      return await client.send(new GetSecretValueCommand({ SecretId, ...more }));
    } finally {
      client.destroy();
    }
  }

  async function parameter(role: string, Name: string, WithDecryption?: boolean) {
    const client = new SSMClient(local.as(role));
    try {
      return (await client.send(new GetParameterCommand({ Name, WithDecryption }))).Parameter!;
    } finally {
      client.destroy();
    }
  }

  describe("Secrets Manager", () => {
    for (const id of [secretArn, secretArn.replace(/-AbCdEf$/, ""), "slack/app"]) {
      it(`reads the current value of ${id}, by the right on the whole ARN`, async () => {
        const answer = await secret("reader", id);
        assert.equal(answer.SecretString, "s3cret");
        assert.deepEqual([answer.ARN, answer.Name], [secretArn, "slack/app"]);
        assert.deepEqual(answer.VersionStages, ["AWSCURRENT"]);
        assert.ok(answer.CreatedDate instanceof Date);
        assert.equal(local.audit[0].resource, secretArn);
      });
    }

    it("reads the version that is current, by its id", async () => {
      const { VersionId } = await secret("reader", secretArn);
      assert.equal((await secret("reader", secretArn, { VersionId })).SecretString, "s3cret");
    });

    it("keeps no other version", async () => {
      for (const more of [{ VersionStage: "AWSPREVIOUS" }, { VersionId: "x".repeat(32) }]) {
        const { name, message } = await refusal(secret("reader", secretArn, more));
        assert.equal(name, "ResourceNotFoundException");
        assert.match(message, /AWSPREVIOUS|x{32}/);
      }
    });

    it("refuses who has no right, without telling what exists", async () => {
      for (const id of [secretArn, "nothing"]) {
        assert.equal((await refusal(secret("nobody", id))).name, "AccessDeniedException");
      }
    });

    it("says that a secret does not exist, or has no value yet", async () => {
      assert.match((await refusal(secret("anything", "nothing"))).message, /specified secret\.$/);
      const { name, message } = await refusal(secret("reader", emptyArn));
      assert.equal(name, "ResourceNotFoundException");
      assert.match(message, /AWSCURRENT/);
    });

    it("wants an id", async () => {
      const nothing = undefined as unknown as string;
      assert.equal((await refusal(secret("reader", nothing))).name, "ValidationException");
    });

    it("wants kms:Decrypt on a customer's key", async () => {
      const { name, message } = await refusal(secret("reader", sealedArn));
      assert.equal(name, "AccessDeniedException");
      assert.match(message, /kms:Decrypt on .*key\/1/);
      assert.equal(local.audit[0].allowed, false);
      assert.equal((await secret("decryptor", sealedArn)).SecretString, "sealed");
      assert.deepEqual(local.audit[1].further, [{ action: "kms:Decrypt", resource: key }]);
    });
  });

  describe("Systems Manager", () => {
    for (const name of [parameterArn, "/slack/app"]) {
      it(`decrypts ${name} with the default key for whoever may read it`, async () => {
        const answer = await parameter("reader", name, true);
        assert.deepEqual(
          [answer.Value, answer.Type, answer.Name, answer.ARN, answer.Version],
          ["p4rameter", "SecureString", "/slack/app", parameterArn, 1],
        );
        assert.equal(local.audit[0].resource, parameterArn);
      });
    }

    for (const decrypt of [undefined, false]) {
      it(`keeps a SecureString sealed with WithDecryption ${decrypt}`, async () => {
        const { Value } = await parameter("reader", parameterArn, decrypt);
        assert.ok(Value !== undefined && Value !== "" && !Value.includes("p4rameter"));
        assert.match((await parameter("reader", sealedParameter, decrypt)).Value!, /^\w+=*$/);
      });
    }

    it("reads a String either way", async () => {
      assert.equal((await parameter("anything", "plain", true)).Value, "plain");
      assert.equal((await parameter("anything", "plain")).Value, "plain");
    });

    it("refuses who has no right, without telling what exists", async () => {
      for (const name of ["/slack/app", "nothing"]) {
        assert.equal((await refusal(parameter("nobody", name))).name, "AccessDeniedException");
      }
    });

    it("says that a parameter does not exist", async () => {
      assert.equal((await refusal(parameter("anything", "nothing"))).name, "ParameterNotFound");
    });

    it("wants a name", async () => {
      const nothing = undefined as unknown as string;
      assert.equal((await refusal(parameter("reader", nothing))).name, "ValidationException");
    });

    it("wants kms:Decrypt on a customer's key", async () => {
      const sealed = parameter("reader", sealedParameter, true);
      assert.match((await refusal(sealed)).message, /kms:Decrypt/);
      assert.equal((await parameter("decryptor", sealedParameter, true)).Value, "sealed");
    });
  });
});
