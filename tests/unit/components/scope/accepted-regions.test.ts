/** Regions that are taken, and what is made where Lambda has no function URLs. */
import * as assert from "node:assert/strict";
import { region as checkRegion } from "../../../../components/scope/model/region-checks";
import { gateWith, hubWith, inSlack, namesOf, types } from "../../../support/components";
import { run } from "../../../support/mocks";

describe("A Region that is accepted", () => {
  for (const name of [
    ...["eu-west-1", "ap-southeast-7", "us-gov-west-1", "us-iso-east-1", "us-isob-east-1"],
    ...["eu-isoe-west-1", "us-isof-south-1", "cn-northwest-1", "eusc-de-east-1", "mx-central-1"],
  ]) {
    it(`may be ${name}`, () => checkRegion(name, "region"));
  }
});

describe("Where Lambda has no function URLs", () => {
  const there = "ca-west-1";
  const credentialsSecretArn = `arn:aws:secretsmanager:${there}:111122223333:secret:slack-AbCdEf`;

  it("a hub with an address of its own is made, and carries a gate", async () => {
    const { resources } = await run(
      () => {
        const slackCallbackUrl = "https://approvals.example.com/slack";
        const hub = hubWith({ slack: { credentialsSecretArn }, region: there, slackCallbackUrl });
        return gateWith({ slack: inSlack, hub: hub.connection, approvers: undefined });
      },
      { region: there },
    );
    assert.deepEqual(namesOf(resources, types.functionUrl), []);
    assert.equal(namesOf(resources, types.hub).length, 1);
  });

  it("a gate that is not in Slack is made", async () => {
    const { resources } = await run(() => gateWith({ emails: ["qa@example.com"], region: there }), {
      region: there,
    });
    assert.equal(namesOf(resources, types.topic).length, 1);
  });
});
