import * as assert from "node:assert/strict";
import * as path from "node:path";
import { programFrames } from "../../../../rehearsal/program/frames";

describe("programFrames", () => {
  const folder = "/work place/infra (é)";
  const of = (...frames: string[]) =>
    programFrames(
      ["Error: (/work/x.ts:1:1)", ...frames.map((f) => `    at ${f}`)].join("\n"),
      folder,
    );

  it("are the program's own, wherever in its workspace they are", () => {
    assert.deepEqual(
      of(
        "new Bucket (/work place/node_modules/@pulumi/aws/s3/bucket.js:5:5)",
        `make (${folder}/src/make.ts:3:5)`,
        `async ${folder}/index.ts:9:1`,
        "shared (/work place/shared/names.ts:1:2)",
        `Module._compile (node:internal/modules/cjs/loader:1:1)`,
        `start (${path.resolve(__dirname, "../../../../rehearsal/program/child.ts")}:2:2)`,
        "file:///work%20place/infra%20(%C3%A9)/late.mts:4:4",
        "Array.map (<anonymous>)",
      ),
      ["src/make.ts:3:5", "index.ts:9:1", "../shared/names.ts:1:2", "late.mts:4:4"],
    );
  });

  it("are told once each, and no more than five", () => {
    const frames = [1, 1, 2, 3, 4, 5, 6].map((line) => `${folder}/index.ts:${line}:1`);
    assert.equal(of(...frames).length, 5);
  });
});
