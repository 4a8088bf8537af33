import * as assert from "node:assert/strict";
import { ApprovalHub } from "../../../../index";
import { credentialsSecretArn, hubWith, plainHub } from "../../../support/components";
import { resolve, run } from "../../../support/mocks";

describe("ApprovalHub's outputs", () => {
  it("are the connection, the address and the manifest", async () => {
    const { value } = await plainHub();
    const slackCallbackUrl = "https://shared-slack-callback.lambda-url.eu-west-1.on.aws/";
    const slackAppManifest = (await resolve(value.slackAppManifest))!;
    assert.equal(await resolve(value.slackCallbackUrl), slackCallbackUrl);
    assert.deepEqual(await resolve(value.connection), {
      notifierArn: "arn:aws:lambda:eu-west-1:111122223333:function:shared-notifier",
      notifierDeadLetterQueueArn: "arn:aws:sqs:eu-west-1:111122223333:shared-notifier-dead-letters",
      schemaVersion: 1,
      ruleVersion: "2",
      notifierRoleArn: "arn:aws:iam::111122223333:role/shared-notifier-role",
      deciderRoleArn: "arn:aws:iam::111122223333:role/shared-decider-role",
      watcherRoleArn: "arn:aws:iam::111122223333:role/shared-watcher-role",
      gatesTableName: "shared-gates",
      requestsTableName: "shared-requests",
      eventBusName: "shared-events",
      deciderFunctionArn: "arn:aws:lambda:eu-west-1:111122223333:function:shared-decider",
      deciderRolePath: "/codepipeline-approvals/shared-decider-role/",
      watcherRolePath: "/codepipeline-approvals/shared-watcher-role/",
      slackCallbackUrl,
      slackAppManifest,
    });
    assert.equal(JSON.parse(slackAppManifest).settings.interactivity.request_url, slackCallbackUrl);
  });

  it("say of which key the tables are, and of a decider only where there is one", async () => {
    const kmsKeyArn = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    const { value } = await run(() => new ApprovalHub("hub", { kmsKeyArn }));
    const connection = await resolve(value.connection);
    assert.equal(connection.tablesKmsKeyArn, kmsKeyArn);
    assert.ok(!("deciderFunctionArn" in connection));
  });

  it("name the app as it was named, up to Slack's 35 characters", async () => {
    for (const appName of ["Orders", "x".repeat(35)]) {
      const { slackAppManifest } = (await run(() => hubWith({ appName }))).value;
      const { display_information, features } = JSON.parse((await resolve(slackAppManifest))!);
      assert.deepEqual(
        [display_information.name, features.bot_user.display_name],
        [appName, appName],
      );
    }
  });

  it("two hubs have nothing in common but the credentials", async () => {
    const { value } = await run(() => [hubWith({}, "one"), hubWith({}, "two")]);
    const [one, two] = await resolve(value.map(({ connection }) => connection));
    for (const [key, field] of Object.entries(one)) {
      if (key === "schemaVersion" || key === "ruleVersion") continue;
      assert.notEqual(field, two[key as keyof typeof two], key);
    }
    assert.ok(!JSON.stringify([one, two]).includes(credentialsSecretArn));
  });
});
