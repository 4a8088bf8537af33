import * as assert from "node:assert/strict";
import { carryOut } from "../../../../rehearsal/page/commands";
import { FaultBoard } from "../../../../rehearsal/page/faults";
import type { CommandResult, Command } from "../../../../rehearsal/page/types";
import type { Rehearsal } from "../../../../rehearsal/session";
import { call, channel, type Fixture, openFixture, opening, postButtons } from "../slack/support";

const trouble = "Slack says: We had some trouble connecting. Try again?";

describe("carryOut in Slack", () => {
  let fixture: Fixture;
  let place: { channel: string; ts: string };
  let rehearsal: Rehearsal;

  const ask = (question: Command): Promise<CommandResult> =>
    carryOut(rehearsal, question, new FaultBoard(rehearsal));
  const click = (as = "slack:U0ANN", actionId = "a"): Promise<CommandResult> =>
    ask({ kind: "click", as, ...place, actionId });
  const submit = (viewId: string, reason: string, as = "slack:U0ANN"): Promise<CommandResult> =>
    ask({ kind: "submit", as, viewId, values: { reason } });
  const opened = async (): Promise<string> => (await click()).dialog!.viewId;

  beforeEach(async () => {
    fixture = await openFixture();
    place = await postButtons(fixture.slack);
    const functions = { idle: async () => undefined };
    rehearsal = { slack: fixture.slack, account: { functions } } as unknown as Rehearsal;
    fixture.app = opening(fixture);
  });
  afterEach(() => fixture.slack.close());

  it("answers a click with the dialog that it opened", async () => {
    const { ok, message, dialog } = await click();
    assert.deepEqual([ok, message], [true, undefined]);
    assert.equal(dialog?.title, "Reject");
    assert.deepEqual(
      dialog?.inputs.map(({ blockId }) => blockId),
      ["reason"],
    );
    assert.ok(!JSON.stringify(dialog).includes("secret of the app"));
  });

  it("tells what the app says in private to who pressed, and to nobody else", async () => {
    fixture.app = async () => {
      for (const user of ["U0ANN", "U0BOB"]) {
        const text = `<@${user}>, you may *not* decide.`;
        await call(fixture.slack, "chat.postEphemeral", { channel, user, text });
      }
      return { status: 200, body: "" };
    };
    assert.deepEqual(await click(), { ok: true, reply: "@ann, you may not decide." });
    assert.deepEqual(await click("slack:U0BOB"), { ok: true, reply: "@bob, you may not decide." });
  });

  it("sends the dialog, which is closed then", async () => {
    const viewId = await opened();
    fixture.app = async () => ({ status: 200, body: "" });
    assert.deepEqual(await submit(viewId, "No."), { ok: true });
    const again = await submit(viewId, "No.");
    assert.deepEqual(again, { ok: false, message: `U0ANN has no dialog ${viewId} open.` });
  });

  it("tells what the window says of a value, and what the app says", async () => {
    const viewId = await opened();
    assert.deepEqual(await submit(viewId, ""), {
      ok: false,
      errors: { reason: "Please complete this required field." },
    });
    const errors = { reason: "Say more." };
    const body = JSON.stringify({ response_action: "errors", errors });
    fixture.app = async () => ({ status: 200, body });
    assert.deepEqual(await submit(viewId, "No."), { ok: false, errors });
  });

  it("tells of an app that does not answer as it should", async () => {
    const viewId = await opened();
    fixture.app = async () => ({ status: 500, body: "" });
    assert.deepEqual(await click(), { ok: false, message: trouble });
    assert.deepEqual(await submit(viewId, "No."), { ok: false, message: trouble });
  });

  it("lets nobody send the dialog of somebody else", async () => {
    const viewId = await opened();
    assert.deepEqual(await submit(viewId, "No.", "slack:U0BOB"), {
      ok: false,
      message: `U0BOB has no dialog ${viewId} open.`,
    });
  });

  it("lets nobody click who is not in the workspace, or what is not there", async () => {
    const refusals = [
      [await click("slack:U0EVE"), /no user U0EVE/],
      [await click("slack:__proto__"), /no user __proto__/],
      [
        await click("iam:manager"),
        /^Only a Slack user presses buttons in Slack, got: "iam:manager"/,
      ],
      [await click("slack:U0ANN", "c"), /has no button c/],
      [
        await ask({ kind: "click", as: "slack:U0ANN", channel: "C0", ts: "1.1", actionId: "a" }),
        /sees no message 1\.1 in the channel C0/,
      ],
    ] as const;
    for (const [{ ok, message }, expected] of refusals) {
      assert.equal(ok, false);
      assert.match(message!, expected);
    }
    assert.deepEqual(fixture.slack.requests(), []);
  });

  it("lets nobody see what another person was told alone", async () => {
    const args = { channel, user: "U0BOB", text: "Psst", blocks: [] };
    const { message_ts: ts } = await call(fixture.slack, "chat.postEphemeral", args);
    const question = { kind: "click", as: "slack:U0ANN", channel, ts, actionId: "a" } as const;
    assert.match((await ask(question)).message!, /U0ANN sees no message/);
  });
});
