import * as assert from "node:assert/strict";
import * as api from "../../../index";
import { ApprovalOrder, MultiApprovalStage, SubscriptionProtocol } from "../../../index";
import { enums } from "../../support/public-api";
import { only, types } from "../../support/components";
import { resolve, run } from "../../support/mocks";

describe("enums", () => {
  // `npm run types` judges that the strings stand here without a cast.
  it("take their own strings", async () => {
    const { value, resources } = await run(
      () =>
        new MultiApprovalStage("release", {
          pipelineName: "orders",
          order: "Sequential",
          approvals: [{ name: "qa" }, { name: "lead" }],
          subscriptions: [{ protocol: "sms", endpoint: "+14155550123" }],
          topicArn: "arn:aws:sns:eu-west-1:111122223333:approvals",
        }),
    );
    const places = value.stage.actions.map(({ runOrder }) => resolve(runOrder));
    assert.deepEqual(await Promise.all(places), [1, 2]);
    assert.equal(only(resources, types.subscription).inputs.protocol, "sms");
  });

  it("are exported with the values that the schema has", () => {
    const exported = Object.entries(api)
      .filter(([, one]) => typeof one === "object")
      .map(([name, one]) => [name, Object.values(one).sort()]);
    const known = Object.entries(enums).map(([name, values]) => [name, [...values].sort()]);
    assert.deepEqual(exported.sort(), known.sort());
  });

  it("take their names as before", () => {
    const order: ApprovalOrder = ApprovalOrder.Sequential;
    const protocol: SubscriptionProtocol = SubscriptionProtocol.EmailJson;
    assert.deepEqual([order, protocol], ["Sequential", "email-json"]);
  });
});
