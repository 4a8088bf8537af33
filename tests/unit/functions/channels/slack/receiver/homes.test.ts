/** Where Slack says that a person is at home: at the door, nothing else proves it. */
import * as assert from "node:assert/strict";
import { blockActions, viewSubmission } from "../../../support/slack-requests";
import { send } from "./support";

describe("a person who is at home in another workspace", () => {
  const homeless = (payload: any, change: object = { team_id: "T0SISTER01" }) => {
    payload.user = { ...payload.user, ...change };
    return payload;
  };

  it("gets a private answer to a button, and no dialog", async () => {
    const { world, status } = await send(homeless(blockActions()));
    assert.equal(status, 200);
    assert.deepEqual(world.views, []);
    assert.match(world.told[0].text, /at home in another workspace/);
    assert.equal(world.told[0].user, "U0ANN00001");
    // Answer and report run side by side, in either order, and neither opens a dialog.
    assert.deepEqual(world.asked.toSorted(), ["credentials", "decisionQueue", "postEphemeral"]);
  });

  it("gets an error in a dialog, and nothing is handed over", async () => {
    const { world, status, body } = await send(homeless(viewSubmission()));
    assert.equal(status, 200);
    assert.match(JSON.parse(body).errors.reason, /at home in another workspace/);
    assert.deepEqual(world.handed, []);
  });

  it("is refused as well where Slack does not say where it is: a button and a dialog", async () => {
    for (const team_id of [undefined, null]) {
      const pressed = await send(homeless(blockActions(), { team_id }));
      assert.deepEqual(pressed.world.views, []);
      assert.match(pressed.world.told[0].text, /^Slack does not say in which workspace/);
      const sent = await send(homeless(viewSubmission(), { team_id }));
      assert.match(JSON.parse(sent.body).errors.reason, /^Slack does not say in which workspace/);
      assert.deepEqual(sent.world.handed, []);
    }
  });

  it("is let through where the home is the organisation that Slack names", async () => {
    const enterprise = { id: "E0ORG00001" };
    const payload = homeless({ ...blockActions(), enterprise }, { team_id: enterprise.id });
    assert.equal((await send(payload)).world.views.length, 1);
  });
});
