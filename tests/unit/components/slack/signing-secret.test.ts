/** The signing secret in a secret of its own: who may read it, who may not, and what is refused. */
import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  credentialsSecretArn,
  gateWith,
  hubWith,
  only,
  refusedAtOnce,
  refusedLater,
  slack,
  types,
} from "../../../support/components";
import { type Registered, run } from "../../../support/mocks";

import { decision } from "../../../support/simulate";

const at = (service: string, resource: string): string =>
  `arn:aws:${service}:eu-west-1:111122223333:${resource}`;
const signingSecretArn = at("secretsmanager", "secret:slack-signing-GhIjKl");
const parameter = at("ssm", "parameter/slack/signing");
const credentialsKmsKeyArn = at("kms", "key/1234abcd-12ab-34cd-56ef-1234567890ab");

const functions = ["notifier", "slack-callback", "decider", "watcher"];
const verify = ["slack-callback", "decider"];

async function hub(app: object): Promise<readonly Registered[]> {
  const slack = { credentialsSecretArn, ...app };
  return (await run(() => hubWith({ slack }))).resources;
}

const policyOf = (resources: readonly Registered[], folder: string): any =>
  JSON.parse(only(resources, types.rolePolicy, `shared-${folder}-policy`).inputs.policy);

/** Which functions' own roles may do this, as IAM's own words are read. */
async function allowed(
  app: object,
  action: string,
  resource: string,
  { context, resourcePolicy }: { context?: Record<string, string>; resourcePolicy?: object } = {},
): Promise<string[]> {
  const resources = await hub(app);
  const found: string[] = [];
  for (const folder of functions) {
    const answer = await decision({
      principal: `arn:aws:iam::111122223333:role/shared-${folder}-role`,
      action,
      resource,
      identityPolicies: [policyOf(resources, folder)],
      context,
      resourcePolicy,
    });
    if (answer === "Allowed") found.push(folder);
  }
  return found;
}

const read = "secretsmanager:GetSecretValue";
/** The default key policy. */
const leftToIam = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::111122223333:root" },
      Action: "kms:*",
      Resource: "*",
    },
  ],
};

describe("who may read the signing secret", () => {
  it("in one secret with the bot token: every function", async () => {
    assert.deepEqual(await allowed({}, read, credentialsSecretArn), functions);
    assert.deepEqual(await allowed({}, read, signingSecretArn), []);
  });

  it("in a secret of its own: slackCallback and decider; the bot token all", async () => {
    const app = { signingSecretArn };
    assert.deepEqual(await allowed(app, read, signingSecretArn), verify);
    assert.deepEqual(await allowed(app, read, credentialsSecretArn), functions);
    assert.deepEqual(await allowed(app, "secretsmanager:PutSecretValue", signingSecretArn), []);
  });

  it("in a parameter of its own, beside a secret: the same", async () => {
    const app = { signingSecretArn: pulumi.output(parameter) };
    assert.deepEqual(await allowed(app, "ssm:GetParameter", parameter), verify);
    assert.deepEqual(await allowed(app, "ssm:GetParameter", at("ssm", "parameter/slack")), []);
  });

  it("under a customer's key: through the services in which a function reads, and no other", async () => {
    const app = { signingSecretArn: parameter, credentialsKmsKeyArn };
    const who = (service: string) =>
      allowed(app, "kms:Decrypt", credentialsKmsKeyArn, {
        context: { "kms:ViaService": `${service}.eu-west-1.amazonaws.com` },
        resourcePolicy: leftToIam,
      });
    assert.deepEqual(await who("secretsmanager"), functions);
    assert.deepEqual(await who("ssm"), verify);
    assert.deepEqual(await who("s3"), []);
  });

  it("is told to nobody else either", async () => {
    const resources = await hub({ signingSecretArn });
    for (const folder of functions) {
      const { variables } = only(resources, types.function, `shared-${folder}`).inputs.environment;
      const expected = verify.includes(folder) ? signingSecretArn : undefined;
      assert.equal(variables.SIGNING_SECRET_ARN, expected, folder);
      const named = JSON.stringify([variables, policyOf(resources, folder)]);
      assert.equal(named.includes(signingSecretArn), verify.includes(folder), folder);
    }
  });
});

describe("a signing secret that is refused", () => {
  const path = "slack.signingSecretArn";

  it("is no ARN, and is not quoted, for it may be the secret itself", () =>
    refusedAtOnce(
      () => hubWith({ slack: { credentialsSecretArn, signingSecretArn: "8f742231b10e8888" } }),
      path,
      `\`${path}\` must be the ARN of a Secrets Manager secret, like ` +
        "arn:aws:secretsmanager:eu-west-1:111122223333:secret:slack-AbCdEf, or of an SSM parameter, " +
        "like arn:aws:ssm:eu-west-1:111122223333:parameter/slack, got something else, which is not " +
        "shown here. Keep the credentials in a secret and give its ARN.",
    ));

  const twice =
    `\`${path}\` must be the ARN of another secret than \`slack.credentialsSecretArn\`, got: ` +
    `"${credentialsSecretArn}" for both. Put signingSecret into a secret of its own, or leave ` +
    `\`${path}\` out.`;
  it("is the secret of the bot token", () =>
    refusedAtOnce(
      () => gateWith({ slack: { ...slack, signingSecretArn: credentialsSecretArn } }),
      path,
      twice,
    ));
  it("turns out to be the secret of the bot token", () =>
    refusedLater(
      () =>
        hubWith({
          slack: { credentialsSecretArn, signingSecretArn: pulumi.output(credentialsSecretArn) },
        }),
      path,
      twice,
      types.rolePolicy,
    ));

  it("is in another Region than the hub", () => {
    const elsewhere = signingSecretArn.replace("eu-west-1", "eu-central-1");
    return refusedAtOnce(
      () =>
        hubWith({
          slack: { credentialsSecretArn, signingSecretArn: elsewhere },
          region: "eu-west-1",
        }),
      path,
      `\`${path}\` must be in the hub's Region, eu-west-1, got: "${elsewhere}" in eu-central-1. ` +
        "Keep the credentials in that Region; Secrets Manager can replicate them.",
    );
  });
});
