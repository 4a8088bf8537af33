import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { type Model, patternOf } from "../../../../../rehearsal/aws/api/model";
import { violationsOf } from "../../../../../rehearsal/aws/api/violations";
import codepipeline from "../../../../../rehearsal/aws/codepipeline/api-model.json";
import secretsmanager from "../../../../../rehearsal/aws/secretsmanager/api-model.json";

const services = path.resolve(__dirname, "../../../../../rehearsal/aws");
const tables = fs
  .readdirSync(services)
  .map((folder) => path.join(services, folder, "api-model.json"))
  .filter((file) => fs.existsSync(file));
const tool = path.resolve(services, "../../tools/aws-models.py");

const violations = (...asked: Parameters<typeof violationsOf>) =>
  violationsOf(...asked).map(({ text }) => text);

const tableOf = (file: string) => JSON.parse(fs.readFileSync(file, "utf8")) as Model;

describe("The tables of AWS's API models", () => {
  it("are of one version of botocore, name its licence, and hold every shape they refer to", () => {
    const version = /^VERSION = "(.*)"$/m.exec(fs.readFileSync(tool, "utf8"))![1];
    assert.ok(tables.length >= 11, `there are ${tables.length} tables`);
    for (const file of tables) {
      const { source, inputs, shapes } = tableOf(file);
      assert.match(source, new RegExp(`^botocore ${version}, data/.*, Apache-2.0$`), file);
      const named = Object.values(shapes).flatMap(({ members = {}, member, key, value }) =>
        [...Object.values(members), member, key, value].filter((name) => name !== undefined),
      );
      for (const name of [...Object.values(inputs), ...named]) assert.ok(shapes[name], name);
    }
  });

  it("have only patterns that JavaScript reads", () => {
    for (const file of tables) {
      for (const { pattern } of Object.values(tableOf(file).shapes)) {
        if (pattern !== undefined) assert.ok(patternOf(pattern), pattern);
      }
    }
  });

  it("are what the tool writes, where botocore of that version is installed", function () {
    this.timeout(60_000);
    const { status, stdout, stderr } = spawnSync("python3", [tool, "--check"], {
      encoding: "utf8",
    });
    // Elsewhere the tool says which version it needs; the tables' own test above always holds.
    const said = status === 0 ? stdout : (stderr ?? "python3 is absent");
    console.log(`      ${said.trim() || "python3 is absent"}`);
    if (status !== 0) assert.match(said, /^(botocore (is absent|[\d.]+ is needed)|python3)/);
  });
});

describe("violations", () => {
  const actionTypeId = { category: "Approval", owner: "AWS", provider: "Manual", version: "1" };
  const action = { name: "Approve", actionTypeId };
  const pipelineOf = (more: object) => ({
    pipeline: {
      ...{ name: "shop", roleArn: "arn:aws:iam::111122223333:role/r" },
      stages: [{ name: "Gate", actions: [{ ...action, ...more }] }],
    },
  });
  const found = (more: object) => violations(codepipeline, "CreatePipeline", pipelineOf(more));

  it("finds nothing in a valid request", () => assert.deepEqual(found({}), []));

  it("names every broken member with its path, in AWS's wording", () => {
    const at = "pipeline.stages.1.member.actions.1.member";
    const broken = { ...actionTypeId, provider: undefined, owner: "Me" };
    assert.deepEqual(found({ name: "", runOrder: 1000, actionTypeId: broken }), [
      `Value '' at '${at}.name' failed to satisfy constraint: Member must have length greater ` +
        "than or equal to 1",
      `Value '' at '${at}.name' failed to satisfy constraint: Member must satisfy regular ` +
        "expression pattern: [A-Za-z0-9.@\\-_]+",
      `Value '1000' at '${at}.runOrder' failed to satisfy constraint: Member must have value ` +
        "less than or equal to 999",
      `Value 'Me' at '${at}.actionTypeId.owner' failed to satisfy constraint: Member must ` +
        "satisfy enum value set: [AWS, ThirdParty, Custom]",
      `Value null at '${at}.actionTypeId.provider' failed to satisfy constraint: Member must ` +
        "not be null",
    ]);
  });

  it("never quotes a sensitive value", () => {
    const SecretString = "s".repeat(65_537);
    const wrong = violations(secretsmanager, "CreateSecret", { Name: "s", SecretString }).join();
    assert.match(wrong, /^Value at 'secretString' failed/);
    assert.ok(!wrong.includes("sss"));
  });

  it("reads a request that is nested two thousand deep", () => {
    const model = {
      ...{ source: "", inputs: { Deep: "Node" } },
      shapes: { Node: { type: "structure", members: { next: "Node" } } },
    };
    let input: object = {};
    for (let i = 0; i < 2_000; i++) input = { next: input };
    assert.deepEqual(violations(model, "Deep", input), []);
  });
});
