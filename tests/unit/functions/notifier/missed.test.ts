/** What waits in CodePipeline and is shown to nobody, as sweep has the notifier look for it. */
import * as assert from "node:assert/strict";
import { missed, type MissedPorts } from "../../../../functions/notifier/missed";
import { sweepOf } from "../../../../functions/domain/sweep-event";
import type { ApprovalRequest, GateSettings } from "../../../../functions/domain/types";
import { now, requestOf, settings, token } from "../domain/samples";
import { expires, World } from "../support/world";
import { shownWorld, sns } from "../support/world-events";

const { action } = settings;
const swept = sweepOf([action]);
const before = (minutes: number): string =>
  new Date(now.getTime() - minutes * 60_000).toISOString();

interface Found {
  readonly gate?: GateSettings;
  readonly waits?: number;
  readonly known?: ApprovalRequest;
  readonly shown?: boolean;
}

/** What is found where the action waits for so many minutes, and the table knows this. */
function found({ gate = settings, waits = 20, known, shown = false }: Found = {}) {
  const ports: MissedPorts = {
    gates: { read: async (key) => (key === action ? gate : undefined) },
    requests: { read: async () => known } as never,
    pipelines: {
      waiting: async (_settings, names) =>
        names.actionName === "approve" && waits > 0 ? { token, since: before(waits) } : undefined,
    },
    clock: { now: () => now },
    isShown: () => shown,
  };
  return missed(action, ports);
}

describe("missed", () => {
  it("words a request of which the table knows nothing, with the Region of the gate's topic", async () => {
    assert.deepEqual(await found(), {
      isKept: false,
      settings,
      notification: {
        ...{ action, token, region: "eu-west-1" },
        ...{ pipelineName: "orders", stageName: "production", actionName: "approve" },
        expires: new Date(Date.parse(before(20)) + 7 * 86_400_000).toISOString(),
      },
    });
  });

  it("has a request expire as many minutes after it began to wait as the gate says", async () => {
    const gate = { ...settings, timeoutInMinutes: 600 };
    const { notification } = (await found({ gate, waits: 30 }))!;
    assert.equal(notification.expires, before(30 - 600));
  });

  it("finds what has waited for ten minutes, in which its notification may be on its way", async () => {
    assert.equal(await found({ waits: 10 - 1 / 60_000 }), undefined);
    assert.notEqual(await found({ waits: 10 }), undefined);
  });

  it("finds an open request that the table keeps and nobody sees, as it is kept", async () => {
    const known = requestOf({ customData: "Load test passed" });
    assert.deepEqual(await found({ known }), { isKept: true, settings, notification: known });
  });

  it("finds nothing where people see the request, or where it has ended", async () => {
    assert.equal(await found({ known: requestOf(), shown: true }), undefined);
    for (const shown of [true, false]) {
      assert.equal(await found({ known: requestOf({ status: "DECIDED" }), shown }), undefined);
    }
  });

  it("finds nothing where nothing waits, and where no gate has the action", async () => {
    assert.equal(await found({ waits: 0 }), undefined);
    const nobody = { read: async () => undefined };
    const pipelines = { waiting: async () => assert.fail("CodePipeline was asked") };
    const clock = { now: () => now };
    const ports = { gates: nobody, requests: {} as never, pipelines, clock, isShown: () => false };
    assert.equal(await missed(action, ports), undefined);
  });
});

const warned = ({ lines }: World) =>
  lines.filter(({ level }) => level === "warn").map(({ event, fields }) => ({ event, ...fields }));

describe("The notifier, at a swept action,", () => {
  it("says that a notification is missing where nobody was told of the request", async () => {
    const world = new World();
    world.pipelines.wait(token, expires);
    world.clock.advance(1200);
    await world.notify(swept as never);
    assert.deepEqual(warned(world), [{ event: "notification_missed", action, token }]);
    assert.equal(world.request().messages.length, 1);
  });

  it("says that a request is not shown where the table has it, and shows it", async () => {
    const world = new World();
    world.pipelines.wait(token, expires);
    const error = new Error("down");
    world.faults.push({ call: "slack.postMessage", error });
    await assert.rejects(world.notify(sns({})));
    world.clock.advance(1200);
    await world.notify(swept as never);
    assert.deepEqual(warned(world), [{ event: "request_not_shown", action, token }]);
    assert.equal(world.request().messages.length, 1);
  });

  it("learns nothing from its own wording: the notification may still come, and is read once", async () => {
    const world = new World();
    world.pipelines.wait(token, expires);
    world.clock.advance(1200);
    world.faults.push({ call: "slack.postMessage", error: new Error("down") });
    await world.notify(swept as never);
    assert.deepEqual(world.request().messages, []);
    world.clock.advance(1200);
    await world.notify(swept as never);
    assert.deepEqual([world.request().messages.length, world.request().unnotified], [1, true]);
  });

  it("does nothing and logs nothing where nothing waits, or where people see what waits", async () => {
    const world = await shownWorld();
    world.clock.advance(1200);
    world.lines.length = 0;
    const { version } = world.request();
    await world.notify(swept as never);
    world.pipelines.runs.clear();
    await world.notify(swept as never);
    assert.deepEqual([world.lines, world.request().version], [[], version]);
  });
});
