import type { PipelineDeclaration, Result } from "@aws-sdk/client-codepipeline";
import * as assert from "node:assert/strict";
import { checkDefinition, normalise } from "../../../../../rehearsal/aws/codepipeline/definition";
import { branchIs, condition, conditional, type Conditions, rule } from "./condition-support";
import { refuses } from "./support";

function of(conditions: Conditions, more: Partial<PipelineDeclaration> = {}) {
  return conditional(conditions, more);
}

describe("Conditions of a pipeline definition", () => {
  for (const [kind, taken, refused] of [
    ["beforeEntry", ["FAIL", "SKIP"], ["ROLLBACK", "RETRY"]],
    ["onSuccess", ["FAIL", "ROLLBACK"], ["SKIP", "RETRY"]],
    ["onFailure", ["FAIL", "ROLLBACK", "RETRY", "SKIP"], []],
  ] as [keyof Conditions, Result[], Result[]][]) {
    for (const result of taken) {
      it(`takes ${kind} with the result ${result}`, () =>
        checkDefinition(of({ [kind]: condition(result, rule("Ask")) })));
    }
    for (const result of refused) {
      it(`refuses ${kind} with the result ${result}`, () =>
        refuses(
          "InvalidStageDeclarationException",
          () => checkDefinition(of({ [kind]: condition(result, rule("Ask")) })),
          new RegExp(`Condition ${kind} of stage "Production": .* got: ${result}`),
        ));
    }
  }

  it("take SKIP with the rules LambdaInvoke and VariableCheck only", () => {
    checkDefinition(of({ beforeEntry: condition("SKIP", rule("Ask"), branchIs("main")) }));
    const alarm = rule("Quiet", "CloudWatchAlarm");
    checkDefinition(of({ beforeEntry: condition("FAIL", alarm) }));
    refuses(
      "InvalidStageDeclarationException",
      () => checkDefinition(of({ beforeEntry: condition("SKIP", rule("Ask"), alarm) })),
      /LambdaInvoke and VariableCheck only, got: CloudWatchAlarm/,
    );
  });

  it("do not roll back in PARALLEL mode", () => {
    const PARALLEL = { executionMode: "PARALLEL" } as const;
    const bare = { onFailure: { result: "ROLLBACK" } } as const;
    checkDefinition(of(bare, { executionMode: "QUEUED" }));
    checkDefinition(of({ onFailure: { result: "RETRY" } }, PARALLEL));
    for (const conditions of [bare, { onFailure: condition("ROLLBACK", rule("Ask")) }]) {
      refuses(
        "InvalidStageDeclarationException",
        () => checkDefinition(of(conditions, PARALLEL)),
        /onFailure of stage "Production": .* PARALLEL cannot roll back.*QUEUED or SUPERSEDED/,
      );
    }
  });

  it("need type V2", () => {
    const conditions = { onFailure: { result: "ROLLBACK" } } as const;
    refuses(
      "InvalidStructureException",
      () => checkDefinition(of(conditions, { pipelineType: "V1" })),
      /Set pipelineType to V2/,
    );
    const untyped = of(conditions, { pipelineType: undefined });
    assert.equal(normalise(untyped, 1).pipelineType, "V2");
  });

  it("have rules that refer to what an action exports", () => {
    const configuration = { Variable: "#{gone.Branch}", Value: "main", Operator: "EQ" };
    refuses(
      "InvalidActionDeclarationException",
      () =>
        checkDefinition(
          of({ beforeEntry: condition("FAIL", branchIs("main", { configuration })) }),
        ),
      /"Variable" of rule "Branch" in stage "Production" refers to namespace "gone"/,
    );
  });

  it("are one to five rules of one condition", () => {
    const six = Array.from({ length: 6 }, (_, n) => rule(`Ask${n}`));
    refuses("ValidationException", () =>
      checkDefinition(of({ beforeEntry: condition("FAIL", ...six) })),
    );
    refuses("ValidationException", () => checkDefinition(of({ beforeEntry: condition("FAIL") })));
  });
});
