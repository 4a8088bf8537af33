import * as assert from "node:assert/strict";
import type { PipelineDeclaration } from "@aws-sdk/client-codepipeline";
import { type Buckets, lackingObjects } from "../../../../../rehearsal/aws/s3";

const source = (name: string, S3ObjectKey: string, S3Bucket = "releases", provider = "S3") => ({
  name,
  actionTypeId: { category: "Source" as const, owner: "AWS" as const, provider, version: "1" },
  configuration: { S3Bucket, S3ObjectKey },
});

const declaration: PipelineDeclaration = {
  name: "p",
  roleArn: "r",
  stages: [
    {
      name: "Source",
      actions: [
        source("There", "there.zip"),
        source("Gone", "gone.zip"),
        source("Elsewhere", "there.zip", "others"),
        source("Named", "gone.zip"),
        source("Code", "x", "y", "CodeCommit"),
      ],
    },
  ],
};

const buckets = {
  has: (bucket: string) => bucket === "releases",
  object: (_: string, key: string) => (key === "there.zip" ? {} : undefined),
} as unknown as Buckets;

describe("lackingObjects", () => {
  it("are those that S3 sources look for, and that no bucket of the program has", () => {
    const actions = { "Source/Named": { folder: "/site" } };
    assert.deepEqual(lackingObjects(declaration, { buckets, actions }), [
      { path: "Source/Gone", bucket: "releases", key: "gone.zip" },
      { path: "Source/Elsewhere", bucket: "others", key: "there.zip" },
    ]);
  });
});
