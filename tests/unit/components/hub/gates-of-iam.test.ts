/** Gates that join a hub and are decided through IAM alone. */
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
import { attempt, type Result, resolve, run } from "../../../support/mocks";
import { decision } from "../../../support/simulate";
import ofVersion010 from "../../contract/golden/connection-0.1.0.json";

const preview = { preview: true };
const withoutSlack = { slack: undefined };
const ofSlack = ["deciderRoleArn", "deciderRolePath", "slackCallbackUrl", "slackAppManifest"];
const plainHub = Object.fromEntries(
  Object.entries(connection).filter(([key]) => !ofSlack.includes(key)),
) as typeof connection;

describe("a gate that joins a hub and is not in Slack", () => {
  for (const [what, hub] of Object.entries({ "with an app": connection, without: plainHub })) {
    it(`adds the same six resources on a hub ${what} to its approvers`, async () => {
      const { resources } = await run(() => gateWith({ hub }));
      const alone = shape((await run(() => gateWith({}))).resources);
      assert.deepEqual(
        shape(resources).filter((line) => !alone.includes(line)),
        [
          `orders-production-production-hub-gate-4dd7a37c ${types.tableItem} < `,
          `production-hub-role ${types.role} < production`,
          `production-hub-role-policy ${types.rolePolicy} < production`,
          `production-hub-subscription ${types.subscription} < production`,
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

  it("has its role where the hub's decider may take on none, before the hub has one and after", async () => {
    for (const hub of [connection, plainHub]) {
      const { resources } = await run(() => gateWith({ hub }));
      assert.equal(only(resources, types.role).inputs.path, connection.watcherRolePath);
    }
  });

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

  it("keeps its item and its subscription when it is put into Slack, and when it is taken out", async () => {
    const names = ["hub", "slack"];
    for (const [index, slack] of [undefined, inSlack].entries()) {
      const { resources } = await run(() => gateWith({ hub: connection, slack }));
      const [now, other] = index === 0 ? names : [...names].reverse();
      const kept = (type: string, name: string): void =>
        assert.ok(
          only(resources, type, name).aliases.some(
            ({ name: was }) => was === name.replace(now, other),
          ),
          name,
        );
      kept(types.tableItem, `orders-production-production-${now}-gate-4dd7a37c`);
      kept(types.subscription, `production-${now}-subscription`);
    }
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
  for (const missing of ofSlack) {
    it(`that has a Slack app and no ${missing}`, () =>
      refusedAtOnce(
        () => gateWith({ hub: { ...connection, [missing]: undefined } }),
        "hub",
        `\`hub\` must be the connection of an ApprovalHub, got one without ${missing}. ${takenWhole}`,
      ));
  }

  const of010 =
    "`hub` must be the connection of an ApprovalHub that keeps what IAM alone decides, got one of " +
    "version 0.1.0, which keeps what is decided in Slack. Upgrade codepipeline-approvals in the hub's " +
    "program and deploy that first.";
  it("of version 0.1.0, which knows gates in Slack alone", () =>
    refusedAtOnce(() => gateWith({ hub: ofVersion010 }), "hub", of010));
  it("of version 0.1.0, beside an approval of a stage that is not in Slack", () =>
    refusedAtOnce(
      () =>
        new MultiApprovalStage("checks", {
          pipelineName: "orders",
          hub: ofVersion010,
          approvals: [
            { name: "qa", slack: inSlack },
            { name: "audit", approvers: {} },
          ],
        }),
      "hub",
      of010,
    ));
  it("never of version 0.1.0 where all that joins it is in Slack", async () => {
    const { resources } = await run(() => gateWith({ hub: ofVersion010, slack: inSlack }));
    assert.equal(only(resources, types.role).inputs.path, ofVersion010.deciderRolePath);
  });
});

describe("who may take on the role of a gate that IAM alone decides", () => {
  const everything = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
  };
  let deployed: Promise<Result<void>> | undefined;
  /** A hub with Slack, and on it a gate without. */
  const deploy = (): Promise<Result<void>> =>
    (deployed ??= run(() => void gateWith({ hub: hubWith().connection })));

  /** By its own policy, or by the gate's trust policy alone, as if its own allowed everything. */
  async function mayTakeOn(name: string, action: string, byTrust = false): Promise<boolean> {
    const { resources } = await deploy();
    const { path, assumeRolePolicy } = only(resources, types.role, "production-hub-role").inputs;
    const { policy } = only(resources, types.rolePolicy, `shared-${name}-policy`).inputs;
    const answer = await decision({
      principal: `arn:aws:sts::111122223333:assumed-role/shared-${name}-role/function`,
      action,
      resource: `arn:aws:iam::111122223333:role${path}production-hub-role`,
      identityPolicies: [byTrust ? everything : JSON.parse(policy)],
      resourcePolicy: JSON.parse(assumeRolePolicy),
      context: {},
    });
    return answer === "Allowed";
  }

  for (const name of ["notifier", "watcher"]) {
    it(`the ${name}, to read and without anybody's name`, async () => {
      assert.equal(await mayTakeOn(name, "sts:AssumeRole"), true);
      assert.equal(await mayTakeOn(name, "sts:SetSourceIdentity", true), false);
    });
  }
  for (const name of ["decider", "slack-callback", "publisher", "sweep"]) {
    it(`never the ${name}: neither its policy nor the gate's allows it`, async () => {
      assert.equal(await mayTakeOn(name, "sts:AssumeRole"), false);
      assert.equal(await mayTakeOn(name, "sts:AssumeRole", true), false);
    });
  }
});
