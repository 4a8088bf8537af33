import * as assert from "node:assert/strict";
import { newAccount, removeFolders } from "../account/support/new-account";

const here = "eu-west-1:111122223333";

describe("A connection on the account", () => {
  after(removeFolders);

  it("is pending, as AWS leaves it, under its service's ARN", async () => {
    const { create } = newAccount();
    const now = await create("aws:codeconnections/connection:Connection", { name: "c" });
    const old = await create("aws:codestarconnections/connection:Connection", { name: "c" });
    assert.ok(now.state.arn.startsWith(`arn:aws:codeconnections:${here}:connection/`));
    assert.ok(old.state.arn.startsWith(`arn:aws:codestar-connections:${here}:connection/`));
    assert.equal(now.state.connectionStatus, "PENDING");
  });
});
