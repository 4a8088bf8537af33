/** What the decider gets of a hand-over, before it decides anything. */
import * as assert from "node:assert/strict";
import { createAutomaticChannel } from "../../../../../functions/channels/automatic/channel";
import type { ReceivedDecision } from "../../../../../functions/channels/channel";
import { requestId } from "../../../../../functions/domain/request-events";
import type { ApprovalRequest } from "../../../../../functions/domain/types";
import { byFunction, smallChanges } from "../../domain/automatic/samples";
import { attemptOf, settings, token } from "../../domain/samples";
import type { World } from "../../support/world";
import { click, otherToken } from "../../support/world-events";
import { action, handOver, waitingWorld } from "./support";

const channelOf = (world: World) => createAutomaticChannel(world.ports().ofAutomatic);
const read = (world: World, event: unknown = handOver) => channelOf(world).read(event);

async function received(world: World): Promise<ReceivedDecision> {
  const found = await read(world);
  assert.ok(found.kind === "decision");
  return found.decision;
}

describe("A hand-over that is read", () => {
  it("is a decision of the function, which has one id for each result of a request", async () => {
    const world = await waitingWorld();
    const { command } = await received(world);
    const id = `automatic-${requestId({ action, token })}`;
    assert.deepEqual(command, {
      ...{ id: `${id}-Approved`, action, token, result: "Approved", reason: "Only docs." },
      person: smallChanges,
    });
    assert.deepEqual((await received(world)).command, command);
    world.functions.answer = () => ({ decision: "reject", reason: "It touches the schema." });
    assert.equal((await received(world)).command.id, `${id}-Rejected`);
  });

  it("is nothing where it is not needed", async () => {
    const unknown = await waitingWorld();
    assert.deepEqual(await read(unknown, { ...handOver, token: otherToken }), { kind: "none" });
    unknown.gates.set(action, settings);
    assert.deepEqual(await read(unknown), { kind: "none" });
    for (const answer of ["approve", "ask"]) {
      const late = await waitingWorld();
      late.functions.answer = () => ({ decision: answer, reason: "Only docs." });
      late.before = async (call) => {
        if (call === "functions.ask") await late.decide(click());
      };
      assert.deepEqual(await read(late), { kind: "none" });
      assert.equal(late.lines.at(-1)?.event, "automatic_not_needed");
    }
  });

  it("counts for the request that was asked for, while nobody else decides", async () => {
    const world = await waitingWorld();
    const { refusalFor, answer, authorize } = await received(world);
    const request = world.request();
    const refusal = (change: Partial<ApprovalRequest>) =>
      refusalFor({ ...request, ...change }, byFunction);
    const { automatic } = request;
    for (const change of [
      {},
      { attempt: attemptOf({ person: smallChanges }) },
      { status: "DECIDED" } as const,
    ]) {
      assert.equal(refusal(change), undefined);
    }
    for (const change of [
      { attempt: attemptOf() },
      { unconfirmed: true },
      { automatic: undefined },
      { automatic: { ...automatic!, decision: "ask" } } as const,
      { automatic: { ...automatic!, decision: "reject" } } as const,
    ]) {
      const { tell, ...refused } = refusal(change)!;
      assert.deepEqual(refused, {
        ...{ reason: "automatic_overtaken", level: "warn", isDoubtful: false },
      });
      // Nobody is told, and nothing is tried again for that.
      assert.equal(await tell(), true);
    }
    assert.equal(await answer({ kind: "request-unknown" }), true);
    assert.deepEqual(await authorize(), { allowed: true, settings: byFunction });
  });

  it("draws the message of each channel once, and none where that is done", async () => {
    const world = await waitingWorld();
    world.functions.answer = () => ({ decision: "ask", reason: "Code." });
    const shown = world.request().messages;
    const elsewhere = { channel: "pager", place: "p", id: "1", shows: "PENDING" } as const;
    const request = { ...world.request(), messages: [elsewhere, ...shown] };
    world.table.items.set(`${action}#${token}`, JSON.stringify(request));
    const drawn: string[] = [];
    const channels = [
      { name: "board", update: async () => void drawn.push("board") },
      { name: "slack", update: async ({ id }: { id: string }) => void drawn.push(id) },
    ];
    for (let times = 0; times < 2; times += 1) {
      const found = await read(world);
      assert.ok(found.kind === "touch");
      await found.bringUpToDate(channels as never);
      assert.deepEqual(drawn, [shown[0].id]);
      assert.equal(world.request().automatic?.shown, true);
    }
  });
});
