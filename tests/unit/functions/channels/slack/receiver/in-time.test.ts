/** Slack waits three seconds for everything together: what one service took, the next has not. */
import * as assert from "node:assert/strict";
import { blockActions, now, secret, viewSubmission } from "../../../support/slack-requests";
import { canary, fails, send, settingsOf, type WorldOptions } from "./support";

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

/** A world in which the credentials take their time, by the clock that the handler looks at. */
function slow(milliseconds: number, options: WorldOptions): WorldOptions {
  let at = now.getTime();
  const read = async () => {
    at += milliseconds;
    return { botToken: canary, signingSecret: secret };
  };
  return { ...options, clock: { now: () => new Date(at) }, credentials: { read } };
}

describe("the time of one request", () => {
  it("is shared by the credentials and the dialog", async () => {
    const told: string[] = [];
    const slack = {
      openView: () => never<void>(),
      postEphemeral: async ({ text }: { text: string }) => void told.push(text),
    };
    const { world, status } = await send(blockActions(), slow(2395, { slack }));
    assert.equal(status, 200);
    assert.match(world.logged.join(), /Opening the dialog took longer than 5 ms/);
    assert.match(told[0], /could not be opened/);
  });

  it("is shared by the credentials and the decision queue", async () => {
    const decisionQueue = { send: () => never<void>() };
    const { world, body } = await send(viewSubmission(), slow(2395, { decisionQueue }));
    assert.match(world.logged.join(), /Handing over took longer than 5 ms/);
    assert.match(body, /not certain/);
  });

  it("is shared by the credentials and the report of a press, which hangs no longer either", async () => {
    const decisionQueue = { send: () => never<void>() };
    const { world, status } = await send(blockActions(), slow(2395, { decisionQueue }));
    assert.equal(status, 200);
    assert.equal(world.views.length, 1);
    assert.match(world.logged.join(), /"press_not_queued".*Handing over took longer than 5 ms/);
  });

  it("is up where the credentials took all of it, and Slack is answered all the same", async () => {
    const { world, status } = await send(blockActions(), slow(3000, { gates: { read: never } }));
    assert.equal(status, 200);
    assert.match(world.logged.join(), /Opening the dialog took longer than 0 ms/);
  });

  it("ends where the members of a group do not come", async () => {
    const options = { membersOf: never, settings: settingsOf({ approverUserIds: [] }) };
    const { world, body } = await send(viewSubmission(), slow(2395, options));
    assert.match(body, /not certain/);
    assert.deepEqual(world.handed, []);
  });

  it("has a last word of its own, which hangs no longer than the rest", async () => {
    const slack = { openView: fails("down"), postEphemeral: () => never<void>() };
    assert.equal((await send(blockActions(), slow(2395, { slack }))).status, 200);
  });
});
