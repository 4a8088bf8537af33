import * as assert from "node:assert/strict";
import { update } from "../../../../functions/shared/update";
import type { ApprovalRequest } from "../../../../functions/domain/types";
import { requestOf } from "../domain/samples";
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
