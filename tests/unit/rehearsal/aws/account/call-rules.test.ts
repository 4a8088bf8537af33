import * as assert from "node:assert/strict";
import { build, newAccount, removeFolders, types } from "./support/new-account";
import { resourceTypes } from "../../../../../rehearsal/aws/account/registry";

/** One broken input of a type, and the member of the request that AWS's refusal names. */
const broken: readonly (readonly [type: string, inputs: Record<string, any>, member: string])[] = [
  [types.logGroup, { logGroupClass: "CHEAP" }, "logGroupClass"],
  [types.rule, { scheduleExpression: "x".repeat(257) }, "scheduleExpression"],
  [types.parameter, { type: "Secret", value: "v" }, "type"],
  [types.parameter, { type: "String", value: "v", tier: "Cheap" }, "tier"],
  [types.secret, { description: "x".repeat(2049) }, "description"],
  [types.project, { serviceRole: "r", ...build, buildTimeout: 2161 }, "timeoutInMinutes"],
  [types.role, { assumeRolePolicy: "{}", maxSessionDuration: 60 }, "maxSessionDuration"],
  [types.table, { attributes: [{ name: "pk", type: "T" }] }, "attributeType"],
  ["aws:cloudwatch/metricAlarm:MetricAlarm", { evaluationPeriods: 0 }, "evaluationPeriods"],
];

describe("Inputs that AWS's API models do not allow", () => {
  after(removeFolders);
  for (const [type, inputs, member] of broken) {
    it(`are refused by the local account: ${member} of ${type}`, async () => {
      const { create } = newAccount();
      await assert.rejects(create(type, { name: "it", ...inputs }), (error: Error) =>
        new RegExp(`validation errors? detected: .*${member}' failed to satisfy`).test(
          error.message,
        ),
      );
    });
  }

  it("have a call that the table of their service holds", () => {
    for (const { type, call } of resourceTypes) {
      if (call === undefined) continue;
      assert.ok(call.model.inputs[call.operation], type);
    }
  });
});
