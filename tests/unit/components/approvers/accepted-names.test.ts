/** Names of groups, policies and stages at the edge of what is taken. */
import * as assert from "node:assert/strict";
import { ApproverGroup, type ApproverGroupArgs, MultiApprovalStage } from "../../../../index";
import { actionArn, only, types } from "../../../support/components";
import { attempt } from "../../../support/mocks";

function groupWith(args: object, name = "qa"): ApproverGroup {
  const given = { actionArns: [actionArn("orders/production/qa")], ...args };
  return new ApproverGroup(name, given as ApproverGroupArgs);
}

describe("An ApproverGroup", () => {
  it("is allowed with the longest policyName", async () => {
    const { thrown, rejected } = await attempt(() => groupWith({ policyName: "x".repeat(125) }));
    assert.deepEqual([thrown, rejected], [undefined, []]);
  });

  it("is named, with a component name that IAM does not take, without what IAM does not take", async () => {
    const { resources } = await attempt(() => groupWith({}, "the qa team"));
    const name = only(resources, types.group).inputs.name as string;
    assert.match(name, /^approvers-the-qa-team-stack-[0-9a-f]{8}$/);
    assert.match(
      only(resources, types.policy).inputs.name as string,
      /^approve-the-qa-team-stack-[0-9a-f]{8}-1$/,
    );
  });

  it("is allowed with such a component name when both names are given", async () => {
    const names = { groupName: "qa", policyName: "approve-qa" };
    const { thrown, rejected } = await attempt(() => groupWith(names, "the qa team"));
    assert.deepEqual([thrown, rejected], [undefined, []]);
  });
});

describe("A stage of several approvals", () => {
  it("is allowed with 50 approvals", async () => {
    const approvals = Array.from({ length: 50 }, (_, index) => ({ name: `approval-${index}` }));
    const { thrown, rejected } = await attempt(
      () => new MultiApprovalStage("checks", { pipelineName: "orders", approvers: {}, approvals }),
    );
    assert.deepEqual([thrown, rejected], [undefined, []]);
  });
});
