import * as assert from "node:assert/strict";
import { MovableClock } from "../../../../rehearsal/clock";
import { openSlack } from "../../../../rehearsal/slack/slack";
import { call, channel, type Fixture, openFixture, request, start, workspace } from "./support";

describe("a Slack that fails", () => {
  let fixture: Fixture;
  beforeEach(async () => {
    fixture = await openFixture();
  });
  afterEach(() => fixture.slack.close());

  const method = "chat.postMessage";
  const post = () => call(fixture.slack, method, { channel, text: "Hello" });
  const shown = () => fixture.slack.messages(channel).length;

  it("answers with an error code once, and then again as before", async () => {
    fixture.slack.fail(method, "internal_error");
    assert.deepEqual(await post(), { ok: false, error: "internal_error" });
    assert.equal(shown(), 0);
    assert.equal((await post()).ok, true);
  });

  it("fails as often as it is told, and only in this method", async () => {
    fixture.slack.fail(method, "fatal_error", 2);
    assert.equal((await call(fixture.slack, "auth.test", {})).ok, true);
    const answers = [await post(), await post(), await post()];
    assert.deepEqual(
      answers.map(({ ok }) => ok),
      [false, false, true],
    );
  });

  it("is well again when it is healed", async () => {
    fixture.slack.fail(method, "internal_error", Infinity);
    assert.equal((await post()).ok, false);
    fixture.slack.heal();
    assert.equal((await post()).ok, true);
  });

  it("limits the rate with 429 and Retry-After", async () => {
    fixture.slack.fail(method, "ratelimited");
    const { status, retryAfter, body } = await request(fixture.slack, method);
    assert.deepEqual([status, retryAfter, body.error], [429, "1", "ratelimited"]);
  });

  it("answers with another status and nothing else", async () => {
    fixture.slack.fail(method, "http_503");
    const { status, body } = await request(fixture.slack, method);
    assert.deepEqual([status, body], [503, undefined]);
  });

  for (const [how, messages] of [
    ["timeout", 0],
    ["timeout-late", 1],
  ] as const) {
    it(`${how}: no answer comes, and ${messages} messages are there`, async () => {
      fixture.slack.fail(method, how);
      const posted = post();
      const failed = assert.rejects(posted);
      // Calls meanwhile are answered, and the first of them shows that the other was read.
      for (let calls = 0; calls < 1 || shown() < messages; calls += 1) {
        await call(fixture.slack, "auth.test", {});
      }
      await fixture.slack.close();
      await failed;
      assert.equal(shown(), messages);
      fixture = await openFixture();
    });
  }

  it("has no fault for a method that it does not have", () => {
    assert.throws(() => fixture.slack.fail("chat.post", "x"), /has no method chat\.post: it has /);
  });

  it("knows no token before the app is installed, and has nowhere to send clicks", async () => {
    const clock = new MovableClock(() => start.getTime());
    const deliver = async () => ({ status: 200, body: "" });
    const slack = await openSlack({ workspace, clock, deliver });
    const { error } = await call(slack, method, { channel, text: "Hello" });
    await slack.close();
    assert.equal(error, "invalid_auth");
    assert.equal(slack.interactivityUrl(), undefined);
  });
});
