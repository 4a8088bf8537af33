import * as assert from "node:assert/strict";
import { appNameIn, channelViews } from "../../../../../rehearsal/page/slack/channels";
import { call, channel, type Fixture, manifestOf, openFixture, section } from "../../slack/support";

describe("channelViews", () => {
  let fixture: Fixture;

  beforeEach(async () => (fixture = await openFixture()));
  afterEach(() => fixture.slack.close());

  const messages = () => channelViews(fixture.slack, "Approvals")[0].messages;
  const post = (text: string, more: object = {}) =>
    call(fixture.slack, "chat.postMessage", { channel, text, ...more });

  it("shows every channel, also the quiet ones", () => {
    assert.deepEqual(channelViews(fixture.slack, "Approvals"), [
      { id: "C0RELEASES", name: "releases", messages: [] },
      { id: "C0OTHER", name: "other", messages: [] },
    ]);
    assert.deepEqual(channelViews(undefined, "Approvals"), []);
  });

  it("shows who wrote what and when, oldest first", async () => {
    const { ts } = await post("Hello <@U0ANN>", { blocks: [section("*Hi*")] });
    fixture.clock.advance(60_000);
    fixture.slack.say("U0BOB", channel, "Fine");
    const [first, second] = messages();
    assert.deepEqual(first, {
      ts,
      at: "2026-11-23T08:00:00.000Z",
      author: "Approvals",
      text: "Hello @ann",
      blocks: [{ kind: "text", text: [{ text: "Hi", style: "bold" }], small: false }],
      edited: false,
    });
    assert.deepEqual(
      [second.author, second.text, second.at, second.blocks],
      ["bob", "Fine", "2026-11-23T08:01:00.000Z", []],
    );
  });

  it("marks what one person alone sees, and shows it once", async () => {
    await post("For all");
    const args = { channel, user: "U0BOB", text: "Psst" };
    await call(fixture.slack, "chat.postEphemeral", args);
    await post("For all again");
    assert.deepEqual(
      messages().map(({ text, onlyFor }) => [text, onlyFor]),
      [
        ["For all", undefined],
        ["Psst", "slack:U0BOB"],
        ["For all again", undefined],
      ],
    );
  });

  it("marks what was changed", async () => {
    const { ts } = await post("Open");
    await call(fixture.slack, "chat.update", { channel, ts, text: "Closed" });
    assert.deepEqual(
      messages().map(({ text, edited }) => [text, edited]),
      [["Closed", true]],
    );
  });

  it("shows the newest hundred", async () => {
    for (let n = 0; n < 101; n++) fixture.slack.say("U0ANN", channel, `${n}`);
    const shown = messages();
    assert.deepEqual([shown.length, shown[0].text, shown[99].text], [100, "1", "100"]);
  });
});

describe("appNameIn", () => {
  it("takes the name from the manifest that a program gives out", () => {
    assert.equal(appNameIn(manifestOf()), "Approvals");
    for (const none of [undefined, "", "{", "{}", 1]) assert.equal(appNameIn(none), "App");
  });
});
