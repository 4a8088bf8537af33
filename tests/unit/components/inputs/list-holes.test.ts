/** A list with a hole, and a list of actions that is none: refused by name, never a TypeError. */
import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ApproverGroup } from "../../../../index";
import { gateWith } from "../../../support/components";
import { attempt } from "../../../support/mocks";

async function refusal(program: () => unknown): Promise<pulumi.InputPropertyError> {
  const { thrown, rejected, resources } = await attempt(program);
  const error = thrown ?? rejected[0];
  assert.ok(pulumi.InputPropertyError.isInstance(error), String(error));
  const policies = resources.filter(({ type }) => type === "aws:iam/policy:Policy");
  assert.ok(
    policies.every(({ inputs }) => "policy" in inputs),
    "a policy without a document",
  );
  return error as pulumi.InputPropertyError;
}

describe("A hole in a list is refused under its place", () => {
  const lists: Record<string, (list: unknown) => object> = {
    emails: (emails) => ({ emails }),
    subscriptions: (subscriptions) => ({ subscriptions }),
    "approvers.users": (users) => ({ approvers: { users } }),
    "approvers.existingGroupNames": (existingGroupNames) => ({ approvers: { existingGroupNames } }),
    "approvers.roleNames": (roleNames) => ({ approvers: { roleNames } }),
    "approvers.permissionSets": (permissionSets) => ({ approvers: { permissionSets } }),
  };
  for (const [path, args] of Object.entries(lists)) {
    for (const hole of [null, undefined]) {
      it(`${path} with ${hole}`, async () => {
        const error = await refusal(() => gateWith(args([hole])));
        assert.equal(error.propertyPath, `${path}[0]`);
        assert.match(
          error.reason,
          /must have a value, got: (null|undefined)\. Take it off the list/,
        );
      });
    }
  }
});

describe("ApproverGroup's actionArns that are no list are refused", () => {
  const arn = "arn:aws:codepipeline:eu-west-1:111122223333:orders/production/production";
  const values: Record<string, unknown> = {
    "one ARN": arn,
    "a number": 7,
    "a record": {},
    "a Set": new Set([arn]),
    "an output of one ARN": pulumi.output(arn),
    "an output of a number": pulumi.output(7),
  };
  for (const [what, actionArns] of Object.entries(values)) {
    it(what, async () => {
      const args = { actionArns, users: ["ann"] } as any;
      const error = await refusal(() => new ApproverGroup("qa", args));
      assert.equal(error.propertyPath, "actionArns");
      assert.match(error.reason, /`actionArns` must be a list, got: /);
    });
  }
});
