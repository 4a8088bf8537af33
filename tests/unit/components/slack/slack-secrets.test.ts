import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  connection,
  credentialsSecretArn,
  gateWith,
  hubWith,
  inSlack,
  only,
  refusedLater,
  slack,
  types,
} from "../../../support/components";
import { attempt, resolve, run } from "../../../support/mocks";

const canary = "canary-5f2b";
const shown = "got a secret, which is not shown here. Correct it where it is stored.";

/** True where the engine was handed the value as a secret. */
function isSecret(value: any): boolean {
  return pulumi.runtime.isRpcSecret(value);
}

describe("a credentialsSecretArn that is a secret", () => {
  const secretArn = (): pulumi.Output<string> => pulumi.secret(credentialsSecretArn);
  const folders = ["notifier", "slack-callback", "decider", "watcher"];

  it("stays a secret in environments and policies of a hub", async () => {
    const { resources } = await run(() =>
      hubWith({ slack: { credentialsSecretArn: secretArn() } }),
    );
    for (const folder of folders) {
      const fn = only(resources, types.function, `shared-${folder}`).inputs;
      const variables = fn.environment;
      assert.ok(isSecret(variables) || isSecret(variables.variables.CREDENTIALS_ARN), folder);
      const policy = only(resources, types.rolePolicy, `shared-${folder}-policy`).inputs;
      assert.ok(isSecret(policy.policy), folder);
    }
  });

  it("stays a secret in the hub of a gate, and makes no secret of what does not hold it", async () => {
    const args = { slack: { ...slack, credentialsSecretArn: secretArn() } };
    const { resources, value } = await run(() => gateWith(args));
    const policy = only(resources, types.rolePolicy, "production-hub-decider-policy").inputs;
    assert.ok(isSecret(policy.policy));
    assert.equal(await pulumi.isSecret(value.slackAppManifest), false);
    assert.ok(!isSecret(only(resources, types.tableItem).inputs.item));
  });

  it("is not quoted when it is refused", async () => {
    const of = pulumi.secret(`arn:aws:sns:eu-west-1:111122223333:${canary}`);
    const rule =
      "`slack.credentialsSecretArn` must be the ARN of a Secrets Manager secret, like " +
      "arn:aws:secretsmanager:eu-west-1:111122223333:secret:slack-AbCdEf, or of an SSM parameter, " +
      "like arn:aws:ssm:eu-west-1:111122223333:parameter/slack";
    await refusedLater(
      () => hubWith({ slack: { credentialsSecretArn: of } }),
      "slack.credentialsSecretArn",
      `${rule}, ${shown}`,
      types.function,
    );
  });
});

describe("an argument of Slack that is a secret", () => {
  it("is not quoted when it is refused: a channel", () =>
    refusedLater(
      () => gateWith({ slack: { ...inSlack, channel: pulumi.secret(canary) }, hub: connection }),
      "slack.channel",
      `\`slack.channel\` must be the id of a Slack channel, like C0123ABCDEF, ${shown}`,
      types.tableItem,
    ));

  it("is not quoted when it is refused: a hub elsewhere", () => {
    const hub = pulumi.secret({
      ...connection,
      notifierArn: `arn:aws:lambda:us-east-1:111122223333:function:${canary}`,
      notifierDeadLetterQueueArn: "arn:aws:sqs:us-east-1:111122223333:dead-letters",
    });
    return refusedLater(
      () => gateWith({ slack: inSlack, hub }),
      "hub",
      "`hub` must be in the partition, Region and account of the pipeline, aws, eu-west-1, " +
        `111122223333, ${shown}`,
      types.subscription,
    );
  });
});

describe("a hub that is a secret", () => {
  it("is not quoted when one of its roles is of another account", () => {
    const foreign = { deciderRoleArn: `arn:aws:iam::999999999999:role/${canary}` };
    return refusedLater(
      () => gateWith({ slack: inSlack, hub: pulumi.secret({ ...connection, ...foreign }) }),
      "hub.deciderRoleArn",
      "`hub.deciderRoleArn` must be in the partition, account and Region of the hub's notifier, " +
        shown,
      types.tableItem,
    );
  });
});

describe("the credentials themselves", () => {
  const credentials = JSON.stringify({ botToken: `xoxb-${canary}`, signingSecret: canary });

  it("given instead of an ARN, are in no error and in no resource", async () => {
    for (const value of [credentials, `xoxb-${canary}`, pulumi.output(credentials)]) {
      const { thrown, rejected, resources } = await attempt(() =>
        hubWith({ slack: { credentialsSecretArn: value } }),
      );
      const errors = [thrown, ...rejected].filter((error) => error !== undefined);
      assert.ok(errors.length > 0);
      const text = errors.map((error) => `${String(error)}\n${(error as Error).stack}`).join("\n");
      assert.ok(!text.includes(canary));
      // The component's own arguments are the user's words; everything else is ours.
      const children = resources.filter(({ type }) => type !== types.hub);
      assert.ok(!JSON.stringify(children.map(({ inputs }) => inputs)).includes(canary));
    }
  });

  it("given as an id, are in no error", async () => {
    for (const key of ["channel", "teamId", "appId"]) {
      const { thrown } = await attempt(() =>
        gateWith({ slack: { ...slack, [key]: `xoxb-${canary}` } }),
      );
      assert.ok(thrown instanceof pulumi.InputPropertyError);
      assert.ok(!thrown.message.includes(canary));
      assert.ok(!thrown.reason.includes(canary));
    }
  });
});

describe("outputs", () => {
  it("of a hub hold no credentials", async () => {
    const { value } = await run(() => hubWith());
    const outputs = JSON.stringify(await resolve(value.connection));
    assert.ok(!outputs.includes(credentialsSecretArn));
  });
});
