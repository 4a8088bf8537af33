/**
 * examples/yaml on the real engine and Pulumi's own YAML host, which checks every value of the file
 * against the schemas of the plugins, and through `pulumi package add` as a consumer has it.
 */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { EngineStack } from "../support/engine-stack";
import { type LocalCloud, openLocalCloud, repositoryDir } from "../support/local-cloud";
import { addPackage } from "./support/package-add";
import { assertGroups, assertNobodyMayDecide, assertPipeline } from "./support/pipeline";
import { yamlProject } from "./support/remote";

const example = fs.readFileSync(path.join(repositoryDir, "examples/yaml/Pulumi.yaml"), "utf8");
const withoutPackages = example.replace(/^packages:\n(?: .*\n)+/m, "");

describe("examples/yaml on the real engine", function () {
  this.timeout(300_000);
  let cloud: LocalCloud;
  let folder: string;
  let source: string;
  let stack: EngineStack;

  before(async () => {
    cloud = await openLocalCloud();
    folder = yamlProject(cloud, withoutPackages);
  });
  after(() => cloud?.close());

  it("gets the package by `pulumi package add`", async () => {
    assert.equal(parse(withoutPackages).packages, undefined);
    source = await addPackage(cloud, folder);
    const { packages } = parse(fs.readFileSync(path.join(folder, "Pulumi.yaml"), "utf8"));
    assert.deepEqual(Object.keys(packages), ["codepipeline-approvals"]);
  });

  it("is created as previewed", async () => {
    stack = await EngineStack.openFolder(cloud, folder, { plugins: path.dirname(source) });
    const preview = await stack.preview();
    assert.deepEqual([...new Set(preview.map(({ op }) => op))], ["create"]);
    const changes = await stack.up();
    const urns = (list: typeof changes): string[] => list.map(({ urn }) => urn).sort();
    assert.deepEqual(urns(changes), urns(preview));
  });

  it("has its approvals between the other stages", async () => {
    assertPipeline(await stack.resources());
  });

  it("lets nobody decide before somebody is named", async () => {
    assertNobodyMayDecide(await stack.resources());
  });

  it("puts out the groups to name people in", async () => {
    assertGroups(await stack.outputs(), "approvals-yaml-test");
  });

  it("has no difference to itself", async () => {
    assert.deepEqual(await stack.preview(), []);
    assert.deepEqual(await stack.refresh(), []);
    assert.deepEqual(await stack.preview(), []);
  });

  it("leaves nothing behind", async () => {
    await stack.destroy();
    assert.deepEqual(await stack.resources(), []);
    assert.deepEqual(cloud.account.remaining(), []);
  });
});
