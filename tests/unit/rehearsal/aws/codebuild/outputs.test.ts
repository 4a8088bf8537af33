import * as assert from "node:assert/strict";
import { build, prepared, spec } from "./support";
import { read, write } from "../codepipeline/action-support";

describe("CodeBuild output artifacts", () => {
  const make = ["mkdir -p one/x two", "echo 1 > one/x/a.txt", "echo 2 > two/b.txt"];

  it("are the secondary artifacts of their names where there are several", async () => {
    const artifacts = {
      files: ["a.txt"],
      "secondary-artifacts": {
        First: { files: "x/a.txt", "base-directory": "one", "discard-paths": "yes" },
        Second: { files: ["**/*"], "base-directory": "two" },
      },
    };
    const outcome = await build({
      buildspec: spec(make, { artifacts }),
      action: { outputs: ["Second", "First"] },
    });
    assert.equal(outcome.status, "Succeeded", outcome.error?.message);
    assert.deepEqual(Object.keys(outcome.outputs!), ["Second", "First"]);
    assert.deepEqual(read(outcome.outputs!["First"]), { "a.txt": "1\n" });
    assert.deepEqual(read(outcome.outputs!["Second"]), { "b.txt": "2\n" });
  });

  it("may be one secondary artifact alone", async () => {
    const artifacts = { "secondary-artifacts": { Second: { files: ["two/*"] } } };
    const outcome = await build({
      buildspec: spec(make, { artifacts }),
      action: { outputs: ["Second"] },
    });
    assert.deepEqual(read(outcome.outputs!["Second"]), { "two/b.txt": "2\n" });
  });

  it("are not made where the buildspec has no artifacts, which is said", async () => {
    const outcome = await build({ buildspec: spec(make), action: { outputs: ["Build"] } });
    assert.equal(outcome.status, "Succeeded");
    assert.deepEqual(outcome.outputs, {});
    const said = "The buildspec has no artifacts, so output artifact Build is not made.";
    assert.ok(outcome.lines.includes(said));
  });

  it("take variables in their locations, as the last command left them", async () => {
    const artifacts = { files: ["$CODEBUILD_SRC_DIR/one/${SUB}/a.txt", "$NEVER_SET"] };
    const outcome = await build({
      buildspec: spec([...make, "export SUB=x"], { artifacts }),
      action: { outputs: ["Build"] },
    });
    assert.equal(outcome.status, "Succeeded", outcome.error?.message);
    assert.deepEqual(read(outcome.outputs!["Build"]), { "one/x/a.txt": "1\n" });
  });

  it("may have dashes and a primary source with dashes, where there is one of each", async () => {
    const outcome = await build({
      buildspec: spec(["true"], { artifacts: { files: "a.txt" } }),
      action: { inputs: { "my-source": write({ "a.txt": "a" }) }, outputs: ["my-build"] },
    });
    assert.deepEqual(Object.keys(outcome.outputs!), ["my-build"], outcome.error?.message);
  });

  it("may lie in the folder of another source", async () => {
    const { made, spec: action } = prepared({
      buildspec: spec(["true"], {
        artifacts: { files: "o.txt", "base-directory": "$CODEBUILD_SRC_DIR_Other" },
      }),
    });
    const inputs = { Other: write({ "o.txt": "other" }), ...action.inputs };
    const configuration = { ProjectName: "build", PrimarySource: "Source" };
    const outcome = await made.run({ ...action, inputs, configuration, outputs: ["Build"] });
    assert.deepEqual(read(outcome.outputs!["Build"]), { "o.txt": "other" });
  });

  it("gather every top-level folder that base-directory's pattern names", async () => {
    const artifacts = { files: ["**/*"], "base-directory": "*o*/" };
    const outcome = await build({
      buildspec: spec(make, { artifacts }),
      action: { outputs: ["Build"] },
    });
    assert.deepEqual(read(outcome.outputs!["Build"]), { "b.txt": "2\n", "x/a.txt": "1\n" });
  });
});
