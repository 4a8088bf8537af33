import * as assert from "node:assert/strict";
import { optional, required } from "../../../../functions/adapters/environment";

describe("A variable of the environment", () => {
  it("must have what the deployment sets", () => {
    assert.equal(required("GATES_TABLE", { GATES_TABLE: "gates" }), "gates");
    for (const environment of [{}, { GATES_TABLE: "" }]) {
      assert.throws(
        () => required("GATES_TABLE", environment),
        /GATES_TABLE is not set.*pulumi up/,
      );
    }
  });

  it("may lack what is optional", () => {
    assert.equal(optional("SLACK_TEAM_ID", { SLACK_TEAM_ID: "T1" }), "T1");
    for (const environment of [{}, { SLACK_TEAM_ID: "" }]) {
      assert.equal(optional("SLACK_TEAM_ID", environment), undefined);
    }
  });
});
