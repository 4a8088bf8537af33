import * as assert from "node:assert/strict";
import { gateRecordOf, hasRule, listedInSlack } from "../../../../rehearsal/screen/gate-record";

const list = (...ids: string[]) => ({ L: ids.map((S) => ({ S })) });
const item = (value: object) => ({
  type: "aws:dynamodb/tableItem:TableItem",
  inputs: { item: JSON.stringify(value) },
});

describe("What a hub's table says of a gate", () => {
  const userGroups = { S0SEC: { handle: "security", users: ["U0SAM", "U0BOB"] } };

  it("is whom its lists name in Slack, and the members of its user groups", () => {
    const record = {
      approverUserIds: list("U0ANN"),
      approverUserGroupIds: list("S0SEC", "S0GONE"),
    };
    assert.deepEqual(listedInSlack(record, { userGroups }), ["U0ANN", "U0SAM", "U0BOB"]);
    assert.deepEqual(listedInSlack({}, { userGroups }), []);
  });

  it("is of one action, and whether any has a rule", () => {
    const alone = item({ action: { S: "web/Check/qa" } });
    const ruled = item({ action: { S: "web/Check/legal" }, rule: { M: {} } });
    const request = { pipelineName: "web", stageName: "Check", actionName: "legal" } as never;
    assert.ok(gateRecordOf(request, [alone, ruled] as never)?.rule);
    assert.equal(gateRecordOf(request, [alone] as never), undefined);
    assert.deepEqual([hasRule([alone] as never), hasRule([alone, ruled] as never)], [false, true]);
  });
});
