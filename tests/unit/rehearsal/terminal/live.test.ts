import * as assert from "node:assert/strict";
import type { Rehearsal } from "../../../../rehearsal/session";
import { runLive, type Live } from "../../../../rehearsal/terminal/live";
import { createNews, type News } from "../../../../rehearsal/terminal/activity-log";
import { waitUntilIdle } from "../../../../rehearsal/terminal/wait-until-idle";
import { plain } from "./support/plain";
import { newRehearsal } from "./support/rehearsal";
import { FakeKeys, FakeScreen, until } from "./support/terminals";

interface Shown {
  readonly rehearsal: Rehearsal;
  readonly input: FakeKeys;
  readonly output: FakeScreen;
  readonly news: News;
  readonly live: Live;
}

async function show(play: (shown: Shown) => Promise<void>): Promise<void> {
  const rehearsal = await newRehearsal();
  const input = new FakeKeys();
  const output = new FakeScreen();
  const news = createNews();
  await waitUntilIdle(rehearsal);
  const page = "http://127.0.0.1:4567/#key";
  const live = runLive(rehearsal, { input, output, colours: plain, news, page });
  try {
    await play({ rehearsal, input, output, news, live });
  } finally {
    live.stop();
    await rehearsal.close();
  }
}

describe("runLive", () => {
  it("draws at once and takes keys one by one", () =>
    show(async ({ input, output }) => {
      assert.match(output.text, /⏳ Approval: web \/ Check \/ qa/);
      assert.match(output.text, /Page: http:\/\/127\.0\.0\.1:4567\/#key\n/);
      assert.equal(input.raw, true);
    }));

  it("decides what was typed and draws the next gate", () =>
    show(async ({ input, output, rehearsal }) => {
      input.write("aOK\r");
      await until(() => rehearsal.engine.pending()[0]?.stageName === "Release");
      await until(() => output.text.includes("⏳ Approval: web / Release / manager"));
      const done = rehearsal.engine.actionExecutions("web").find((a) => a.actionName === "qa");
      assert.equal(done?.status, "Succeeded");
    }));

  it("shows news", () =>
    show(async ({ output, news }) => {
      news.tell("Something happened.");
      assert.match(output.text, /Something happened\./);
    }));

  it("prints commands whole, and the screen again below", () =>
    show(async ({ input, output }) => {
      input.write("c");
      await until(() => output.text.includes("# approve"));
      assert.match(
        output.text,
        /# reject\nAWS_[^\n]+"Rejected"[^\n]+\n# approve\nAWS_[^\n]+"Approved"/,
      );
      const after = output.text.slice(output.text.indexOf("# approve"));
      assert.match(after, /⏳ Approval: web/);
    }));

  it("draws anew on a cleared screen when the terminal changes its size", () =>
    show(async ({ output }) => {
      output.columns = 70;
      output.emit("resize");
      const after = output.text.slice(output.text.lastIndexOf("\u001b[2J\u001b[H"));
      assert.match(after, /⏳ Approval: web/);
    }));

  it("takes 80 columns and 24 rows where a terminal does not tell", () =>
    show(async ({ output }) => {
      output.columns = undefined;
      output.rows = undefined;
      output.text = "";
      output.emit("resize");
      const frame = output.text.slice(output.text.lastIndexOf("\u001b[H"));
      assert.ok(frame.split("\n").length <= 24);
      assert.match(frame, /⏳ Approval: web/);
    }));

  it("gives the terminal back when somebody quits", () =>
    show(async ({ input, live, rehearsal, output }) => {
      input.write("q");
      await live.ended;
      assert.equal(input.raw, false);
      assert.equal(input.isPaused(), true);
      assert.equal(input.listenerCount("keypress"), 0);
      assert.equal(output.listenerCount("resize"), 0);
      assert.equal(rehearsal.engine.listenerCount("changed"), 0);
    }));

  it("can be stopped twice", () =>
    show(async ({ live }) => {
      live.stop();
      live.stop();
      await live.ended;
    }));
});
