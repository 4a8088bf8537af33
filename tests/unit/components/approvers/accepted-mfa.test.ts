/** Where MFA may be demanded: of nobody who could not prove it. */
import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { MultiApprovalStage, type MultiApprovalStageArgs } from "../../../../index";
import {
  connection,
  gateWith,
  inSlack,
  instanceArn,
  only,
  permissionSetArn,
  types,
} from "../../../support/components";
import { run } from "../../../support/mocks";

const gate = (requireMfa: unknown) => () =>
  gateWith({ approvers: { users: ["ann"], requireMfa }, slack: inSlack, hub: connection });

function stage(approvals: object[], defaults: object = {}): () => MultiApprovalStage {
  const args = { pipelineName: "orders", hub: connection, approvals, ...defaults };
  return () => new MultiApprovalStage("checks", args as MultiApprovalStageArgs);
}

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

describe("requireMfa and permissionSets are accepted", () => {
  const withSets = (requireMfa: unknown, sets: object[] = [{ instanceArn, permissionSetArn }]) => ({
    approvers: { users: ["ann"], permissionSets: sets, requireMfa },
  });

  it("where either is alone, or beside an empty list", async () => {
    for (const args of [withSets(false), withSets(true, []), withSets(pulumi.output(false))]) {
      const { resources } = await run(() => gateWith(args));
      assert.ok(only(resources, types.policy));
    }
  });
});
