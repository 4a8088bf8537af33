import * as assert from "node:assert/strict";
import type { Dialogue } from "../../../../rehearsal/terminal/dialogue";
import { press, start } from "../../../../rehearsal/terminal/keys";
import { screen } from "../../../../rehearsal/terminal/screen";
import { columns } from "../../../../rehearsal/terminal/text";
import type { Scene } from "../../../../rehearsal/terminal/scene";
import { approval, ladder, plain, scene } from "./support/plain";

const url = "http://127.0.0.1:4566";

function draw(options: {
  width?: number;
  rows?: number;
  at?: Scene;
  dialogue?: Dialogue;
  news?: string[];
  page?: string;
}) {
  const { width = 100, rows = 60, at = scene(), dialogue = start, news = [], page } = options;
  return screen(at, dialogue, news, { width, rows, colours: plain, folder: "/run", url, page });
}

const after = (...keys: string[]) =>
  keys.reduce((dialogue, key) => press(dialogue, { sequence: key }, scene()).dialogue, start);

describe("screen", () => {
  it("shows time, endpoint, picture, approval and keys", () => {
    const lines = draw({});
    assert.match(lines[0], /^2026-11-22 21:00 UTC {2}http:\/\/127\.0\.0\.1:4566 /);
    assert.equal(lines[1], "web SUPERSEDED");
    assert.ok(lines.some((line) => line.startsWith("⏳ Approval: web / Release / manager")));
    assert.match(lines.at(-2)!, /^a approve {2}r reject {2}p person/);
  });

  it("shows the link to the page on top, whole or not at all", () => {
    const page = "http://127.0.0.1:4567/#AbCdEfGhIjKlMnOpQrStUv";
    const lines = draw({ page });
    assert.equal(lines[0], `Page: ${page}`);
    assert.match(lines[1], /^2026-11-22 21:00 UTC/);
    assert.equal(draw({ page, width: 51 })[0], `Page: ${page}`);
    assert.ok(!draw({ page, width: 50 }).join("\n").includes("Page"));
    assert.equal(draw({ page, rows: 24 }).length <= 24, true);
  });

  it("names only keys that do something now", () => {
    const idle = scene({ approvals: [], running: [], failed: [], actions: [] });
    assert.equal(draw({ at: idle }).at(-1), "t move clock  n new commit  q quit");
  });

  it("names the numbers where several approvals are pending", () => {
    const keys = (count: number) =>
      draw({ at: scene({ approvals: Array(count).fill(approval()) }), width: 200 }).at(-1)!;
    assert.doesNotMatch(keys(1), /pick approval/);
    assert.match(keys(2), /1\.\.2 pick approval/);
    assert.match(keys(12), /1\.\.9 pick approval/);
  });

  it("says what happens while nobody is needed", () => {
    const text = (at: Partial<Scene>) => draw({ at: scene({ approvals: [], ...at }) }).join("\n");
    assert.match(text({}), /Running; nothing waits for a person\./);
    const ended = { ...ladder, executions: [{ id: "1", state: "Failed" as const }] };
    const unstarted = { ...ladder, executions: [] };
    assert.match(
      text({ running: [], pipelines: [ended, unstarted] }),
      /Nothing runs\. Last execution: failed, not started\./,
    );
  });

  it("shows the newest news, and long ones on several lines", () => {
    const news = Array.from({ length: 30 }, (_, n) => `news ${n}`);
    const text = draw({ news: [...news, "word ".repeat(30)] }).join("\n");
    assert.match(text, /news 29\n {2}word/);
    assert.match(text, /\n {4}word/);
    assert.doesNotMatch(text, /news 1\n/);
  });

  it("asks for a reason and says what it is for", () => {
    const lines = draw({ dialogue: after("r", "N", "o") });
    assert.ok(lines.includes("Reject as manager. Reason (required):"));
    assert.ok(lines.includes("  No▏"));
    assert.equal(lines.at(-1), "enter to send, esc to leave, 510 characters left");
    assert.ok(
      draw({ dialogue: after("a") }).includes("Approve as manager. Reason (may be empty):"),
    );
  });

  it("shows the end of a long reason", () => {
    const dialogue = after("r", ..."abcdefghij".repeat(30), "Z");
    assert.ok(draw({ dialogue, width: 60 }).some((line) => line.endsWith("Z▏")));
  });

  it("shows a list with its cursor", () => {
    const lines = draw({ dialogue: after("f") });
    assert.deepEqual(lines.slice(-4), [
      "From its next run on, let this action",
      "❯ 1 build: fail",
      "  2 smoke: succeed again",
      "a number, or ↑ ↓ and enter; esc to leave",
    ]);
  });

  it("shows hints", () => {
    const dialogue = { ...start, hint: "No approval is pending." };
    assert.ok(draw({ dialogue }).includes("No approval is pending."));
  });

  it("draws boxes where there is room and one line a stage where there is not", () => {
    assert.ok(draw({ rows: 60 }).some((line) => line.includes("╔═ ⏳ ApproveProduction")));
    const tight = draw({ rows: 24 });
    assert.ok(tight.some((line) => line.includes("⏳ ApproveProduction  ✓ qa ∥")));
  });

  it("has fewer lines than the terminal and its keys at the bottom, however small it is", () => {
    const news = Array(20).fill("news");
    for (const rows of [8, 12, 24, 40, 80]) {
      const lines = draw({ rows, news, width: 80 });
      assert.ok(lines.length < rows, `${rows} rows`);
      assert.match(lines.at(-1)!, /q quit$/);
    }
    assert.equal(draw({ rows: 1 }).length, 1);
  });

  it("is as wide as the terminal at most", () => {
    for (const width of [60, 80, 120, 200]) {
      for (const dialogue of [start, after("r"), after("t"), after("p")]) {
        for (const line of draw({ width, dialogue, news: ["x".repeat(500)] })) {
          assert.ok(columns(line) <= width, `${width}: ${line}`);
        }
      }
    }
  });
});
