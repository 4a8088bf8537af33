import * as assert from "node:assert/strict";
import { unsupportedOf } from "../../../../../rehearsal/aws/account/unsupported";
import { deployFunction } from "./support/function";
import { newAccount, removeFolders, trust, types } from "./support/new-account";
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
    await test.create("aws:cloudwatch/metricStream:MetricStream", {}, "waiting");
    assert.deepEqual(unsupportedOf(test.account), [
      "waiting (aws:cloudwatch/metricStream:MetricStream) is only recorded.",
    ]);
  });

  it("names permissions boundaries, which limit nothing", async () => {
    const test = newAccount();
    const permissionsBoundary = "arn:aws:iam::aws:policy/PowerUserAccess";
    const role = { name: "build", assumeRolePolicy: trust("codebuild"), permissionsBoundary };
    await test.create(types.role, role, "builder");
    assert.deepEqual(unsupportedOf(test.account), [
      "permissionsBoundary of builder (aws:iam/role:Role) limits nothing here.",
    ]);
  });

  it("names the rules that are pretended, and what is not done on failure", async () => {
    const test = newAccount();
    await deployPipeline(test);
    const declaration = test.account.engine.declaration("web");
    const [source, ...rest] = declaration.stages!;
    await deployFunction(test);
    const rule = (name: string, provider: string, FunctionName = "") => ({
      ...{ name, ruleTypeId: { category: "Rule" as const, provider } },
      configuration: { FunctionName: FunctionName || "none" },
    });
    const rules = [
      rule("check", "VariableCheck"),
      rule("ask", "LambdaInvoke", "notifier"),
      rule("later", "LambdaInvoke", "#{variables.name}"),
      rule("python", "LambdaInvoke", "elsewhere"),
      rule("quiet", "CloudWatchAlarm"),
    ];
    const guarded = {
      ...source,
      beforeEntry: { conditions: [{ result: "FAIL" as const, rules }] },
      onFailure: { result: "SKIP" as const },
    };
    const stages = [guarded, ...rest];
    test.account.engine.updatePipeline({ ...declaration, pipelineType: "V2", stages });
    assert.deepEqual(unsupportedOf(test.account), [
      `Rule python (LambdaInvoke) of beforeEntry of stage ${source.name} of web is pretended: it passes.`,
      `Rule quiet (CloudWatchAlarm) of beforeEntry of stage ${source.name} of web is pretended: it passes.`,
      `onFailure of stage ${source.name} of web does not skip it: the stage stays failed.`,
    ]);
  });
});
