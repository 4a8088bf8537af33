/**
 * Each example's whole resource graph beside a committed one. After a change that is meant:
 * UPDATE_GOLDEN=1 mocha tests/unit/examples/golden.test.ts, and read the difference.
 */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { graphOf } from "../../support/example-graph";

const names = [
  "approval-beside-deployment",
  "approval-ladder",
  "change-request",
  "compliance-checkpoint",
  "conditional-approval",
  "operated-approvals",
  "pre-production-gate",
  "slack-approvals",
  "two-person-rule",
];

describe("golden resource graphs", () => {
  for (const name of names) {
    it(`${name} registers exactly the committed graph`, async () => {
      const graph = JSON.parse(JSON.stringify(await graphOf(name)));
      const file = path.join(__dirname, "golden", `${name}.json`);
      if (process.env.UPDATE_GOLDEN === "1") {
        fs.writeFileSync(file, `${JSON.stringify(graph, undefined, 2)}\n`);
      }
      assert.deepEqual(graph, JSON.parse(fs.readFileSync(file, "utf8")));
    });
  }
});
