/** A hub without a Slack app: what it has, and what it refuses. */
import * as assert from "node:assert/strict";
import { hubWith, namesOf, only, refusedAtOnce, shape, types } from "../../../support/components";
import { resolve, run } from "../../../support/mocks";

const functions = ["notifier", "publisher", "sweep", "watcher"];
const withoutSlack = { slack: undefined };
const absent = [
  "deciderRoleArn",
  "deciderRolePath",
  "slackCallbackUrl",
  "slackAppManifest",
] as const;

describe("an ApprovalHub without slack", () => {
  it("registers four functions with all that belongs to each, two tables, a bus and two rules", async () => {
    const { resources } = await run(() => hubWith(withoutSlack));
    const expected = functions.flatMap((name) => [
      `shared-${name} ${types.function} < shared`,
      `shared-${name}-logs ${types.logGroup} < shared`,
      `shared-${name}-policy ${types.rolePolicy} < shared`,
      `shared-${name}-role ${types.role} < shared`,
      `shared-${name}-throttles ${types.alarm} < shared`,
      `shared-${name}-dead-letters ${types.queue} < shared`,
      `shared-${name}-dead-letters-alarm ${types.alarm} < shared`,
      `shared-${name}-dead-letters-policy ${types.queuePolicy} < shared`,
      `shared-${name}-retries ${types.retries} < shared`,
    ]);
    assert.deepEqual(
      shape(resources),
      [
        `shared ${types.hub} < `,
        ...expected,
        `shared-ended ${types.rule} < shared`,
        `shared-ended-permission ${types.permission} < shared`,
        `shared-ended-target ${types.target} < shared`,
        `shared-events ${types.bus} < shared`,
        `shared-gates ${types.table} < shared`,
        `shared-notifier-permission ${types.permission} < shared`,
        `shared-publisher-delay ${types.alarm} < shared`,
        `shared-publisher-stream ${types.mapping} < shared`,
        `shared-requests ${types.table} < shared`,
        `shared-sweep-schedule ${types.rule} < shared`,
        `shared-sweep-schedule-permission ${types.permission} < shared`,
        `shared-sweep-schedule-target ${types.target} < shared`,
      ].sort(),
    );
  });

  it("has no public address, no secret and no right to one", async () => {
    const { resources } = await run(() => hubWith(withoutSlack));
    assert.deepEqual(namesOf(resources, types.functionUrl), []);
    for (const name of functions) {
      const { variables } = only(resources, types.function, `shared-${name}`).inputs.environment;
      assert.equal("CREDENTIALS_ARN" in variables, false);
      const { policy } = only(resources, types.rolePolicy, `shared-${name}-policy`).inputs;
      assert.doesNotMatch(policy, /secretsmanager|ssm:|SetSourceIdentity/);
    }
  });

  it("puts out a connection without a decider and without anything of Slack", async () => {
    const { value } = await run(() => hubWith(withoutSlack));
    const known = await resolve(value.connection);
    for (const key of absent) assert.equal(known[key], undefined);
    assert.equal(known.watcherRolePath, "/codepipeline-approvals/shared-watcher-role/");
    const outputs = [value.slackCallbackUrl, value.slackAppManifest];
    const ofFunction = [value.slackCallbackFunctionArn, value.slackCallbackFunctionName];
    for (const output of [...outputs, ...ofFunction]) {
      assert.equal(await resolve(output), undefined);
    }
    assert.deepEqual(Object.keys(value.functionPolicies).sort(), functions);
  });

  for (const [path, args] of Object.entries({
    appName: { appName: "Orders" },
    slackCallbackUrl: { slackCallbackUrl: "https://approvals.example.com/slack" },
    reservedConcurrency: { reservedConcurrency: 5 },
    "functionRoles.deciderRoleArn": {
      functionRoles: { deciderRoleArn: "arn:aws:iam::111122223333:role/decides" },
    },
    "functionRoles.slackCallbackRoleArn": {
      functionRoles: { slackCallbackRoleArn: "arn:aws:iam::111122223333:role/hears" },
    },
  })) {
    it(`refuses ${path}, which is for clicks in Slack`, () =>
      refusedAtOnce(
        () => hubWith({ ...withoutSlack, ...args }),
        path,
        `\`${path}\` must stand beside \`slack\`, got no \`slack\`: it is for clicks in Slack. Give ` +
          `\`slack\` the app's credentials, or leave \`${path}\` out.`,
      ));
  }

  it("is made where Lambda has no function URLs, as it needs none", async () => {
    const { resources } = await run(() => hubWith({ ...withoutSlack, region: "ca-west-1" }));
    assert.ok(only(resources, types.hub));
  });
});
