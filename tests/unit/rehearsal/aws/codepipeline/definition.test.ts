import type { ActionDeclaration, PipelineDeclaration } from "@aws-sdk/client-codepipeline";
import * as assert from "node:assert/strict";
import { normalise } from "../../../../../rehearsal/aws/codepipeline/definition";
import { accepts, having, rejects } from "./definition-support";
import { gate, pipeline, source } from "./support";

type Stages = [string, ActionDeclaration[]][];

const gates = (count: number): ActionDeclaration[] =>
  Array.from({ length: count }, (_, index) => gate({ name: `Approve${index}` }));
const stages = (count: number): Stages => [
  ["Source", [source()]],
  ...Array.from({ length: count - 1 }, (_, index): Stages[0] => [`Gate${index}`, [gate()]]),
];

describe("the head of a pipeline definition", () => {
  it("takes names of 1 and of 100 characters, with all that is allowed", () => {
    accepts(pipeline({ name: "p" }));
    accepts(pipeline({ name: "aZ9.@-_".padEnd(100, "x") }));
  });

  for (const name of [undefined, "", "x".repeat(101), "with space", "slash/ed"]) {
    it(`refuses the name ${JSON.stringify(name)?.slice(0, 20)}`, () => {
      rejects("ValidationException", pipeline({ name }), /at 'pipeline\.name' failed/);
    });
  }

  it("refuses a roleArn that is no role", () => {
    rejects("ValidationException", pipeline({ roleArn: "arn:aws:iam::1:user/x" }), /roleArn/);
    rejects("ValidationException", pipeline({ roleArn: undefined }), /roleArn/);
  });

  it("takes roles of other partitions", () => {
    accepts(pipeline({ roleArn: "arn:aws-us-gov:iam::111122223333:role/x/y" }));
  });

  it("needs exactly one of artifactStore and artifactStores", () => {
    const store = { type: "S3" as const, location: "artifacts" };
    accepts(pipeline({ artifactStore: undefined, artifactStores: { "eu-west-1": store } }));
    rejects("InvalidStructureException", pipeline({ artifactStore: undefined }), /either/);
    rejects("InvalidStructureException", pipeline({ artifactStores: { "eu-west-1": store } }));
  });
});

describe("the mode of a pipeline definition", () => {
  for (const executionMode of ["QUEUED", "PARALLEL"] as const) {
    it(`takes ${executionMode} with V2, and without a type`, () => {
      accepts(pipeline({ executionMode, pipelineType: "V2" }));
      accepts(pipeline({ executionMode }));
    });

    it(`refuses ${executionMode} with V1`, () => {
      rejects(
        "InvalidStructureException",
        pipeline({ executionMode, pipelineType: "V1" }),
        /Set pipelineType to V2/,
      );
    });
  }

  it("takes SUPERSEDED with V1 and V2", () => {
    accepts(pipeline({ executionMode: "SUPERSEDED", pipelineType: "V1" }));
    accepts(pipeline({ executionMode: "SUPERSEDED", pipelineType: "V2" }));
  });

  it("refuses variables with V1", () => {
    const variables = [{ name: "TARGET" }];
    accepts(pipeline({ variables, pipelineType: "V2" }));
    rejects("InvalidStructureException", pipeline({ variables, pipelineType: "V1" }));
  });

  it("refuses modes and types that do not exist", () => {
    rejects("ValidationException", pipeline({ executionMode: "LATEST" as never }), /LATEST/);
    rejects("ValidationException", pipeline({ pipelineType: "V3" as never }), /V3/);
  });
});

describe("the stages of a pipeline definition", () => {
  it("takes 2 and 50 of them, and refuses 0, 1 and 51", () => {
    accepts(pipeline({}, stages(2)));
    accepts(pipeline({}, stages(50)));
    rejects("ValidationException", pipeline({ stages: undefined }), /null at 'pipeline.stages'/);
    rejects("InvalidStructureException", pipeline({ stages: [] }), /got: 0/);
    rejects("InvalidStructureException", pipeline({}, stages(1)), /2 to 50 stages, got: 1/);
    rejects("InvalidStructureException", pipeline({}, stages(51)), /got: 51/);
  });

  it("takes 1 and 50 actions in a stage, and refuses 0 and 51", () => {
    accepts(having(...gates(1)));
    accepts(having(...gates(50)));
    rejects("InvalidStageDeclarationException", having(), /1 to 50 actions, got: 0/);
    rejects("InvalidStageDeclarationException", having(...gates(51)), /got: 51/);
    const bare = { ...having(), stages: [{ name: "Source", actions: undefined }, ...stages(2)] };
    rejects("ValidationException", bare as PipelineDeclaration, /null at .*1\.member\.actions'/);
  });

  it("takes 500 actions and refuses 501", () => {
    const full = (sizes: number[]): PipelineDeclaration =>
      pipeline({}, [
        ["Source", [source()]],
        ...sizes.map((size, index): Stages[0] => [`S${index}`, gates(size)]),
      ]);
    const sizes = [...Array.from({ length: 9 }, () => 50), 49];
    accepts(full(sizes));
    rejects("InvalidStructureException", full([...sizes, 1]), /500 actions, got: 501/);
  });

  it("refuses two stages of one name", () => {
    const twice: Stages = [...stages(2), ["Source", [gate()]]];
    rejects("InvalidStructureException", pipeline({}, twice), /named "Source"/);
  });

  it("refuses two actions of one name in a stage, and takes them in two stages", () => {
    rejects("InvalidStageDeclarationException", having(gate(), gate()), /named "Approve"/);
    accepts(pipeline({}, [...stages(2), ["Last", [gate()]]]));
  });

  it("refuses a stage's name that is empty or has a space", () => {
    rejects(
      "ValidationException",
      pipeline({}, [
        ["", [source()]],
        ["B", [gate()]],
      ]),
      /at 'pipeline\.stages\.1\.member\.name' failed/,
    );
    rejects(
      "ValidationException",
      pipeline({}, [
        ["A b", [source()]],
        ["B", [gate()]],
      ]),
    );
    const bare = { ...pipeline(), stages: [{ actions: [source()] }, { actions: [gate()] }] };
    rejects("ValidationException", bare as unknown as PipelineDeclaration);
  });

  it("keeps the first stage for sources, and sources for the first stage", () => {
    const mixed: Stages = [
      ["Source", [source(), gate()]],
      ["B", [gate()]],
    ];
    rejects("InvalidStageDeclarationException", pipeline({}, mixed), /Source actions only/);
    rejects(
      "InvalidStageDeclarationException",
      having(source({ outputArtifacts: [] })),
      /first stage only/,
    );
  });
});

describe("normalise", () => {
  it("fills in what the API fills in, and numbers the version", () => {
    const { version, executionMode, pipelineType, stages: made } = normalise(pipeline(), 7);
    assert.deepEqual([version, executionMode, pipelineType], [7, "SUPERSEDED", "V1"]);
    assert.equal(made![1].actions![0].runOrder, 1);
  });

  it("keeps what is given", () => {
    const given = pipeline({ pipelineType: "V2" }, [
      ["Source", [source()]],
      ["Gate", [gate({ runOrder: 4 })]],
    ]);
    const { pipelineType, stages: made } = normalise(given, 1);
    assert.equal(pipelineType, "V2");
    assert.equal(made![1].actions![0].runOrder, 4);
  });

  it("makes a definition V2 that uses what only V2 has", () => {
    assert.equal(normalise(pipeline({ executionMode: "QUEUED" }), 1).pipelineType, "V2");
    assert.equal(normalise(pipeline({ variables: [{ name: "X" }] }), 1).pipelineType, "V2");
  });

  it("leaves its input alone", () => {
    const given = pipeline();
    normalise(given, 1);
    assert.deepEqual(given, pipeline());
  });
});
