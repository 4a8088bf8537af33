/** Records that the components read at once: an output in their place is refused by name. */
import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { MultiApprovalStage } from "../../../../index";
import { requirePlain, requirePlainList } from "../../../../components/inputs/require-plain";
import { existingTopic } from "../../../support/components";
import { attempt } from "../../../support/mocks";

const unresolved = [pulumi.output({}), pulumi.secret({}), Promise.resolve({})];

function refused(path: string) {
  const message =
    `\`${path}\` must be known when the program runs, got an output: which resources there are ` +
    "follows from it. Write it out, with outputs in its fields.";
  return (error: unknown): boolean => {
    assert.ok(pulumi.InputPropertyError.isInstance(error));
    assert.deepEqual([error.propertyPath, error.reason], [path, message]);
    return true;
  };
}

describe("records that are read at once", () => {
  it("pass where they are written out, outputs in their fields or not", () => {
    const record = { name: "qa", customData: pulumi.output("text") };
    assert.equal(requirePlain(record, "approvers"), record);
    assert.deepEqual(requirePlainList([record], "approvals"), [record]);
  });

  it("may be left out", () => {
    assert.equal(requirePlain(undefined, "approvers"), undefined);
    assert.equal(requirePlain(null, "slack"), null);
    assert.deepEqual(requirePlainList(undefined, "approvals"), []);
  });

  for (const record of unresolved) {
    it(`are refused as ${record.constructor.name}, by name`, () => {
      assert.throws(() => requirePlain(record, "slack"), refused("slack"));
      assert.throws(() => requirePlainList(record as any, "approvals"), refused("approvals"));
      assert.throws(() => requirePlainList([{}, record], "approvals"), refused("approvals[1]"));
    });
  }
});

describe("the name of an approval", () => {
  const names = [pulumi.output("pm"), pulumi.secret("pm"), Promise.resolve("pm")];

  for (const name of names) {
    it(`is refused by name as ${name.constructor.name}, before anything is registered`, async () => {
      const { thrown, resources } = await attempt(() => {
        const approvals = [{ name: "qa" }, { name }] as any;
        new MultiApprovalStage("checks", {
          pipelineName: "orders",
          topicArn: existingTopic,
          approvals,
        });
      });
      assert.ok(pulumi.InputPropertyError.isInstance(thrown));
      const { propertyPath, reason } = thrown;
      const message =
        "`approvals[1].name` must be known when the program runs, got an output: its resources " +
        "are named after it. Write it out as a string.";
      assert.deepEqual([propertyPath, reason], ["approvals[1].name", message]);
      assert.deepEqual(resources, []);
    });
  }
});
