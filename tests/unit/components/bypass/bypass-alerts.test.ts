/** A hub with bypassAlerts, and what the gates on it say of those who decide through IAM. */
import * as assert from "node:assert/strict";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { ApprovalHub, MultiApprovalStage } from "../../../../index";
import {
  connection,
  gateWith,
  inSlack,
  only,
  shape,
  types,
  watching,
} from "../../../support/components";
import { resolve, type Result, run } from "../../../support/mocks";

const alarmTopicArn = "arn:aws:sns:eu-west-1:111122223333:alarms";
const nobody = { users: [], roles: [], groups: [], permissionSets: [], policyArns: [] };

const hub = (args: object) => run(() => new ApprovalHub("hub", args));

describe("A hub with bypassAlerts", () => {
  it("has a function, a table and a rule more, and nothing that was there is another", async () => {
    const without = shape((await hub({ alarmTopicArn })).resources);
    const { resources } = await hub({ alarmTopicArn, bypassAlerts: true });
    const more = shape(resources).filter((line) => !without.includes(line));
    assert.deepEqual(
      more.map((line) => line.split(" ")[0]),
      [
        ...["hub-bypass", "hub-bypass-dead-letters", "hub-bypass-dead-letters-alarm"],
        ...["hub-bypass-dead-letters-policy", "hub-bypass-logs", "hub-bypass-policy"],
        ...["hub-bypass-retries", "hub-bypass-role", "hub-bypass-throttles"],
        ...["hub-bypassed", "hub-bypassed-permission", "hub-bypassed-target", "hub-bypasses"],
        "hub-reviews",
      ],
    );
    assert.ok(without.every((line) => shape(resources).includes(line)));
  });

  it("tells its function the table, the bus and the topic, and sweep the function", async () => {
    const { resources } = await hub({ alarmTopicArn, bypassAlerts: true });
    const { variables } = only(resources, types.function, "hub-bypass").inputs.environment;
    assert.equal(variables.BYPASSES_TABLE, "hub-bypasses");
    assert.equal(variables.EVENT_BUS_NAME, "hub-events");
    assert.equal(variables.ALARM_TOPIC_ARN, alarmTopicArn);
    assert.equal(variables.REQUEST_RETENTION_DAYS, "400");
    const sweep = only(resources, types.function, "hub-sweep").inputs.environment.variables;
    assert.match(sweep.BYPASS_FUNCTION, /:function:hub-bypass$/);
    const table = only(resources, types.table, "hub-bypasses").inputs;
    assert.deepEqual(
      [table.deletionProtectionEnabled, table.pointInTimeRecovery, table.hashKey],
      [undefined, { enabled: true }, "id"],
    );
  });

  it("puts the role of the function into its connection, and only then", async () => {
    const { value } = await hub({ alarmTopicArn, bypassAlerts: true });
    const { bypassRoleArn, breakGlassRolePath, reviewsTableArn } = await resolve(value.connection);
    assert.match(`${bypassRoleArn}`, /role\/hub-bypass-role$/);
    assert.equal(breakGlassRolePath, "/codepipeline-approvals/hub-bypass-role/");
    assert.match(`${reviewsTableArn}`, /:table\/hub-reviews$/);
    const other = await hub({ alarmTopicArn });
    const keys = Object.keys(await resolve(other.value.connection));
    assert.deepEqual(
      keys.filter((key) => /bypass|breakGlass|reviews/.test(key)),
      [],
    );
    assert.ok(!("bypass" in other.value.functionPolicies));
  });

  it("keeps reviews like bypasses: with its key, in a table that is read by its function", async () => {
    const kmsKeyArn = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    const { resources, value } = await hub({ alarmTopicArn, bypassAlerts: true, kmsKeyArn });
    const table = only(resources, types.table, "hub-reviews").inputs;
    assert.deepEqual(
      [table.hashKey, table.rangeKey, table.ttl, table.billingMode],
      ["reviewer", "bypass", undefined, "PAY_PER_REQUEST"],
    );
    assert.deepEqual(table.globalSecondaryIndexes, [
      {
        ...{ name: "reviews-of-bypass", projectionType: "ALL" },
        ...{ hashKey: "bypass", rangeKey: "reviewer" },
      },
    ]);
    assert.deepEqual(table.serverSideEncryption, { enabled: true, kmsKeyArn });
    assert.equal(table.deletionProtectionEnabled, undefined);
    assert.deepEqual(table.pointInTimeRecovery, { enabled: true });
    const { variables } = only(resources, types.function, "hub-bypass").inputs.environment;
    assert.equal(variables.REVIEWS_TABLE, "hub-reviews");
    assert.equal((await resolve(value.connection)).reviewsKmsKeyArn, kmsKeyArn);
  });

  it("hears of break-glass roles below its own path, which CloudTrail calls a read", async () => {
    const { resources } = await hub({ alarmTopicArn, bypassAlerts: true, rolePath: "/teams/" });
    const rule = only(resources, types.rule, "hub-bypassed").inputs;
    assert.match(
      rule.eventPattern,
      /"\*:role\/teams\/codepipeline-approvals\/hub-bypass-role\/\*"/,
    );
    assert.equal(rule.state, "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS");
  });

  it("is refused without somebody to tell", async () => {
    await assert.rejects(
      async () => (await hub({ bypassAlerts: true })).value,
      /`bypassAlerts` must stand beside `alarmTopicArn`, got no `alarmTopicArn`: nobody would be told\./,
    );
  });

  it("is what a role for the function stands beside", async () => {
    const functionRoles = { bypassRoleArn: "arn:aws:iam::111122223333:role/looks" };
    await assert.rejects(
      async () => (await hub({ alarmTopicArn, functionRoles })).value,
      /`functionRoles\.bypassRoleArn` must stand beside `bypassAlerts: true`, got no `bypassAlerts`/,
    );
    const { resources } = await hub({ alarmTopicArn, bypassAlerts: true, functionRoles });
    assert.equal(
      only(resources, types.function, "hub-bypass").inputs.role,
      functionRoles.bypassRoleArn,
    );
  });
});

const recordOf = ({ resources }: Pick<Result<unknown>, "resources">) =>
  unmarshall(JSON.parse(only(resources, types.tableItem).inputs.item));

describe("A gate on a hub with bypassAlerts", () => {
  const emails = ["qa@example.com"];
  const iamOnly = { slack: undefined, hub: watching };

  it("says that nobody decides through IAM, where it is in Slack and has no approvers", async () => {
    const gate = () => gateWith({ slack: inSlack, hub: watching, approvers: undefined });
    assert.deepEqual(recordOf(await run(gate)).native, nobody);
  });

  it("says that anybody whom IAM lets decides, where it names nobody at all", async () => {
    const gate = () => gateWith({ ...iamOnly, emails, approvers: undefined });
    assert.deepEqual(recordOf(await run(gate)).native, { anybody: true, ...nobody });
  });

  it("names roles, users, groups, permission sets and their policy", async () => {
    const permissionSetArn =
      "arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef";
    const instanceArn = "arn:aws:sso:::instance/ssoins-1234567890abcdef";
    const approvers = {
      users: ["ann"],
      existingGroupNames: ["leads"],
      roleNames: ["release-manager"],
      permissionSets: [{ instanceArn, permissionSetArn }],
    };
    const { native } = recordOf(await run(() => gateWith({ ...iamOnly, approvers })));
    const { policyArns, filledGroup, ...names } = native;
    assert.deepEqual(names, {
      users: ["ann"],
      roles: ["release-manager"],
      groups: ["leads"],
      permissionSets: [permissionSetArn],
    });
    assert.match(filledGroup, /^approvers-orders-/);
    assert.match(policyArns[0], /:policy\/approve-orders-/);
  });

  it("names its own group where that is filled elsewhere, and MFA where it is wanted", async () => {
    const approvers = { groupName: "approvers", requireMfa: true };
    const { native } = recordOf(await run(() => gateWith({ ...iamOnly, approvers })));
    assert.deepEqual([native.groups, native.requireMfa], [["approvers"], true]);
    assert.equal(native.filledGroup, undefined);
  });

  it("names the people whom a stage names for its approvals, and their policies", async () => {
    const { resources } = await run(
      () =>
        new MultiApprovalStage("review", {
          pipelineName: "orders",
          hub: watching,
          approvers: { users: ["ann"], roleNames: ["qa"] },
          approvals: [{ name: "qa" }, { name: "legal", approvers: { roleNames: ["legal"] } }],
          emails: ["qa@example.com"],
        }),
    );
    const records = resources
      .filter(({ type }) => type === types.tableItem)
      .map(({ inputs }) => unmarshall(JSON.parse(inputs.item)))
      .map(({ action, native }) => [action, native.users, native.roles, native.policyArns.length]);
    assert.deepEqual(records.sort(), [
      ["orders/review/legal", [], ["legal"], 1],
      ["orders/review/qa", ["ann"], ["qa"], 1],
    ]);
  });

  it("lets the function read its pipeline's definition and executions as well", async () => {
    const { resources } = await run(() => gateWith({ ...iamOnly, emails, approvers: undefined }));
    const [read] = JSON.parse(only(resources, types.role).inputs.assumeRolePolicy).Statement;
    assert.deepEqual(read.Principal.AWS, [
      connection.notifierRoleArn,
      connection.watcherRoleArn,
      watching.bypassRoleArn,
    ]);
    const [pipeline] = JSON.parse(only(resources, types.rolePolicy).inputs.policy).Statement;
    assert.deepEqual(pipeline.Action.slice(3), [
      "codepipeline:GetPipeline",
      "codepipeline:ListPipelineExecutions",
    ]);
  });

  it("says nothing of it on another hub", async () => {
    const result = await run(() => gateWith({ slack: undefined, hub: connection }));
    assert.ok(!("native" in recordOf(result)));
    const policy = only(result.resources, types.rolePolicy).inputs.policy;
    assert.doesNotMatch(policy, /GetPipeline"|ListPipelineExecutions/);
  });
});
