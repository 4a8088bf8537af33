import * as assert from "node:assert/strict";
import { readInteraction } from "../../../../functions/channels/slack/interaction";
import { verifySignature } from "../../../../functions/channels/slack/signature";
import { buttonValue } from "../../../../functions/channels/slack/views/button";
import { trouble } from "../../../../rehearsal/slack/answers";
import {
  button,
  call,
  channel,
  type Fixture,
  manifestOf,
  modal,
  openFixture,
  opening,
  payloadOf,
  postButtons,
  requestUrl,
  section,
} from "./support";

describe("a click in the local Slack", () => {
  let fixture: Fixture;
  let message: { channel: string; ts: string };
  beforeEach(async () => {
    fixture = await openFixture();
    message = await postButtons(fixture.slack);
  });
  afterEach(() => fixture.slack.close());

  const click = (actionId = "a", user = "U0ANN") => fixture.slack.click(user, message, actionId);

  it("reaches the app, signed and as a form", async () => {
    assert.deepEqual(await click(), { status: 200 });
    const [{ url, headers, body }] = fixture.slack.requests();
    const header = Object.fromEntries(headers);
    assert.equal(url, requestUrl);
    assert.equal(fixture.slack.interactivityUrl(), requestUrl);
    assert.match(body, /^payload=%7B%22type%22%3A%22block_actions%22/);
    const signed = verifySignature({
      body: Buffer.from(body),
      timestamp: header["X-Slack-Request-Timestamp"],
      signature: header["X-Slack-Signature"],
      secrets: [fixture.slack.credentials().signingSecret],
    });
    assert.equal(signed, true);
  });

  it("is delivered as it is kept", async () => {
    const got: unknown[] = [];
    fixture.app = async (url, request) => {
      got.push({ url, ...request, body: request.body.toString() });
      return { status: 200, body: "" };
    };
    await click();
    const [sent] = fixture.slack.requests();
    assert.deepEqual(got, [{ ...sent, method: "POST" }]);
  });

  it("has Slack's fields", async () => {
    await click();
    const payload = payloadOf(fixture.slack.requests()[0].body);
    const { trigger_id: trigger, token, response_url: answer, actions, ...rest } = payload;
    const [{ ts, text, blocks }] = fixture.slack.messages(channel);
    assert.match(trigger, /^\d+\.\d+\.[0-9a-f]{32}$/);
    assert.match(token, /^[0-9a-f]{24}$/);
    assert.match(answer, /^https:\/\/hooks\.slack\.com\/actions\/T0MARKET\//);
    const { bot_id: _, ...shown } = rest.message;
    const app = { app_id: "A0APPROVAL", team: "T0MARKET" };
    assert.deepEqual(shown, { type: "message", ts, text, blocks, ...app });
    assert.deepEqual(
      { ...rest, message: undefined },
      {
        type: "block_actions",
        user: { id: "U0ANN", username: "ann", name: "ann", team_id: "T0MARKET" },
        api_app_id: "A0APPROVAL",
        container: { type: "message", message_ts: ts, channel_id: channel, is_ephemeral: false },
        team: { id: "T0MARKET", domain: "rehearsal" },
        enterprise: null,
        is_enterprise_install: false,
        channel: { id: channel, name: "releases" },
        state: { values: {} },
        message: undefined,
      },
    );
    const pressed = { ...button("a", { style: "primary" }), block_id: blocks[0].block_id };
    assert.deepEqual(actions, [{ ...pressed, action_ts: "1795420800.000000" }]);
  });

  it("is what the run time reads", async () => {
    const target = { action: "p/s/a" as const, token: "01234567-89ab-cdef-0123-456789abcdef" };
    const elements = [button("approve", { value: buttonValue(target) })];
    const blocks = [{ type: "actions", elements }];
    const { ts } = await call(fixture.slack, "chat.postMessage", { channel, blocks });
    await fixture.slack.click("U0BOB", { channel, ts }, "approve");
    const interaction = readInteraction(fixture.slack.requests()[0].body);
    assert.equal(interaction.kind, "open-dialog");
    const { triggerId: _, ...read } = interaction as any;
    assert.deepEqual(read, {
      ...{ kind: "open-dialog", result: "Approved", ...target, channel, messageTs: ts },
      ...{
        teamId: "T0MARKET",
        appId: "A0APPROVAL",
        homeId: "T0MARKET",
        person: { channel: "slack", id: "U0BOB", displayName: "bob" },
      },
    });
  });

  it("finds a button beside a section", async () => {
    const blocks = [{ ...section("x"), accessory: button("side") }];
    const { ts } = await call(fixture.slack, "chat.postMessage", { channel, blocks });
    assert.equal((await fixture.slack.click("U0BOB", { channel, ts }, "side")).status, 200);
  });

  it("opens a page too where the button has one", async () => {
    assert.deepEqual(await click("open"), { status: 200, opened: "https://example.com/" });
    assert.equal(fixture.slack.requests().length, 1);
  });

  it("tells of the dialog that the app opened meanwhile", async () => {
    fixture.app = opening(fixture);
    const { status, viewId } = await click();
    assert.equal(status, 200);
    assert.equal(fixture.slack.view(viewId!).title.text, "Reject");
  });

  it("reaches an ephemeral message's buttons for the one who sees it", async () => {
    const blocks = [{ type: "actions", elements: [button("a")] }];
    const told = { channel, user: "U0ANN", blocks };
    const { message_ts: ts } = await call(fixture.slack, "chat.postEphemeral", told);
    await fixture.slack.click("U0ANN", { channel, ts }, "a");
    const payload = payloadOf(fixture.slack.requests()[0].body);
    assert.deepEqual([payload.container.is_ephemeral, payload.message], [true, undefined]);
    await assert.rejects(
      fixture.slack.click("U0BOB", { channel, ts }, "a"),
      /U0BOB sees no message/,
    );
  });

  it("can come from a window that shows the message as it was", async () => {
    const [shown] = fixture.slack.messages(channel);
    await call(fixture.slack, "chat.update", { ...message, text: "Done" });
    await assert.rejects(click(), /has no button a\./);
    await fixture.slack.click("U0ANN", message, "a", { shown });
    assert.equal(payloadOf(fixture.slack.requests()[0].body).message.text, "Decide");
  });

  for (const status of [199, 300, 403, 500]) {
    it(`shows trouble where the app answers ${status}`, async () => {
      fixture.app = async () => ({ status, body: "" });
      assert.deepEqual(await click(), { status, trouble });
    });
  }

  it("takes any 2xx for an answer", async () => {
    fixture.app = async () => ({ status: 204, body: "" });
    assert.deepEqual(await click(), { status: 204 });
  });

  it("shows trouble where the app cannot be reached", async () => {
    fixture.app = async () => Promise.reject(new Error("no route"));
    assert.deepEqual(await click(), { status: 0, trouble });
  });

  it("waits for three seconds and no longer", async () => {
    let answer: (value: { status: number; body: string }) => void = () => undefined;
    fixture.app = () => new Promise((resolve) => (answer = resolve));
    const late = click();
    fixture.clock.advance(3000);
    assert.deepEqual(await late, { status: 0, trouble });
    const early = click();
    fixture.clock.advance(2999);
    answer({ status: 200, body: "" });
    assert.deepEqual(await early, { status: 200 });
  });

  it("is impossible where there is no user, message, button or app", async () => {
    await assert.rejects(click("a", "U0EVE"), /There is no user U0EVE/);
    await assert.rejects(click("b"), /has no button b\./);
    const elsewhere = { ...message, channel: "C0OTHER" };
    await assert.rejects(fixture.slack.click("U0ANN", elsewhere, "a"), /U0ANN sees no message/);
    const { settings: _, ...manifest } = JSON.parse(manifestOf());
    fixture.slack.install(JSON.stringify(manifest));
    await assert.rejects(click(), /nowhere to send a click/);
    assert.deepEqual(fixture.slack.requests(), []);
  });

  it("nor can nobody, or somebody in no channel, say a word", () => {
    assert.throws(() => fixture.slack.say("U0EVE", channel, "Hi"), /There is no user U0EVE/);
    assert.throws(() => fixture.slack.say("U0ANN", "C0ELSE", "Hi"), /There is no channel C0ELSE/);
  });
});

describe("views.open in the local Slack", () => {
  let fixture: Fixture;
  beforeEach(async () => {
    fixture = await openFixture();
  });
  afterEach(() => fixture.slack.close());

  async function newTrigger(): Promise<string> {
    await fixture.slack.click("U0ANN", await postButtons(fixture.slack), "a");
    return payloadOf(fixture.slack.requests().at(-1)!.body).trigger_id;
  }
  const open = async (trigger_id: unknown, view: unknown = modal()) =>
    call(fixture.slack, "views.open", { trigger_id, view });

  it("answers with the view as it is shown", async () => {
    const { ok, view } = await open(await newTrigger());
    assert.equal(ok, true);
    assert.match(view.id, /^V0[0-9A-F]{10}$/);
    assert.deepEqual([view.state, view.root_view_id], [{ values: {} }, view.id]);
    assert.deepEqual([view.team_id, view.app_id], ["T0MARKET", "A0APPROVAL"]);
    assert.deepEqual(view, fixture.slack.view(view.id));
  });

  it("takes the view as JSON", async () => {
    const { view } = await open(await newTrigger(), JSON.stringify(modal()));
    assert.equal(view.callback_id, "decision");
    assert.equal((await open(await newTrigger(), "{")).error, "invalid_arguments");
  });

  it("takes a trigger once", async () => {
    const trigger = await newTrigger();
    await open(trigger);
    assert.equal((await open(trigger)).error, "exchanged_trigger_id");
  });

  it("takes a trigger for three seconds", async () => {
    const [one, two] = [await newTrigger(), await newTrigger()];
    fixture.clock.advance(3000);
    assert.equal((await open(one)).ok, true);
    fixture.clock.advance(1);
    assert.equal((await open(two)).error, "expired_trigger_id");
  });

  it("knows no trigger but those of clicks", async () => {
    assert.equal((await open("1.2.3")).error, "invalid_trigger_id");
  });

  it("names what is missing", async () => {
    const { error, errors } = await open(undefined, undefined);
    assert.equal(error, "invalid_arguments");
    assert.deepEqual(errors, ["[ERROR] missing required field: trigger_id"]);
    const without = await call(fixture.slack, "views.open", {});
    assert.equal(without.errors.length, 2);
  });
});
