import * as assert from "node:assert/strict";
import * as path from "node:path";
import { awsSchema } from "../../../../rehearsal/provider/schema";

const pipeline = "aws:codepipeline/pipeline:Pipeline";
const topic = "aws:sns/topic:Topic";
const object = "aws:s3/bucketObjectv2:BucketObjectv2";
const region = "aws:index/getRegion:getRegion";

describe("the schema of the AWS provider", function () {
  this.timeout(60_000);
  let schema: any;

  before(() => {
    const sdkFolder = path.dirname(require.resolve("@pulumi/aws/package.json"));
    const resources = [pipeline, topic, object];
    schema = JSON.parse(awsSchema({ version: "7.0.0", sdkFolder, resources, functions: [region] }));
  });

  it("has what was asked for, and no more", () => {
    assert.deepEqual([schema.name, schema.version], ["aws", "7.0.0"]);
    assert.deepEqual(Object.keys(schema.resources), [pipeline, topic, object]);
    assert.deepEqual(Object.keys(schema.functions), [region]);
  });

  it("tells arguments that are needed from those that are not", () => {
    const { inputProperties, requiredInputs } = schema.resources[pipeline];
    assert.ok(requiredInputs.includes("stages"));
    assert.ok("pipelineType" in inputProperties && !requiredInputs.includes("pipelineType"));
    assert.ok(!("arn" in inputProperties));
    assert.deepEqual(schema.resources[pipeline].properties.arn, { type: "string" });
  });

  it("has the nested types of a stage block to the end", () => {
    const { stages } = schema.resources[pipeline].inputProperties;
    const stageType = "aws:codepipeline/PipelineStage:PipelineStage";
    assert.deepEqual(stages, { type: "array", items: { $ref: `#/types/${stageType}` } });
    const { properties, required } = schema.types[stageType];
    assert.deepEqual(required, ["actions", "name"]);
    const action = schema.types[properties.actions.items.$ref.slice("#/types/".length)];
    assert.deepEqual(action.properties.runOrder, { type: "number" });
    assert.deepEqual(action.properties.configuration, {
      type: "object",
      additionalProperties: { type: "string" },
    });
    assert.ok(action.required.includes("provider"));
  });

  it("takes a document as text, and an asset as anything", () => {
    const { inputProperties } = schema.resources[object];
    assert.deepEqual(inputProperties.forceDestroy, { type: "boolean" });
    assert.deepEqual(inputProperties.source, { $ref: "pulumi.json#/Any" });
    assert.deepEqual(schema.resources[topic].inputProperties.policy, { type: "string" });
  });

  it("has arguments and results of functions", () => {
    const { inputs, outputs } = schema.functions[region];
    assert.deepEqual(inputs.properties.region, { type: "string" });
    assert.deepEqual(inputs.required, []);
    assert.deepEqual(outputs.properties.endpoint, { type: "string" });
  });
});
