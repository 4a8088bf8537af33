import type { ActionDeclaration, PipelineDeclaration } from "@aws-sdk/client-codepipeline";
import { accepts, having, rejects } from "./definition-support";
import { action, deploy, gate, pipeline, source } from "./support";

describe("the artifacts of a pipeline definition", () => {
  const build = (name: string, input: string, output: string, runOrder = 1): ActionDeclaration =>
    action(name, "Build", {
      runOrder,
      inputArtifacts: [{ name: input }],
      outputArtifacts: [{ name: output }],
    });

  it("may be consumed later in the same stage", () => {
    accepts(having(build("A", "source", "a", 1), build("B", "a", "b", 2)));
  });

  it("may not be consumed beside their producer", () => {
    rejects(
      "InvalidActionDeclarationException",
      having(build("A", "source", "a"), build("B", "a", "b")),
      /"B" of stage "Next" takes artifact "a"/,
    );
  });

  it("may not be consumed before they are produced", () => {
    rejects("InvalidActionDeclarationException", having(build("A", "later", "a")));
  });

  it("follow runOrder, not the order of writing", () => {
    accepts(having(build("B", "a", "b", 20), build("A", "source", "a", 3)));
  });

  it("have one producer", () => {
    rejects(
      "InvalidActionDeclarationException",
      having(build("A", "source", "source")),
      /Name it differently/,
    );
  });

  it("have a proper name", () => {
    rejects(
      "ValidationException",
      having(build("A", "source", "a.b")),
      /'a.b' at .*outputArtifacts\.1\.member\.name'/,
    );
    rejects("ValidationException", having(deploy({ inputArtifacts: [{ name: undefined }] })));
  });
});

describe("the variables of a pipeline definition", () => {
  const told = (CustomData: string): PipelineDeclaration =>
    pipeline({}, [
      ["Source", [source({ namespace: "Src" })]],
      ["Gate", [gate({ configuration: { CustomData } })]],
    ]);

  it("may refer to a namespace of the pipeline, and to codepipeline", () => {
    accepts(told("#{Src.CommitId} #{codepipeline.PipelineExecutionId} #{variables.X}"));
  });

  it("may not refer to a namespace that no action has", () => {
    rejects(
      "InvalidActionDeclarationException",
      told("#{Nope.CommitId}"),
      /"CustomData" of action "Approve" in stage "Gate" .*"Nope".*#\{Nope\.CommitId\}/,
    );
  });

  it("have a namespace, a period and a name", () => {
    rejects("InvalidActionDeclarationException", told("#{Src}"), /a period and a name: #\{Src\}/);
  });
});
