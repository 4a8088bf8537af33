import * as assert from "node:assert/strict";
import { CodePipelineClient, GetPipelineStateCommand } from "@aws-sdk/client-codepipeline";
import { FaultBoard } from "../../../../rehearsal/page/faults";
import type { Rehearsal } from "../../../../rehearsal/session";
import { call, channel, openFixture } from "../slack/support";
import { newRehearsal } from "../terminal/support/rehearsal";

describe("FaultBoard", () => {
  let rehearsal: Rehearsal;
  let board: FaultBoard;

  beforeEach(async () => {
    rehearsal = await newRehearsal({ start: false });
    board = new FaultBoard(rehearsal);
  });
  afterEach(() => rehearsal.close());

  const on = () => board.switches().flatMap((one) => (one.on ? [one.id] : []));
  const smoke = "action:web/Staging/smoke";
  const look = async () => {
    const config = { ...rehearsal.clientConfigFor("administrator"), maxAttempts: 1 };
    const client = new CodePipelineClient(config);
    return client.send(new GetPipelineStateCommand({ name: "web" }));
  };

  it("has a switch for throttling and for every action that is no approval", () => {
    assert.deepEqual(board.switches(), [
      { id: "throttling", label: "AWS throttles every call", on: false },
      { id: "action:web/Source/site", label: "Source / site fails", on: false },
      { id: "action:web/Staging/smoke", label: "Staging / smoke fails", on: false },
      { id: "action:web/Release/ship", label: "Release / ship fails", on: false },
    ]);
  });

  it("throttles every call until it is told to stop, as often as one likes", async () => {
    for (let round = 0; round < 2; round++) {
      board.turn("throttling", true);
      assert.deepEqual(on(), ["throttling"]);
      for (let n = 0; n < 3; n++) await assert.rejects(look(), { name: "ThrottlingException" });
      board.turn("throttling", false);
      assert.equal((await look()).pipelineName, "web");
    }
  });

  it("leaves faults alone that somebody else wished for", async () => {
    rehearsal.endpoint.fail({ action: "codepipeline:GetPipelineState", how: "error" });
    board.turn("throttling", true);
    board.turn("throttling", false);
    await assert.rejects(look(), { name: "InternalServerError" });
  });

  it("does nothing where a switch stands already, and tells how it stands", () => {
    board.turn(smoke, true);
    assert.deepEqual(board.turn(smoke, true), {
      ...{ id: smoke, label: "Staging / smoke fails", on: true },
    });
    assert.deepEqual([...rehearsal.failures], ["web/Staging/smoke"]);
  });

  it("shows an action that was named without its stage, and turns it off again", () => {
    rehearsal.failures.add("smoke");
    assert.deepEqual(on(), [smoke]);
    board.turn(smoke, false);
    assert.deepEqual([...rehearsal.failures], []);
  });

  it("has no switch for Slack where there is none", () => {
    assert.throws(
      () => board.turn("slack", true),
      /no switch "slack".*throttling, action:web\/Source\/site/,
    );
  });

  it("breaks Slack and mends it", async () => {
    const { slack } = await openFixture();
    const board = new FaultBoard({ ...rehearsal, slack });
    const post = () => call(slack, "chat.postMessage", { channel, text: "Hello" });
    assert.equal(board.switches()[0].label, "Slack is down");
    board.turn("slack", true);
    assert.equal((await post()).error, "internal_error");
    assert.equal((await post()).error, "internal_error");
    assert.deepEqual([...rehearsal.failures], ["Slack"]);
    board.turn("slack", false);
    assert.equal((await post()).ok, true);
    assert.deepEqual([...rehearsal.failures], []);
    await slack.close();
  });
});
