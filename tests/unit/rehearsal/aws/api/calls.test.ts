/** Calls of a role of another account: AWS lets it in where a resource's policy does as well, and nowhere else. */
import * as assert from "node:assert/strict";
import { CodePipelineClient, PutApprovalResultCommand } from "@aws-sdk/client-codepipeline";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { Engine } from "../../../../../rehearsal/aws/codepipeline/engine";
import { arn, type Equipment, policy, refusal, startEquipped } from "./equipped";
import { id, send, signed } from "./fixture";

const foreign = "arn:aws:iam::222222222222:role/foreign";
const trust = policy({ Principal: { AWS: "111122223333" }, Action: "sts:AssumeRole" });
const noLeave = /Denied: no resource policy lets the caller's account in\.$/;

describe("A call of another account's role", () => {
  let local: Equipment;
  let decided = 0;

  before(async () => {
    const engine = { decide: () => ++decided } as unknown as Engine;
    local = await startEquipped({ engine });
    const home = local.directory.inAccount("222222222222");
    home.putRole("foreign", foreign, trust);
    const everything = policy({ Action: "*", Resource: "*" });
    home.putInline({ kind: "role", name: "foreign" }, "own", everything);
    home.putRole("bare", foreign.replace("foreign", "bare"), trust);
  });
  after(() => local.stop());

  const keyOf = (roleArn: string) => local.directory.assume({ roleArn, sessionName: "test" });
  const settings = () => local.as("", keyOf(foreign));

  it("decides no approval, whatever its own policies say", async () => {
    const { name, message } = await refusal(
      new CodePipelineClient(settings()).send(
        new PutApprovalResultCommand({
          ...{ pipelineName: "shop", stageName: "Gate", actionName: "Ok", token: id(1) },
          result: { status: "Approved", summary: "" },
        }),
      ),
    );
    assert.equal(name, "AccessDeniedException");
    assert.match(message, noLeave);
    assert.equal(decided, 0);
  });

  it("reads no secret", async () => {
    const SecretId = arn("secretsmanager", "secret:app-AbCdEf");
    const client = new SecretsManagerClient(settings());
    const { message } = await refusal(client.send(new GetSecretValueCommand({ SecretId })));
    assert.match(message, noLeave);
  });

  it("sends to a queue whose policy lets it in, and to no other", async () => {
    const { queues } = local.stores;
    const open = policy({ Principal: { AWS: foreign }, Action: "sqs:*", Resource: "*" });
    queues.create(arn("sqs", "open"));
    queues.setPolicy(arn("sqs", "open"), open);
    queues.create(arn("sqs", "closed"));
    const client = new SQSClient(settings());
    const sendTo = (queue: string) =>
      client.send(
        new SendMessageCommand({
          QueueUrl: `${local.url}/111122223333/${queue}`,
          MessageBody: "hello",
        }),
      );
    await sendTo("open");
    assert.match((await refusal(sendTo("closed"))).message, noLeave);
  });

  it("signs with a key whose policy names it only where its own policies allow that too", async () => {
    const keyArn = arn("kms", "key/shared");
    const roles = ["foreign", "bare"].map((name) => foreign.replace("foreign", name));
    local.stores.keys.create(keyArn, {
      ...{ spec: "ECC_NIST_P256", usage: "SIGN_VERIFY", isEnabled: true },
      policy: policy({ Principal: { AWS: roles }, Action: "kms:Sign", Resource: "*" }),
    });
    const headers = {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": "TrentService.Sign",
    };
    const input = { KeyId: keyArn, Message: "AAAA", SigningAlgorithm: "ECDSA_SHA_256" };
    const body = JSON.stringify(input);
    const statuses = await Promise.all(
      roles.map(async (role) => {
        const signing = { service: "kms", headers, body };
        return (await send(local.url, await signed(local, keyOf(role), signing))).status;
      }),
    );
    assert.deepEqual(statuses, [200, 400]);
  });
});
