import * as assert from "node:assert/strict";
import { unsupportedOf } from "../../../../../rehearsal/aws/account/unsupported";
import { newAccount, removeFolders } from "./support/new-account";
import { deployPipeline } from "./support/pipeline";

describe("What the rehearsal does not act out", () => {
  after(removeFolders);

  it("is nothing for a program of known resources", async () => {
    const test = newAccount();
    await deployPipeline(test);
    assert.deepEqual(unsupportedOf(test.account), []);
  });

  it("names resources that are only recorded", async () => {
    const test = newAccount();
    await test.create("aws:cloudwatch/dashboard:Dashboard", {}, "waiting");
    assert.deepEqual(unsupportedOf(test.account), [
      "waiting (aws:cloudwatch/dashboard:Dashboard) is only recorded.",
    ]);
  });

  it("names stage conditions", async () => {
    const test = newAccount();
    await deployPipeline(test);
    const declaration = test.account.engine.declaration("web");
    const [source, ...rest] = declaration.stages!;
    const guarded = { ...source, onFailure: { result: "RETRY" as const } };
    test.account.engine.updatePipeline({ ...declaration, stages: [guarded, ...rest] });
    assert.deepEqual(unsupportedOf(test.account), [
      `onFailure of stage ${source.name} of web is not evaluated.`,
    ]);
  });
});
