/** The program in README runs as it is, and says what README says of it. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import * as ts from "typescript";
import { deploy, type DeployedStack } from "codepipeline-approvals/testing";
import { snippetsOf } from "../../support/docs/pages";

const [{ code }] = snippetsOf("README.md").filter(({ language }) => language === "typescript");
// Beside this test, so that it finds the packages as the test does.
const file = path.join(__dirname, `readme-program-${process.pid}.js`);

describe("README's program", () => {
  let stack: DeployedStack;
  before(async () => {
    const { outputText } = ts.transpileModule(code, {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    });
    fs.writeFileSync(file, outputText);
    stack = await deploy(() => import(file), { region: "eu-west-1" });
  });
  after(() => fs.rmSync(file, { force: true }));

  it("puts the deployment behind the gate", () => {
    stack.assertGated();
    assert.deepEqual(
      stack.pipeline("orders").actions.map(({ stage }) => stage),
      ["Source", "Approve", "Deploy"],
    );
  });

  it("lets the pipeline publish the request, and gives the right that the pipeline asks for", () => {
    stack.assertPipelinesCanPublish();
    stack.assertRightsMatchPipelines();
  });

  it("names the pipeline by its constant, and attaches the gate's policy to its role", () => {
    assert.match(code, /^const args = \{ name: pipelineName, /m);
    assert.match(code, /policy: gate\.pipelinePolicyJson/);
  });

  it("is about as short as it can be, each line short enough to read", () => {
    const lines = code.split("\n").filter((line) => line.trim() !== "");
    assert.ok(lines.length <= 36, `${lines.length} lines`);
    assert.ok(lines.every((line) => line.length <= 100));
  });
});
