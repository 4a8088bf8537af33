/** A request of a gate that decides by itself, and what Lambda does with what is handed over. */
import type { AutomaticGate } from "../../../../../functions/domain/automatic/actor";
import { byFunction } from "../../domain/automatic/samples";
import { settings, token } from "../../domain/samples";
import { release } from "../../support/fakes-automatic";
import { type Crash, expires, World } from "../../support/world";
import { sns } from "../../support/world-events";

export const { action } = settings;

export const handOver = { version: 1, channel: "automatic", action, token };

/** What the hub's bus says when a request begins. */
export const requested = {
  source: "codepipeline-approvals",
  "detail-type": "Requested",
  detail: {
    request: { pipelineName: "orders", stageName: "production", actionName: "approve" },
  },
};

/** A request that waits, is shown in Slack, and of which nobody was asked yet. */
export async function waitingWorld(gate: AutomaticGate = byFunction): Promise<World> {
  const world = new World();
  world.gates.set(gate.action, gate);
  world.release = release;
  world.pipelines.wait(token, expires);
  await world.notify(sns({}));
  return world;
}

/** As Lambda tries an event: three times in all, with a minute and two between. */
export async function retried(
  world: World,
  run: (crash?: Crash) => Promise<void>,
  crash?: Crash,
): Promise<void> {
  for (const [tried, at] of [crash, undefined, undefined].entries()) {
    try {
      return await run(at);
    } catch {
      world.clock.advance(60 * (tried + 1));
    }
  }
}

/** What waits for the decider is carried out. */
export async function carryOut(world: World): Promise<void> {
  for (let event = world.handedOver.shift(); event; event = world.handedOver.shift()) {
    const handed = event;
    await retried(world, (crash) => world.decide(handed, crash));
  }
}

/** What was decided, and in which session. */
export const decisions = (world: World): string[] =>
  world.pipelines.decisions.map(({ result, by }) => `${result} ${by.split("/").at(-1)}`);

export const approved = "Approved automatic-small.changes-small-changes";
export const rejected = "Rejected automatic-small.changes-small-changes";
