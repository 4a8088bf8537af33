/** A hub without a Slack app, and the gates that join a hub and are decided through IAM alone. */
import * as assert from "node:assert/strict";
import { MultiApprovalStage } from "../../../../index";
import {
  connection,
  gateWith,
  hubWith,
  inSlack,
  namesOf,
  only,
  refusedAtOnce,
  shape,
  types,
} from "../../../support/components";
import { takenWhole } from "../../../support/refusal-words";
import { attempt, resolve, run } from "../../../support/mocks";

const preview = { preview: true };
const functions = ["notifier", "publisher", "watcher"];
const withoutSlack = { slack: undefined };

describe("an ApprovalHub without slack", () => {
  it("registers three functions with all that belongs to each, two tables, a bus and a rule", async () => {
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
    assert.deepEqual(
      [known.deciderRoleArn, known.slackCallbackUrl, known.slackAppManifest],
      [undefined, undefined, undefined],
    );
    assert.equal(known.deciderRolePath, "/codepipeline-approvals/shared-watcher-role/");
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

const { deciderRoleArn: _d, slackCallbackUrl: _u, slackAppManifest: _m, ...plainHub } = connection;

describe("a gate that joins a hub and is not in Slack", () => {
  for (const [what, hub] of Object.entries({ "with an app": connection, without: plainHub })) {
    it(`costs the same seven resources on a hub ${what}, beside its approvers`, async () => {
      const { resources } = await run(() => gateWith({ hub }));
      const alone = shape((await run(() => gateWith({}))).resources);
      assert.deepEqual(
        shape(resources).filter((line) => !alone.includes(line)),
        [
          `orders-production-production-slack-gate-4dd7a37c ${types.tableItem} < `,
          `production-slack-role ${types.role} < production`,
          `production-slack-role-policy ${types.rolePolicy} < production`,
          `production-slack-subscription ${types.subscription} < production`,
          `production-topic ${types.topic} < production`,
          `production-topic-policy ${types.topicPolicy} < production-topic`,
        ],
      );
      assert.ok(alone.every((line) => shape(resources).includes(line)));
    });

    it(`gives nobody of a hub ${what} the right to decide`, async () => {
      const { resources, value } = await run(() => gateWith({ hub }));
      const { policy } = only(resources, types.rolePolicy).inputs;
      const { assumeRolePolicy } = only(resources, types.role).inputs;
      assert.doesNotMatch(policy, /PutApprovalResult/);
      assert.doesNotMatch(assumeRolePolicy, /decider|SetSourceIdentity/);
      assert.deepEqual(JSON.parse(assumeRolePolicy).Statement[0].Principal, {
        AWS: [connection.notifierRoleArn, connection.watcherRoleArn],
      });
      assert.equal(await resolve(value.slackCallbackUrl), undefined);
      assert.equal(await resolve(value.slackAppManifest), undefined);
    });
  }

  it("says in the table of gates which topic counts, and nothing of Slack", async () => {
    const { resources } = await run(() => gateWith({ hub: plainHub }));
    const item = JSON.parse(only(resources, types.tableItem).inputs.item);
    for (const key of ["channel", "approverUserIds", "approverUserGroupIds"]) {
      assert.equal(key in item, false);
    }
    assert.ok("topicArn" in item && "deciderRoleArn" in item && "action" in item);
  });

  it("stands in a stage beside one in Slack: the stage's role decides the other alone", async () => {
    const { resources } = await run(
      () =>
        new MultiApprovalStage("checks", {
          pipelineName: "orders",
          hub: connection,
          approvals: [
            { name: "qa", slack: inSlack },
            { name: "audit", approvers: {} },
          ],
        }),
    );
    assert.equal(namesOf(resources, types.tableItem).length, 2);
    const [decide] = JSON.parse(only(resources, types.rolePolicy).inputs.policy).Statement;
    assert.match(decide.Resource, /orders\/checks\/qa$/);
  });

  it("is in Slack on a hub of the same program without an app: refused in a preview too", async () => {
    for (const options of [preview, {}]) {
      const { rejected } = await attempt(() => {
        const { connection: hub } = hubWith(withoutSlack);
        gateWith({ slack: inSlack, hub });
      }, options);
      assert.ok(rejected.length > 0);
      for (const error of rejected) {
        assert.match(
          `${(error as Error).message}`,
          /`hub` must be the connection of an ApprovalHub with/,
        );
      }
    }
  });
});

describe("A gate's hub is refused", () => {
  const refusal = (at: string): string =>
    `\`hub\` must be the connection of an ApprovalHub with \`slack\`, as \`${at}\` stands beside it, got ` +
    `one without. Give \`slack\` to the ApprovalHub, or leave \`${at}\` out: then IAM alone decides.`;
  it("without a Slack app, beside slack", () =>
    refusedAtOnce(() => gateWith({ slack: inSlack, hub: plainHub }), "hub", refusal("slack")));
  it("without a Slack app, beside the slack of one approval", () =>
    refusedAtOnce(
      () =>
        new MultiApprovalStage("checks", {
          pipelineName: "orders",
          hub: plainHub,
          approvals: [{ name: "qa", slack: inSlack }],
        }),
      "hub",
      refusal("approvals[0].slack"),
    ));
  for (const missing of ["deciderRoleArn", "slackCallbackUrl", "slackAppManifest"] as const) {
    it(`that has a Slack app and no ${missing}`, () =>
      refusedAtOnce(
        () => gateWith({ hub: { ...connection, [missing]: undefined } }),
        "hub",
        `\`hub\` must be the connection of an ApprovalHub, got one without ${missing}. ${takenWhole}`,
      ));
  }
});
