/** Tags that every service takes are handed on as they are. */
import * as assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { gateWith, only, types } from "../../../support/components";
import { run } from "../../../support/mocks";

describe("Tags that every service takes", () => {
  const tags = {
    [`${"k".repeat(127)}ä`]: "v".repeat(256),
    "team:of/qa.orders=1+2-3@example_4": "Größe 5",
    ["𐐀".repeat(128)]: "",
    aws: "is no prefix without a colon",
    ...Object.fromEntries(Array.from({ length: 46 }, (_, n) => [`key${n}`, "value"])),
  };

  for (const [what, given] of [
    ["plain", tags],
    ["to come", pulumi.output(tags)],
    ["with values to come", { ...tags, aws: pulumi.output(tags.aws) }],
  ] as const) {
    it(`are handed on as they are: ${what}`, async () => {
      const { resources } = await run(() =>
        gateWith({ tags: given, emails: ["qa@example.com"], approvers: {} }),
      );
      assert.deepEqual(only(resources, types.topic).inputs.tags, tags);
      assert.deepEqual(only(resources, types.policy).inputs.tags, tags);
    });
  }

  it("are shown in a preview, but for the values that are not known yet", async () => {
    const { resources } = await run(
      () =>
        gateWith({
          emails: ["qa@example.com"],
          tags: { Team: "qa", Cost: new aws.sns.Topic("other").arn },
        }),
      { preview: true },
    );
    assert.deepEqual(only(resources, types.topic, "production-topic").inputs.tags, {
      Team: "qa",
      Cost: pulumi.unknown,
    });
  });
});
