/** Where inputs go in requests, with the provider's declarations and AWS's models for judges. */
import * as assert from "node:assert/strict";
import * as path from "node:path";
import {
  type ApiCall,
  memberOf,
  requestOf,
  shapeBelow,
} from "../../../../../rehearsal/aws/account/call-request";
import { resourceTypeOf, resourceTypes } from "../../../../../rehearsal/aws/account/registry";
import type { Shape } from "../../../../../rehearsal/aws/api/model";
import { awsSchema } from "../../../../../rehearsal/provider/schema";
import type { Block, Properties } from "./support/single-faults";
import { types } from "./support/new-account";

/** What the provider declares for a shape of each kind. */
const shapes: Readonly<Record<string, readonly string[]>> = {
  string: ["string", "timestamp", "blob"],
  number: ["integer", "long", "double", "float"],
  boolean: ["boolean"],
  array: ["list", "map"],
  object: ["map", "list"],
  block: ["structure", "list"],
};

/** Members that a block must have for AWS and need not have for the provider. */
const optional = [
  // The provider's schema has a default, and so has the call.
  "aws:codebuild/project:Project cache.type",
  "aws:codebuild/project:Project logsConfig.cloudwatchLogs.status",
  "aws:codebuild/project:Project logsConfig.s3Logs.status",
  "aws:lambda/function:Function ephemeralStorage.size",
  // AWS refuses what the provider sends without it.
  "aws:cloudwatch/eventTarget:EventTarget kinesisTarget.partitionKeyPath",
  "aws:s3/bucketNotification:BucketNotification lambdaFunctions.lambdaFunctionArn",
  // Another input says the same.
  "aws:dynamodb/table:Table globalSecondaryIndexes.keySchemas",
];

interface Input {
  readonly name: string;
  readonly declared: string;
  readonly shape: Shape;
  readonly isOptional: boolean;
}

describe("The request of a resource", function () {
  this.timeout(60_000);
  let blocks: Readonly<Record<string, Block>>;
  const inputs: Input[] = [];

  before(() => {
    const sdkFolder = path.dirname(require.resolve("@pulumi/aws/package.json"));
    const resources = resourceTypes.filter(({ type, call }) => call && type.startsWith("aws:"));
    const tokens = resources.map(({ type }) => type);
    const source = { version: "7.0.0", sdkFolder, resources: tokens, functions: [] };
    const schema = JSON.parse(awsSchema(source));
    blocks = schema.types;
    for (const { type, call } of resources) {
      const properties: Properties = schema.resources[type].inputProperties;
      visit(call!, { properties, required: Object.keys(properties) }, shapeOf(call!), `${type} `);
    }
  });

  function shapeOf({ model, operation, within }: ApiCall): Shape {
    const whole = model.shapes[model.inputs[operation]];
    return within === undefined ? whole : model.shapes[whole.members![within]];
  }

  function visit(call: ApiCall, block: Block, shape: Shape, start: string): void {
    for (const [key, spec] of Object.entries(block.properties)) {
      const name = `${start}${key}`;
      const input = name.split(" ")[1];
      const target = memberOf(call, shape, key, input);
      if (target === undefined || target.includes("*") || call.each === input) continue;
      const below = target.reduce((one, member) => shapeBelow(call, one, member), shape);
      const isRequired = target.length === 1 && shape.required?.includes(target[0]) === true;
      const isOptional = isRequired && !block.required.includes(key);
      inputs.push({ name, declared: spec.type ?? "block", shape: below, isOptional });
      const nested = blocks[((spec.items ?? spec).$ref ?? "").replace("#/types/", "")];
      const inner = below.type === "structure" ? below : shapeBelow(call, below, "");
      if (nested === undefined || inner?.type !== "structure") continue;
      // A block of the schema that holds itself ends somewhere.
      if (name.split(".").length < 8) visit(call, nested, inner, `${name}.`);
    }
  }

  it("has inputs of the kind that the model wants", () => {
    assert.ok(inputs.length > 500, String(inputs.length));
    const wrong = inputs.filter(({ declared, shape }) => !shapes[declared].includes(shape.type));
    assert.deepEqual(
      wrong.map(({ name }) => name),
      [],
    );
  });

  it("misses nothing that a block must have, but for what is known", () => {
    const found = inputs.filter(({ isOptional }) => isOptional).map(({ name }) => name);
    assert.deepEqual(found.sort(), [...optional].sort());
  });

  it("has members of nested names, items of lists, pairs, maps by key and defaults", () => {
    const made = (type: string, given: object) => requestOf(resourceTypeOf(type)!.call!, given);
    assert.deepEqual(made(types.target, { rule: "r", arn: "a" }), {
      Rule: "r",
      Targets: [{ Arn: "a", Id: "terraform-00000000000000000000000000" }],
    });
    assert.deepEqual(made(types.role, { name: "r", tags: { team: "" }, description: "" }), {
      RoleName: "r",
      Tags: [{ Key: "team", Value: "" }],
    });
    const locals = [{ name: "at", rangeKey: "at", projectionType: "ALL" }];
    assert.deepEqual(made(types.table, { localSecondaryIndexes: locals }), {
      LocalSecondaryIndexes: [
        {
          IndexName: "at",
          KeySchema: [{ AttributeName: "at", KeyType: "RANGE" }],
          Projection: { ProjectionType: "ALL" },
        },
      ],
    });
    const store = { location: "b", type: "S3" };
    const actions = [{ name: "Build", category: "Build", inputArtifacts: ["site"] }];
    const stages = [{ name: "Build", actions }];
    assert.deepEqual(made(types.pipeline, { artifactStores: [store], stages }), {
      pipeline: {
        artifactStores: { none: store },
        stages: [
          {
            name: "Build",
            actions: [
              {
                name: "Build",
                actionTypeId: { category: "Build" },
                inputArtifacts: [{ name: "site" }],
              },
            ],
          },
        ],
      },
    });
  });
});
