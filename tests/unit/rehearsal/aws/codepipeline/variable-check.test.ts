import * as assert from "node:assert/strict";
import { checkVariable } from "../../../../../rehearsal/aws/codepipeline/variable-check";

const rows: [variable: string, operator: string, value: string, expected: boolean][] = [
  ["main", "EQ", "main", true],
  ["main", "EQ", "Main", false],
  ["main", "NE", "release", true],
  ["main", "NE", "main", false],
  ["fix: update", "CONTAINS", "update", true],
  ["fix: update", "CONTAINS", "upgrade", false],
  ["release-12", "MATCHES", "release-\\d+", true],
  ["a release-12", "MATCHES", "release-\\d+", false],
  ["one or two", "MATCHES", "one|one or two", true],
  ["RELEASE", "MATCHES", "(?i)release", true],
  ["RELEASE", "MATCHES", "release", false],
];

describe("The rule VariableCheck", () => {
  for (const [Variable, Operator, Value, expected] of rows) {
    it(`says ${expected ? "yes" : "no"}: ${Variable} ${Operator} ${Value}`, () => {
      const { status, error } = checkVariable({ Variable, Operator, Value });
      assert.equal(status, expected ? "Succeeded" : "Failed");
      assert.equal(error?.code, expected ? undefined : "RuleFailed");
    });
  }

  for (const [what, configuration, message] of [
    ["no operator", { Variable: "a", Value: "a" }, /needs Variable, Value and Operator/],
    ["another operator", { Variable: "a", Value: "a", Operator: "GT" }, /one of EQ, .* got: GT/],
    ["what only Java reads", { Variable: "a", Value: "\\Qa\\E", Operator: "MATCHES" }, /read/],
  ] as [string, Record<string, string>, RegExp][]) {
    it(`fails for ${what}`, () => {
      const { status, error } = checkVariable(configuration);
      assert.equal(status, "Failed");
      assert.equal(error!.code, "ConfigurationError");
      assert.match(error!.message, message);
    });
  }
});
