/** What a gate with connectors has that one without has not. */
import * as assert from "node:assert/strict";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import * as pulumi from "@pulumi/pulumi";
import { readChannelSettings } from "../../../../functions/channels/registry";
import { parseSettings } from "../../../../functions/domain/gate-schema";
import { ApprovalHub, MultiApprovalStage } from "../../../../index";
import {
  counting,
  inSlack,
  joinable,
  only,
  person,
  shape,
  types,
} from "../../../support/components";
import { run } from "../../../support/mocks";
import { byCarla, connectionOf, gateOf, named, onCall, secretArn } from "./support";

type Resources = Awaited<ReturnType<typeof run>>["resources"];

/** What the functions read of the only gate. */
const settingsOf = (resources: Resources) =>
  parseSettings(
    unmarshall(JSON.parse(only(resources, types.tableItem).inputs.item)),
    readChannelSettings,
  );

const statementsOf = (resources: Resources): { Sid: string; Resource: unknown }[] =>
  JSON.parse(only(resources, types.rolePolicy).inputs.policy).Statement;

const sids = (resources: Resources) => statementsOf(resources).map(({ Sid }) => Sid);

describe("A gate with connectors", () => {
  it("has no resource more than one in Slack without", async () => {
    const without = shape((await run(() => gateOf([]))).resources);
    const { resources } = await run(() => gateOf([named("servicenow", byCarla)]));
    assert.deepEqual(shape(resources), without);
  });

  it("says in the table of gates what the functions read there", async () => {
    const later = pulumi.output(connectionOf("pagerduty"));
    const { resources } = await run(() =>
      gateOf([named("servicenow", byCarla), { connection: later, ...onCall }, named("teams")]),
    );
    const of = (kind: string) => ({
      ...{ kind, name: `the-${kind}`, settings: '{"instanceUrl":"https://x.example"}' },
      credentialsArn: secretArn(kind),
    });
    assert.deepEqual(settingsOf(resources).connectors, [
      { ...of("servicenow"), approverIds: ["carla"], scheduleIds: [] },
      { ...of("pagerduty"), approverIds: [], scheduleIds: ["PABC123"] },
      { ...of("teams"), approverIds: [], scheduleIds: [] },
    ]);
  });

  it("has its tickets vote where it has a rule that knows who they are", async () => {
    const carla = { slackUserId: person, serviceNowUserName: "carla" };
    const later = pulumi.output(connectionOf("servicenow"));
    for (const connection of [connectionOf("servicenow"), later]) {
      const { resources } = await run(() =>
        gateOf([{ connection, ...byCarla }, named("teams")], {
          ...{ hub: { ...joinable, ...counting }, approvers: undefined },
          rule: { identities: [carla] },
        }),
      );
      const { rule, connectors } = settingsOf(resources);
      assert.deepEqual(rule?.identities, [{ ...carla, emails: [], principals: [] }]);
      assert.deepEqual(connectors?.[0].approverIds, ["carla"]);
      assert.deepEqual(sids(resources).slice(0, 2), [
        "DecideInThePersonsName",
        "DecideInServiceNow",
      ]);
    }
  });

  it("has one record and one policy whether there are connectors or none", async () => {
    const { resources } = await run(() => gateOf([]));
    assert.equal(settingsOf(resources).connectors?.length ?? 0, 0);
    assert.deepEqual(sids(resources), ["DecideInThePersonsName", "ReadPipeline"]);
  });

  it("has a role that decides by tickets alone where IAM decides beside it", async () => {
    const { resources } = await run(() => gateOf([named("jira", byCarla)], { slack: undefined }));
    const role = only(resources, types.role, "production-connector-role").inputs;
    assert.equal(role.path, joinable.deciderRolePath);
    const [decide, read, ...none] = JSON.parse(role.assumeRolePolicy).Statement;
    assert.deepEqual(none, []);
    assert.deepEqual(decide.Condition, { StringLike: { "sts:SourceIdentity": "jira-*" } });
    assert.deepEqual(read.Condition, { Null: { "sts:SourceIdentity": "true" } });
    assert.deepEqual(sids(resources), ["DecideInJira", "ReadPipeline", "ReadJiraSecret"]);
  });

  it("stays with IAM where its connectors only open tickets", async () => {
    const { resources } = await run(() => gateOf([named("jira")], { slack: undefined }));
    only(resources, types.role, "production-hub-role");
    assert.deepEqual(sids(resources), ["ReadPipeline"]);
  });

  it("reads parameters, and what a customer's key encrypts, through their stores alone", async () => {
    const parameter = "arn:aws:ssm:eu-west-1:111122223333:parameter/changes";
    const key = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    const change = { credentialsSecretArn: parameter, credentialsKmsKeyArn: key };
    const { resources } = await run(() => gateOf([named("webhook", byCarla, change)]));
    const [, , , read, decrypt] = statementsOf(resources);
    const identity = { "aws:SourceIdentity": "webhook-*" };
    assert.deepEqual(read, {
      ...{ Sid: "ReadWebhookParameter", Effect: "Allow", Action: "ssm:GetParameter" },
      ...{ Resource: parameter, Condition: { StringLike: identity } },
    });
    assert.deepEqual(decrypt, {
      ...{ Sid: "DecryptWebhookCredentials", Effect: "Allow", Action: "kms:Decrypt" },
      Resource: key,
      Condition: {
        StringLike: identity,
        StringEquals: { "kms:ViaService": "ssm.eu-west-1.amazonaws.com" },
      },
    });
  });

  it("is one approval's of a stage, and no other's", async () => {
    const { resources } = await run(
      () =>
        new MultiApprovalStage("review", {
          ...{ pipelineName: "orders", hub: joinable, emails: ["qa@example.com"] },
          connectors: [named("jira", byCarla)],
          approvals: [
            { name: "qa", connectors: [named("servicenow", byCarla)] },
            { name: "legal", slack: inSlack },
          ],
        }),
    );
    const resourceOf = (sid: string) =>
      String(statementsOf(resources).find(({ Sid }) => Sid === sid)?.Resource);
    assert.match(resourceOf("DecideInServiceNow"), /:orders\/review\/qa$/);
    assert.match(resourceOf("DecideInJira"), /:orders\/review\/legal$/);
  });
});

describe("A gate whose connector's credentials lie in another account", () => {
  it("is made where they have a key of their own", async () => {
    const credentialsSecretArn = "arn:aws:secretsmanager:eu-west-1:444455556666:secret:jira-AbCdEf";
    const credentialsKmsKeyArn =
      "arn:aws:kms:eu-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    const change = { credentialsSecretArn, credentialsKmsKeyArn };
    const { resources } = await run(() => gateOf([named("jira", byCarla, change)]));
    assert.ok(sids(resources).includes("DecideInJira"));
  });
});

describe("A hub with connectors", () => {
  it("makes the function that decides, where there is no Slack", async () => {
    const { value: hub, resources } = await run(
      () => new ApprovalHub("shared", { connectors: true }),
    );
    only(resources, types.function, "shared-decider");
    const connection = await new Promise<Record<string, unknown>>((done) => {
      hub.connection.apply((known) => done(known as unknown as Record<string, unknown>));
    });
    assert.match(String(connection.deciderFunctionArn), /:function:shared-decider$/);
    const { resources: gate } = await run(() =>
      gateOf([named("servicenow", byCarla, { gatesTableName: connection.gatesTableName })], {
        ...{ hub: connection, slack: undefined },
      }),
    );
    assert.deepEqual(sids(gate)[0], "DecideInServiceNow");
  });
});
