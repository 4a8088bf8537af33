/** Actions of custom types: those of the program, those that exist, and those that nobody declares. */
import * as assert from "node:assert/strict";
import { planOf } from "../../../../../rehearsal/aws/account/plan";
import { putExisting } from "../../../../../rehearsal/settings/existing";
import { type MissingError } from "../../../../../rehearsal/settings/missing";
import { newAccount, removeFolders, trust, types } from "../account/support/new-account";

const counts = { minimumCount: 0, maximumCount: 1 };
const declared = {
  ...{ category: "Test", providerName: "Ours", version: "1" },
  ...{ inputArtifactDetails: counts, outputArtifactDetails: counts },
};
const customType = "aws:codepipeline/customActionType:CustomActionType";

const pipeline = (owner = "Custom", version = "1") => ({
  ...{ name: "orders", roleArn: "arn:aws:iam::111122223333:role/pipeline" },
  artifactStores: [{ type: "S3", location: "artifacts" }],
  stages: [
    {
      name: "Source",
      actions: [
        {
          ...{ name: "App", category: "Source", owner: "ThirdParty", provider: "GitHub" },
          ...{ version: "1", outputArtifacts: ["Source"] },
          configuration: { Owner: "o", Repo: "r", Branch: "main", OAuthToken: "t" },
        },
      ],
    },
    {
      name: "Check",
      actions: [
        {
          name: "Check",
          category: "Test",
          owner,
          provider: "Ours",
          version,
          inputArtifacts: ["Source"],
        },
      ],
    },
  ],
});

async function account() {
  const test = newAccount();
  await test.create(types.role, { name: "pipeline", assumeRolePolicy: trust("codepipeline") });
  const put = (...args: Parameters<typeof pipeline>) =>
    test.create("aws:codepipeline/pipeline:Pipeline", pipeline(...args));
  return { ...test, put };
}

describe("A custom action type", () => {
  after(removeFolders);

  it("of the program has AWS's ARN, and its actions are pretended", async () => {
    const { account: all, create, put } = await account();
    const { id, state } = await create(customType, declared);
    assert.equal(id, "Test:Ours:1");
    assert.equal(
      state.arn,
      "arn:aws:codepipeline:eu-west-1:111122223333:actiontype:Custom/Test/Ours/1",
    );
    assert.equal(state.owner, "Custom");
    await put();
    const [, { happens, provider, rights }] = planOf(all, {});
    assert.deepEqual([happens, provider, rights], ["pretended", "Ours", []]);
    all.deployed();
    while (all.engine.executions("orders")[0].status === "InProgress") {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    assert.equal(all.engine.executions("orders")[0].status, "Succeeded");
  });

  it("that nobody declares is refused in AWS's words, with what to write", async () => {
    const { put } = await account();
    await assert.rejects(put(), (error: MissingError) => {
      assert.equal(error.code, "InvalidActionDeclarationException");
      assert.ok(
        error.message.startsWith(
          "ActionType (Category: 'Test', Provider: 'Ours', Owner: 'Custom', Version: '1') in action " +
            "'Check' is not available in region 'EU_WEST_1'.",
        ),
      );
      assert.deepEqual(
        [error.key, error.value],
        ["exists", { customActionTypes: ["Test/Ours/1"] }],
      );
      return true;
    });
  });

  it("of another version is not meant", async () => {
    const { create, put } = await account();
    await create(customType, declared);
    await assert.rejects(put("Custom", "2"), /Version: '2'/);
  });

  it("that others have made is told by the settings, or read by its id", async () => {
    const first = await account();
    await putExisting({ customActionTypes: ["Test/Ours/1"] }, first.account, ".");
    await first.put();
    const second = await account();
    await second.read(customType, "Test:Ours:1");
    await second.put();
  });

  it("is not asked for an action of AWS's or of a third party", async () => {
    const { put } = await account();
    await put("ThirdParty");
  });

  it("needs its counts of artifacts", async () => {
    const { create } = await account();
    const without = { ...declared, inputArtifactDetails: { minimumCount: 0 } };
    await assert.rejects(create(customType, without), /maximumCount/);
  });
});
