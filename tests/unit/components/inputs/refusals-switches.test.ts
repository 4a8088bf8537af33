import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ApproverGroup, MultiApprovalStage, type MultiApprovalStageArgs } from "../../../../index";
import { actionArn, gateWith, types } from "../../../support/components";
import { attempt } from "../../../support/mocks";
import { refuses } from "../../../support/refusal-table";

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
  const requireMfa = pulumi.output(undefined) as unknown as pulumi.Output<boolean>;
  const actionArns = [actionArn("orders/production/production")];
  const group = () => new ApproverGroup("managers", { actionArns, requireMfa });
  refuses([
    ...["requireMfa", "consoleAccess"].flatMap((key) => [
      ...wrong.flatMap(([value, quoted]) => {
        const path = `approvers.${key}`;
        return [
          {
            title: `${key}: ${quoted} is refused at once`,
            plain: () => gateWith({ approvers: { [key]: value } }),
            path,
            reason: reason(path, quoted),
          },
        ];
      }),
      ...later.flatMap(([value, quoted]) => {
        const path = `approvers.${key}`;
        const gate = () => gateWith({ approvers: { [key]: pulumi.output(value) } });
        return [
          {
            title: `${key}: an output of ${quoted} gives nobody a policy`,
            later: gate,
            path,
            reason: reason(path, quoted),
            carrier: types.policy,
          },
        ];
      }),
    ]),
    {
      title: "is refused by an ApproverGroup too",
      later: group,
      path: "requireMfa",
      reason: reason("requireMfa", "undefined"),
      carrier: types.policy,
    },
  ]);
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
