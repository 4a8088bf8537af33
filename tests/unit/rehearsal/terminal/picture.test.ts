import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { glyph, paint, stateOf, type State } from "../../../../rehearsal/screen/marks";
import { picture } from "../../../../rehearsal/terminal/picture";
import { columns } from "../../../../rehearsal/screen/text";
import type { PipelineView } from "../../../../rehearsal/screen/view";
import { action, coloured, ladder, now, plain, stage } from "./support/plain";

const states: State[] = [
  "Waiting",
  "NotRun",
  "InProgress",
  "Succeeded",
  "Failed",
  "Stopping",
  "Stopped",
  "Cancelled",
  "Superseded",
  "Skipped",
  "Abandoned",
];

const draw = (view: PipelineView, width: number) => picture(view, { width, colours: plain, now });

const small: PipelineView = {
  name: "web",
  mode: "QUEUED",
  stages: [
    stage("Source", "Succeeded", { executionId: "3f9c1a2b-1111" }),
    stage("Release", "Waiting", {
      executionId: "3f9c1a2b-1111",
      groups: [
        [action("qa", "Waiting", new Date("2026-11-22T23:30:00Z")), action("legal", "Succeeded")],
        [action("go", "NotRun")],
      ],
    }),
  ],
  executions: [{ id: "3f9c1a2b-1111", state: "InProgress", revision: "New text" }],
};

describe("marks", () => {
  it("has a glyph of its own for each state, so that colour is not needed", () => {
    assert.equal(new Set(states.map(glyph)).size, states.length);
  });

  it("paints where colours are on and leaves text alone where they are off", () => {
    assert.equal(paint(coloured, "Failed", "x"), "\u001b[31mx\u001b[39m");
    assert.equal(paint(plain, "Failed", "x"), "x");
  });

  it("takes the API's words, no status as not run, and a word it does not know as in progress", () => {
    assert.equal(stateOf("Succeeded"), "Succeeded");
    assert.equal(stateOf(undefined), "NotRun");
    assert.equal(stateOf("Brewing"), "InProgress");
  });
});

describe("picture", () => {
  it("draws stages as boxes in a row, parallel actions in a bracket, a pending gate in double lines", () => {
    assert.deepEqual(draw(small, 80), [
      "web QUEUED",
      "  ╭─ ✓ Source ───╮  ╔═ ⏳ Release ════════╗",
      "  │ ✓ source     │─▶║ ┌ ⏳ qa 2h 30m left ║",
      "  │              │  ║ └ ✓ legal           ║",
      "  │              │  ║ ↓                   ║",
      "  │              │  ║ ○ go                ║",
      "  ╰─ 3f9c1a2b ───╯  ╚═ 3f9c1a2b ══════════╝",
      "  ● 3f9c1a2b in progress  New text",
    ]);
  });

  it("puts the boxes under one another where a row has no room", () => {
    const lines = draw(small, 40);
    assert.equal(lines[1], "  ╭─ ✓ Source ───╮");
    assert.equal(lines[4], "  ╔═ ⏳ Release ════════╗");
    assert.equal(lines[5], "─▶║ ┌ ⏳ qa 2h 30m left ║");
  });

  it("shows executions that wait to enter", () => {
    assert.ok(draw(ladder, 200).some((line) => line.includes("⇢ 77aa88bb waits")));
  });

  it("shows what was superseded", () => {
    assert.ok(draw(ladder, 80).includes("  » 00aa11bb superseded  Older text"));
  });

  it("brackets the middle of three parallel actions", () => {
    assert.ok(draw(ladder, 80).some((line) => line.includes("├ ⊘ legal")));
  });

  it("lists four executions and counts the others", () => {
    const executions = [1, 2, 3, 4, 5, 6].map((n) => ({
      id: `0000000${n}-1`,
      state: "Succeeded" as const,
    }));
    const lines = draw({ ...ladder, executions }, 80);
    assert.deepEqual(lines.slice(-2), ["  ✓ 00000004 succeeded", "  and 2 before"]);
  });

  it("is as wide as the terminal at most, and each line of a row equally wide", () => {
    for (const width of [60, 80, 100, 120, 160, 200]) {
      for (const line of draw(ladder, width)) {
        assert.ok(columns(line) <= width, `${width}: ${line}`);
      }
    }
  });

  it("never gets wider than the terminal, whatever the names are", () => {
    const name = fc.stringMatching(/^[A-Za-z0-9.@_-]{1,100}$/);
    const anyState = fc.constantFrom(...states);
    const anyStage = fc.record({
      name,
      state: anyState,
      executionId: fc.option(fc.uuid(), { nil: undefined }),
      inbound: fc.array(fc.uuid(), { maxLength: 2 }),
      groups: fc.array(
        fc.array(fc.record({ name, state: anyState }), { minLength: 1, maxLength: 3 }),
        { minLength: 1, maxLength: 3 },
      ),
    });
    fc.assert(
      fc.property(
        fc.array(anyStage, { minLength: 2, maxLength: 9 }),
        name,
        fc.integer({ min: 60, max: 200 }),
        (stages, pipeline, width) => {
          const view = { name: pipeline, mode: "PARALLEL", stages, executions: [] };
          for (const line of draw(view, width)) assert.ok(columns(line) <= width);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("is the same text with colours", () => {
    const painted = picture(ladder, { width: 100, colours: coloured, now });
    const bare = painted.map((line) => line.replaceAll(/\u001b\[\d+m/g, ""));
    assert.notDeepEqual(painted, bare);
    assert.deepEqual(bare, draw(ladder, 100));
  });

  it("lets no escape of a commit message through", () => {
    const executions = [{ id: "1", state: "InProgress" as const, revision: "a\u001b[2Jb" }];
    assert.equal(draw({ ...ladder, executions }, 80).at(-1), "  ● 1 in progress  ab");
  });
});
