import * as assert from "node:assert/strict";
import { noticeAttribute } from "../../../../functions/domain/notice-attribute";
import { token } from "../domain/samples";
import { expires, World } from "../support/world";
import { sns } from "../support/world-events";

describe("The notifier on the topic of a gate with an SLA", () => {
  it("passes over what the hub itself says there, without a warning", async () => {
    const world = new World();
    world.pipelines.wait(token, expires);
    const { Records } = sns("An approval request waits in AWS CodePipeline.", {});
    const [notice, request] = Records.map(({ Sns }) => Sns);
    const MessageAttributes = { [noticeAttribute]: { Type: "String", Value: "reminder" } };
    await world.notify({ Records: [{ Sns: { ...notice, MessageAttributes } }, { Sns: request }] });
    assert.equal(world.request().status, "PENDING");
    assert.deepEqual(
      world.lines.filter(({ level }) => level !== "info"),
      [],
    );
    assert.ok(world.lines.some(({ event }) => event === "notice_ignored"));
  });
});
