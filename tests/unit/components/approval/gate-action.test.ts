/** The approval action alone: where it goes, the right to decide must know. */
import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ApprovalGate } from "../../../../index";
import { actionArn, assertRefusal, gateWith, only, types } from "../../../support/components";
import { attempt, resolve, run } from "../../../support/mocks";

const reason =
  "`stageName` must be given where `action` is used, got none: the right to decide names the stage. " +
  'Name the stage that the action goes into, for example `stageName: "Production"` for ' +
  '`{ name: "Production", actions: [gate.action, deploy] }`, or use `stage`.';

describe("gate.action", () => {
  for (const stageName of ["Production", pulumi.output("Production")]) {
    it(`is the action of the stage that was named, ${typeof stageName}`, async () => {
      const { value, resources } = await run(() => gateWith({ stageName, actionName: "Approve" }));
      const block = await resolve(value.action);
      assert.deepEqual(block, (await resolve(value.stage)).actions[0]);
      assert.equal(block.name, "Approve");
      const policy = JSON.parse(only(resources, types.policy).inputs.policy);
      assert.equal(policy.Statement[0].Resource, actionArn("orders/Production/Approve"));
    });
  }

  for (const stageName of [undefined, null]) {
    it(`is refused where no stage was named, ${stageName}: nobody could decide`, async () => {
      const { thrown } = await attempt(() => gateWith({ stageName }).action);
      assertRefusal(thrown, "stageName", reason);
    });
  }

  it("is in nobody's way who does not use it", async () => {
    const { value } = await run(() => gateWith({}));
    assert.ok(!Object.keys(value).includes("action"));
    assert.deepEqual(
      Object.keys({ ...value }).filter((key) => key === "action"),
      [],
    );
    assert.equal((await resolve(value.stage)).actions.length, 1);
  });

  it("is absent for programs of other languages, in which Pulumi reads every output", async () => {
    const { value } = await run(() => {
      const parent = new pulumi.DependencyResource(
        "urn:pulumi:stack::project::my:module:Parent::p",
      );
      return new ApprovalGate("production", { pipelineName: "orders", approvers: {} }, { parent });
    });
    assert.equal(value.action, undefined);
  });
});
