/**
 * examples/yaml on the real engine, its components through the package's own plugin. Pulumi's YAML
 * host asks each provider for its schema, which the local account has none of: so the file is read
 * by yaml-program.ts, wherever this runs.
 */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import type { EngineStack } from "../support/engine-stack";
import { repositoryDir } from "../support/local-cloud";
import { assertNobodyMayDecide, assertPipeline } from "./support/pipeline";
import { openRemote, type Remote } from "./support/remote";

const file = path.join(repositoryDir, "examples/yaml/Pulumi.yaml");

describe("examples/yaml on the real engine", () => {
  let remote: Remote;
  let stack: EngineStack;

  before(async () => {
    remote = await openRemote();
    stack = await remote.openYaml("approvals-yaml", fs.readFileSync(file, "utf8"));
  });
  after(() => remote?.close());

  it("is created as previewed", async () => {
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
    const group = (approval: string): string =>
      `approvers-approvals-yaml-test-${approval}-eu-west-1`;
    assert.deepEqual(await stack.outputs(), {
      pipelineName: "approvals-yaml-test",
      stagingApprovers: group("ApproveStaging-ApproveStaging"),
      signOffApprovers: { qa: group("SignOff-qa"), product: group("SignOff-product") },
    });
  });

  it("has no difference to itself", async () => {
    assert.deepEqual(await stack.preview(), []);
  });

  it("leaves nothing behind", async () => {
    await stack.destroy();
    assert.deepEqual(await stack.resources(), []);
    assert.deepEqual(remote.cloud.account.leftovers(), []);
  });
});
