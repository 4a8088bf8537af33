import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ApproverGroup, MultiApprovalStage, type MultiApprovalStageArgs } from "../../../../index";
import {
  actionArn,
  gateWith,
  refusedAtOnce,
  refusedLater,
  types,
} from "../../../support/components";
import { attempt } from "../../../support/mocks";

/** What a missing stack output, a misspelt one or a configuration value as text turns into. */
const wrong: [value: unknown, quoted: string][] = [
  ["", '""'],
  ["true", '"true"'],
  [0, "0"],
  [{}, "{}"],
];
const later: [value: unknown, quoted: string][] = [
  ...wrong,
  [undefined, "undefined"],
  [null, "null"],
];

const reason = (path: string, quoted: string): string =>
  `\`${path}\` must be true or false, got: ${quoted}. ` +
  (quoted === '"true"'
    ? "Leave out the quotation marks."
    : "Correct the value, or leave the argument out for the default.");

describe("A switch that is neither true nor false", () => {
  for (const key of ["requireMfa", "consoleAccess"]) {
    for (const [value, quoted] of wrong) {
      it(`${key}: ${quoted} is refused at once`, async () => {
        const path = `approvers.${key}`;
        await refusedAtOnce(
          () => gateWith({ approvers: { [key]: value } }),
          path,
          reason(path, quoted),
        );
      });
    }
    for (const [value, quoted] of later) {
      it(`${key}: an output of ${quoted} gives nobody a policy`, async () => {
        const path = `approvers.${key}`;
        const gate = () => gateWith({ approvers: { [key]: pulumi.output(value) } });
        await refusedLater(gate, path, reason(path, quoted), types.policy);
      });
    }
  }

  it("is refused by an ApproverGroup too", async () => {
    const requireMfa = pulumi.output(undefined) as unknown as pulumi.Output<boolean>;
    const actionArns = [actionArn("orders/production/production")];
    const group = () => new ApproverGroup("managers", { actionArns, requireMfa });
    await refusedLater(group, "requireMfa", reason("requireMfa", "undefined"), types.policy);
  });
});

describe("An approval with keys that are not its own", () => {
  it("does not move the right to another pipeline: it is refused", async () => {
    for (const key of ["pipelineName", "stageName", "region"]) {
      const approval = { name: "qa", [key]: "victim", approvers: { users: ["ann"] } };
      const args = { pipelineName: "orders", approvals: [approval] };
      const { thrown, resources } = await attempt(
        () => new MultiApprovalStage("checks", args as unknown as MultiApprovalStageArgs),
      );
      assert.ok(thrown instanceof pulumi.InputPropertyError);
      assert.equal(thrown.propertyPath, `approvals[0].${key}`);
      assert.deepEqual(resources, []);
    }
  });
});
