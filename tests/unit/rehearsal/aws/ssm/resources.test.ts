import * as assert from "node:assert/strict";
import { newAccount, removeFolders } from "../account/support/new-account";

const parameter = "aws:ssm/parameter:Parameter";
const inputs = { name: "/slack/app", type: "SecureString", value: "v" };

describe("Systems Manager resources on the account", () => {
  after(removeFolders);

  it("makes a parameter, whose ARN has one slash before its name", async () => {
    const { account, create } = newAccount();
    const { id, state } = await create(parameter, inputs);
    assert.equal(id, "/slack/app");
    assert.equal(state.arn, "arn:aws:ssm:eu-west-1:111122223333:parameter/slack/app");
    const { value, type, keyArn } = account.stores.parameters.find("/slack/app")!;
    assert.deepEqual([value, type, keyArn], ["v", "SecureString", undefined]);
  });

  it("takes a name without levels, and a value that is no secret", async () => {
    const { account, create } = newAccount();
    await create(parameter, { name: "app", type: "String", insecureValue: "plain" });
    assert.equal(account.stores.parameters.find("app")?.value, "plain");
  });

  it("knows the customer's key", async () => {
    const { account, create } = newAccount();
    const { state: key } = await create("aws:kms/key:Key");
    await create(parameter, { ...inputs, keyId: key.keyId });
    assert.equal(account.stores.parameters.find("/slack/app")?.keyArn, key.arn);
  });

  it("refuses a second parameter of the same name", async () => {
    const { create } = newAccount();
    await create(parameter, inputs);
    await assert.rejects(create(parameter, inputs), { code: "ParameterAlreadyExists" });
  });

  for (const [what, more] of [
    ["a name with levels that begins with none", { name: "slack/app" }],
    ["a name with a space", { name: "a b" }],
    ["a type that does not exist", { type: "Secret" }],
    ["no value", { value: undefined }],
    ["a value of 4097 characters", { value: "x".repeat(4097) }],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const { account, create } = newAccount();
      const made = create(parameter, { ...inputs, ...more });
      await assert.rejects(made, { code: "ValidationException" });
      assert.equal(account.stores.parameters.find("/slack/app"), undefined);
    });
  }

  it("takes a value of 4096 characters, and more in the advanced tier", async () => {
    const { create } = newAccount();
    await create(parameter, { ...inputs, value: "x".repeat(4096) });
    const more = { name: "more", tier: "Advanced", value: "x".repeat(4097) };
    assert.equal((await create(parameter, { ...inputs, ...more })).id, "more");
  });
});
