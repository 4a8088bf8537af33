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

  it("names the rules that are pretended, and what is not done on failure", async () => {
    const test = newAccount();
    await deployPipeline(test);
    const declaration = test.account.engine.declaration("web");
    const [source, ...rest] = declaration.stages!;
    const rule = (name: string, provider: string) => ({
      ...{ name, ruleTypeId: { category: "Rule" as const, provider } },
    });
    const rules = [rule("ask", "LambdaInvoke"), rule("quiet", "CloudWatchAlarm")];
    const guarded = {
      ...source,
      beforeEntry: { conditions: [{ result: "FAIL" as const, rules }] },
      onFailure: { result: "SKIP" as const },
    };
    const stages = [guarded, ...rest];
    test.account.engine.updatePipeline({ ...declaration, pipelineType: "V2", stages });
    assert.deepEqual(unsupportedOf(test.account), [
      `Rule quiet (CloudWatchAlarm) of beforeEntry of stage ${source.name} of web is pretended: it passes.`,
      `onFailure of stage ${source.name} of web does not skip it: the stage stays failed.`,
    ]);
  });
});
