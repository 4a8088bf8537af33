/** MFA is demanded of everybody or of nobody: a click in Slack proves none. */
import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ApproverGroup, MultiApprovalStage, type MultiApprovalStageArgs } from "../../../../index";
import {
  actionArn,
  connection,
  gateWith,
  inSlack,
  instanceArn,
  only,
  permissionSetArn,
  refusedAtOnce,
  refusedLater,
  types,
} from "../../../support/components";
import { run } from "../../../support/mocks";

const reason = (path: string, slack: string): string =>
  `\`${path}\` must not stand beside \`${slack}\`, got: true. A click in Slack proves no MFA. ` +
  "Leave this approval out of Slack, or leave `requireMfa` out if a click may decide it.";

const gate = (requireMfa: unknown) => () =>
  gateWith({ approvers: { users: ["ann"], requireMfa }, slack: inSlack, hub: connection });

function stage(approvals: object[], defaults: object = {}): () => MultiApprovalStage {
  const args = { pipelineName: "orders", hub: connection, approvals, ...defaults };
  return () => new MultiApprovalStage("checks", args as MultiApprovalStageArgs);
}

describe("requireMfa beside slack is refused", () => {
  const path = "approvers.requireMfa";

  it("at once where it is plain", () => refusedAtOnce(gate(true), path, reason(path, "slack")));

  it("before anybody can decide where it is to come", () =>
    refusedLater(gate(pulumi.output(true)), path, reason(path, "slack"), types.tableItem));

  it("for one approval of a stage, and named there", () =>
    refusedAtOnce(
      stage([
        { name: "qa", slack: inSlack },
        { name: "compliance", slack: inSlack, approvers: { requireMfa: true } },
      ]),
      "approvals[1].approvers.requireMfa",
      reason("approvals[1].approvers.requireMfa", "approvals[1].slack"),
    ));

  it("where either is the stage's own", async () => {
    await refusedAtOnce(
      stage([{ name: "qa", slack: inSlack }], { approvers: { requireMfa: true } }),
      path,
      reason(path, "approvals[0].slack"),
    );
    await refusedAtOnce(
      stage([{ name: "qa", approvers: { requireMfa: true } }], { slack: inSlack }),
      "approvals[0].approvers.requireMfa",
      reason("approvals[0].approvers.requireMfa", "slack"),
    );
  });
});

describe("requireMfa beside permissionSets is refused", () => {
  const reasonOf = (prefix: string): string =>
    `\`${prefix}requireMfa\` must not stand beside \`${prefix}permissionSets\`, got: true. Sessions ` +
    "of IAM Identity Center carry no sign of MFA, so nobody of these sets could decide. Demand MFA in " +
    "the settings of Identity Center and leave `requireMfa` out, or leave the sets out.";
  const permissionSets = [{ instanceArn, permissionSetArn }];
  const withSets = (requireMfa: unknown, sets: unknown = permissionSets) => ({
    approvers: { users: ["ann"], permissionSets: sets, requireMfa },
  });
  const path = "approvers.requireMfa";

  for (const sets of [permissionSets, pulumi.output(permissionSets)]) {
    it(`at once where it is plain, the sets ${Array.isArray(sets) ? "too" : "to come"}`, () =>
      refusedAtOnce(() => gateWith(withSets(true, sets)), path, reasonOf("approvers.")));
  }

  it("before anybody could be locked out where it is to come", () =>
    refusedLater(
      () => gateWith(withSets(pulumi.output(true))),
      path,
      reasonOf("approvers."),
      types.policy,
    ));

  it("of one approval of a stage, and named there", () =>
    refusedAtOnce(
      stage([{ name: "qa", ...withSets(true) }], { hub: undefined }),
      "approvals[0].approvers.requireMfa",
      reasonOf("approvals[0].approvers."),
    ));

  it("of an ApproverGroup", () =>
    refusedAtOnce(
      () =>
        new ApproverGroup("managers", {
          actionArns: [actionArn("orders/checks/qa")],
          permissionSets,
          requireMfa: true,
        }),
      "requireMfa",
      reasonOf(""),
    ));

  it("and neither is alone, nor beside an empty list", async () => {
    for (const args of [withSets(false), withSets(true, []), withSets(pulumi.output(false))]) {
      const { resources } = await run(() => gateWith(args));
      assert.ok(only(resources, types.policy));
    }
  });
});

describe("requireMfa and slack are accepted", () => {
  const item = async (create: () => void): Promise<any> => {
    const { resources } = await run(create);
    const items = resources.filter(({ type }) => type === types.tableItem);
    const records = items.map(({ inputs }) => JSON.parse(inputs.item));
    const [found, another] = records.filter(({ channel }) => channel !== undefined);
    assert.equal(another, undefined);
    return found;
  };

  for (const requireMfa of [false, undefined, null, pulumi.output(false)]) {
    it(`on one gate where MFA is not demanded: ${typeof requireMfa}`, async () => {
      assert.deepEqual((await item(gate(requireMfa))).channel, { S: inSlack.channel });
    });
  }

  it("in one stage, on different approvals", async () => {
    const found = await item(
      stage([
        { name: "technical", slack: inSlack },
        { name: "compliance", approvers: { requireMfa: true } },
      ]),
    );
    assert.deepEqual(found.action, { S: "orders/checks/technical" });
  });
});
