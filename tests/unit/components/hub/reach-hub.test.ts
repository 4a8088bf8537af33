/** What a hub uses is where AWS can use it: another Region or account is refused by name. */
import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  credentialsSecretArn,
  hubWith,
  namesOf,
  refusedAtOnce,
  refusedLater,
  types,
} from "../../../support/components";
import { run } from "../../../support/mocks";

const uuid = "1234abcd-12ab-34cd-56ef-1234567890ab";
const key = (region: string, account = "111122223333"): string =>
  `arn:aws:kms:${region}:${account}:key/${uuid}`;
const topic = (region: string, account = "111122223333"): string =>
  `arn:aws:sns:${region}:${account}:alarms`;
const secretOf = (account: string): string =>
  `arn:aws:secretsmanager:eu-west-1:${account}:secret:slack-AbCdEf`;
const parameterOf = (account: string): string => `arn:aws:ssm:eu-west-1:${account}:parameter/slack`;

const inRegion = (path: string, whose: string, got: string, remedy: string): string =>
  `\`${path}\` must be in the Region of ${whose}, eu-west-1, got: "${got}" in us-east-1. ${remedy}`;

describe("A hub's alarm topic in another Region is refused", () => {
  const path = "alarmTopicArn";
  const reason = inRegion(
    path,
    "the hub",
    topic("us-east-1"),
    "CloudWatch tells topics of its own Region only. Use a topic there.",
  );
  const hub = (args: object) => () => hubWith(args);

  it("at once where the Region is said", () =>
    refusedAtOnce(hub({ alarmTopicArn: topic("us-east-1"), region: "eu-west-1" }), path, reason));

  for (const given of [topic("us-east-1"), pulumi.output(topic("us-east-1"))]) {
    it(`than the provider's, ${typeof given}: no alarm is made that tells nobody`, () =>
      refusedLater(hub({ alarmTopicArn: given }), path, reason, types.alarm));
  }

  it("and one of another account in this Region is not", async () => {
    const { resources } = await run(hub({ alarmTopicArn: topic("eu-west-1", "444455556666") }));
    assert.ok(namesOf(resources, types.alarm).length > 0);
  });
});

describe("A hub's key in another Region is refused", () => {
  const remedy =
    "No service uses a key of another Region. Use a key of that Region, or a multi-Region key's " +
    "replica there.";
  const reason = inRegion("kmsKeyArn", "the hub", key("us-east-1"), remedy);

  it("at once where the Region is said", () =>
    refusedAtOnce(
      () => hubWith({ kmsKeyArn: key("us-east-1"), region: "eu-west-1" }),
      "kmsKeyArn",
      reason,
    ));

  it("when the hub's own is known: no function may use it", () =>
    refusedLater(
      () => hubWith({ kmsKeyArn: key("us-east-1") }),
      "kmsKeyArn",
      reason,
      types.rolePolicy,
    ));
});

describe("A hub's credentials out of reach are refused", () => {
  const path = "slack.credentialsSecretArn";
  const without = (secret: string): string =>
    `\`${path}\` must be in the account of the hub, 111122223333, got: "${secret}" in 444455556666, ` +
    "without `slack.credentialsKmsKeyArn`. Keep the credentials in the hub's account, or encrypt them " +
    "with a customer managed key, give its ARN, and let the functions' roles use both by their policies.";
  const hub = (slack: object) => () => hubWith({ slack });

  for (const secret of [secretOf("444455556666"), parameterOf("444455556666")]) {
    for (const given of [secret, pulumi.output(secret)]) {
      it(`in another account, under the AWS managed key: ${secret}, ${typeof given}`, () =>
        refusedLater(
          hub({ credentialsSecretArn: given }),
          path,
          without(secret),
          types.rolePolicy,
        ));
    }
  }

  it("and accepted with a customer managed key, which another account can share", async () => {
    const given = {
      credentialsSecretArn: secretOf("444455556666"),
      credentialsKmsKeyArn: key("eu-west-1", "444455556666"),
    };
    const { resources } = await run(hub(given));
    const policies = resources.filter(
      ({ type, name }) => type === types.rolePolicy && !/publisher|sweep/.test(name),
    );
    assert.ok(policies.every(({ inputs }) => inputs.policy.includes(given.credentialsKmsKeyArn)));
  });

  const keyPath = "slack.credentialsKmsKeyArn";
  const reason = inRegion(
    keyPath,
    "the credentials",
    key("us-east-1"),
    "A secret is encrypted with a key of its own Region. Use that key's ARN.",
  );
  it("with a key of another Region, at once", () =>
    refusedAtOnce(
      hub({ credentialsSecretArn, credentialsKmsKeyArn: key("us-east-1") }),
      keyPath,
      reason,
    ));

  it("with a key of another Region, to come", () =>
    refusedLater(
      hub({ credentialsSecretArn, credentialsKmsKeyArn: pulumi.output(key("us-east-1")) }),
      keyPath,
      reason,
      types.rolePolicy,
    ));
});
