import * as assert from "node:assert/strict";
import { syncMessages } from "../../../../functions/shared/sync-messages";
import { update } from "../../../../functions/shared/update";
import { recordRendered } from "../../../../functions/domain/messages";
import type { ApprovalRequest } from "../../../../functions/domain/types";
import { requestOf, settings } from "../domain/samples";
import { World } from "../support/world";

const bump = (request: ApprovalRequest): ApprovalRequest => ({
  ...request,
  version: request.version + 1,
});

describe("update", () => {
  it("saves what the change makes, and saves nothing where there is nothing to do", async () => {
    const world = new World();
    await world.table.create(requestOf());
    const requests = world.ports().requests;
    assert.equal((await update(requests, requestOf(), bump)).version, 2);
    assert.equal((await update(requests, requestOf(), () => undefined)).version, 1);
    assert.equal(world.count("requests.save"), 1);
  });

  it("changes the newer request where somebody else was quicker", async () => {
    const world = new World();
    await world.table.create(requestOf({ version: 5 }));
    assert.equal((await update(world.table, requestOf(), bump)).version, 6);
  });

  it("gives up after ten conflicts", async () => {
    const { table } = new World();
    await table.create(requestOf());
    let saves = 0;
    table.save = async () => {
      saves += 1;
      return "conflict";
    };
    await assert.rejects(update(table, requestOf(), bump), /10 times in a row/);
    assert.equal(saves, 10);
  });

  it("throws where the request is gone", async () => {
    await assert.rejects(update(new World().table, requestOf(), bump), /not in the table any more/);
  });
});

describe("announce", () => {
  const twice = requestOf({
    status: "EXPIRED",
    outcome: { at: "2026-11-29T21:00:00.000Z" },
    messages: [
      { channel: "C0RELEASES", ts: "1.1", shows: "PENDING" },
      { channel: "C0RELEASES", ts: "2.2", shows: "PENDING" },
    ],
  });

  it("updates every message of a request that has ended", async () => {
    const world = new World();
    await world.table.create(twice);
    await syncMessages(twice, settings, world.ports());
    assert.ok(world.request().messages.every(({ shows }) => shows === "EXPIRED"));
  });

  it("leaves an open request alone", async () => {
    const world = new World();
    const { messages } = twice;
    for (const status of ["PENDING", "DECIDING"] as const) {
      await syncMessages(requestOf({ status, messages }), settings, world.ports());
    }
    assert.deepEqual(world.calls, []);
  });

  it("does not record twice what another run has recorded", async () => {
    const world = new World();
    await world.table.create(twice);
    const done = { ...twice.messages.reduce(recordRendered, twice), version: 2 };
    await world.table.save(done);
    const result = await syncMessages(twice, settings, world.ports());
    assert.equal(result.version, 2);
  });

  it("throws what is no answer of Slack", async () => {
    const world = new World();
    await world.table.create(twice);
    world.faults.push({ call: "slack.updateMessage", error: new TypeError("broken") });
    await assert.rejects(syncMessages(twice, settings, world.ports()), TypeError);
  });
});
