import * as assert from "node:assert/strict";
import { newAccount, removeFolders } from "../account/support/new-account";

const application = "aws:codedeploy/application:Application";
const arnOf = (name: string) => `arn:aws:codedeploy:eu-west-1:111122223333:application:${name}`;

describe("An application of CodeDeploy", () => {
  after(removeFolders);

  it("has its ARN, and is for servers unless told otherwise", async () => {
    const { account, create } = newAccount();
    const { state } = await create(application, { name: "shop" });
    assert.deepEqual([state.arn, state.computePlatform], [arnOf("shop"), "Server"]);
    assert.deepEqual(account.recordedOnly, []);
  });

  it("keeps its place when it gets another name", async () => {
    const { account, create } = newAccount();
    const { id } = await create(application, { name: "shop", computePlatform: "ECS" });
    const inputs = { name: "store", computePlatform: "ECS" };
    const { state } = await account.update(application, id, {
      ...{ type: application, name: "it", inputs, custom: true },
    });
    assert.equal(state.arn, arnOf("store"));
  });

  it("is there once", async () => {
    const { create } = newAccount();
    await create(application, { name: "shop" });
    const second = create(application, { name: "shop" }, "other");
    await assert.rejects(second, { code: "ApplicationAlreadyExistsException" });
  });

  const refusals: [string, object, string][] = [
    [
      "a platform that CodeDeploy does not have",
      { computePlatform: "EKS" },
      "InvalidComputePlatformException",
    ],
    ["a name of 101 characters", { name: "n".repeat(101) }, "InvalidApplicationNameException"],
  ];
  for (const [what, inputs, code] of refusals) {
    it(`is refused with ${what}`, async () => {
      await assert.rejects(newAccount().create(application, { name: "shop", ...inputs }), { code });
    });
  }
});
