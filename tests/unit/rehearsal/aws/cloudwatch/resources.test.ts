import * as assert from "node:assert/strict";
import { newAccount, removeFolders } from "../account/support/new-account";

describe("An alarm on the account", () => {
  after(removeFolders);

  it("has the ARN of its name", async () => {
    const { create } = newAccount();
    const { state } = await create("aws:cloudwatch/metricAlarm:MetricAlarm", {
      name: "dead-letters",
    });
    assert.equal(state.arn, "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:dead-letters");
  });
});
