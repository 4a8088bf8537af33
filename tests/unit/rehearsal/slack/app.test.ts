import * as assert from "node:assert/strict";
import { verifySignature } from "../../../../functions/channels/slack/signature";
import { App } from "../../../../rehearsal/slack/app";
import { MovableClock } from "../../../../rehearsal/clock";
import { manifestOf, openFixture, requestUrl, start, workspace } from "./support";

const newApp = (): App => new App(workspace, new MovableClock(() => start.getTime()));

describe("the Slack app", () => {
  it("has credentials of its own in each run", () => {
    const [one, two] = [newApp().credentials(), newApp().credentials()];
    assert.match(one.botToken, /^xoxb-[0-9a-f]{48}$/);
    assert.match(one.signingSecret, /^[0-9a-f]{32}$/);
    assert.notEqual(one.botToken, two.botToken);
    assert.notEqual(one.signingSecret, two.signingSecret);
    assert.equal("previousSigningSecret" in one, false);
  });

  it("keeps the secret before a rotation", () => {
    const app = newApp();
    const before = app.credentials();
    app.rotate(true);
    const after = app.credentials();
    assert.equal(after.previousSigningSecret, before.signingSecret);
    assert.notEqual(after.signingSecret, before.signingSecret);
    assert.equal(after.botToken, before.botToken);
  });

  it("forgets the secret before a rotation where nobody keeps it", () => {
    const app = newApp();
    app.rotate(true);
    app.rotate(false);
    assert.equal("previousSigningSecret" in app.credentials(), false);
  });

  it("signs as the run time verifies, with the newest secret and by the clock", async () => {
    const { slack } = await openFixture();
    slack.rotate();
    const headers = Object.fromEntries(slack.sign("payload=%7B%7D"));
    await slack.close();
    const { signingSecret, previousSigningSecret } = slack.credentials();
    const signed = (secret: string) =>
      verifySignature({
        body: Buffer.from("payload=%7B%7D"),
        timestamp: headers["X-Slack-Request-Timestamp"],
        signature: headers["X-Slack-Signature"],
        secrets: [secret],
      });
    assert.equal(headers["X-Slack-Request-Timestamp"], String(start.getTime() / 1000));
    assert.equal(headers["Content-Type"], "application/x-www-form-urlencoded");
    assert.deepEqual([signed(signingSecret), signed(previousSigningSecret!)], [true, false]);
  });

  it("signs for another time where it is asked to", () => {
    const headers = Object.fromEntries(newApp().sign("x", new Date(1_700_000_000_999)));
    assert.equal(headers["X-Slack-Request-Timestamp"], "1700000000");
  });

  it("takes name, scopes and address from the manifest", () => {
    const app = newApp();
    assert.equal(app.installed, undefined);
    app.install(manifestOf(["chat:write"]));
    assert.deepEqual(app.installed, { name: "Approvals", scopes: ["chat:write"], requestUrl });
  });

  it("has no address where interactivity is off, and no scope where none is asked for", () => {
    const app = newApp();
    app.install(JSON.stringify({ display_information: { name: "A" } }));
    assert.deepEqual(app.installed, { name: "A", scopes: [] });
  });

  const manifest = JSON.parse(manifestOf());
  const wrong: [change: object, message: string][] = [
    [{ display_information: {} }, "`display_information.name` must be 1 to 35 characters"],
    [{ display_information: { name: "x".repeat(36) } }, "`display_information.name` must be"],
    [
      { display_information: { name: "x", description: "y".repeat(141) } },
      "`display_information.description` must be at most 140 characters",
    ],
    [{ oauth_config: { scopes: { bot: "chat:write" } } }, "`oauth_config.scopes.bot` must be a"],
    [{ oauth_config: { scopes: { bot: [1] } } }, "`oauth_config.scopes.bot` must be a list"],
    [{ features: {} }, "`features.bot_user.display_name` must be 1 to 80 characters"],
    [
      { settings: { interactivity: { is_enabled: true, request_url: "http://x.org/" } } },
      '`settings.interactivity.request_url` must be an https URL, got: "http://x.org/".',
    ],
    [{ settings: { interactivity: { is_enabled: true } } }, "`settings.interactivity.request_url`"],
  ];
  for (const [change, message] of wrong) {
    it(`is not created where ${message.split(" must")[0]} is ${JSON.stringify(change).slice(0, 60)}`, () => {
      assert.throws(
        () => newApp().install(JSON.stringify({ ...manifest, ...change })),
        (error: Error) => error.message.startsWith(`Slack takes no such manifest: ${message}`),
      );
    });
  }

  it("takes names at their limits", () => {
    const display_information = { name: "x".repeat(35), description: "y".repeat(140) };
    const app = newApp();
    app.install(JSON.stringify({ ...manifest, display_information }));
    assert.equal(app.installed?.name.length, 35);
  });

  it("is not created from what is not JSON", () => {
    assert.throws(() => newApp().install("name: x"), /takes no such manifest: it is not JSON/);
  });
});
