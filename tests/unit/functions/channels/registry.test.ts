import * as assert from "node:assert/strict";
import { createChannels, createDecidingChannels } from "../../../../functions/channels/registry";
import { World } from "../support/world";

describe("the registry of channels", () => {
  it("makes Slack for the functions that show requests", () => {
    const { clock, log } = new World();
    assert.deepEqual(
      createChannels({ clock, log }).map((one) => one.name),
      ["slack"],
    );
  });

  it("makes both for the decider, and of a hub without a Slack app one that decides on the other", () => {
    const { clock, log } = new World();
    const { gates, requests } = new World().ports();
    const variables = { REQUESTS_TABLE: "requests", AWS_LAMBDA_FUNCTION_NAME: "hub-decider" };
    const secret = {
      CREDENTIALS_ARN: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:s-AbCdEf",
    };
    const before = { ...process.env };
    const deciding = (environment: Record<string, string>) => {
      process.env = { ...environment };
      return createDecidingChannels({ clock, log, gates, requests })
        .filter((channel) => "read" in channel)
        .map(({ name: of }) => of);
    };
    try {
      const others = ["automatic", "servicenow", "jira", "webhook"];
      assert.deepEqual(deciding({ ...variables, ...secret }), ["slack", ...others]);
      assert.deepEqual(deciding(variables), others);
    } finally {
      process.env = before;
    }
  });
});
