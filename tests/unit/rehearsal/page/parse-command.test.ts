import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { longestAdvance, parseCommand } from "../../../../rehearsal/page/parse-command";
import type { Command } from "../../../../rehearsal/page/types";

const asks: { readonly [Kind in Command["kind"]]: Extract<Command, { kind: Kind }> } = {
  decide: { kind: "decide", as: "iam:qa", token: "t", status: "Approved", summary: "" },
  click: { kind: "click", as: "slack:U1", channel: "C1", ts: "1.1", actionId: "approve" },
  submit: { kind: "submit", as: "slack:U1", viewId: "V1", values: { reason: "No." } },
  advance: { kind: "advance", minutes: 0.5 },
  commit: { kind: "commit", pipelineName: "web" },
  fault: { kind: "fault", id: "slack", on: false },
  retry: { kind: "retry", pipelineName: "web", stageName: "Release", executionId: "1" },
  override: {
    ...{ kind: "override", as: "iam:qa", pipelineName: "web", stageName: "Release" },
    ...{ executionId: "1", conditionType: "ON_SUCCESS" },
  },
  rollback: {
    ...{ kind: "rollback", as: "iam:qa", pipelineName: "web", stageName: "Release" },
    targetId: "1",
  },
  work: {
    ...{ kind: "work", as: "ann.lee", system: "https://desk.example.com" },
    ...{ ticket: "CHG0030001", action: "approve" },
  },
  stop: { kind: "stop", pipelineName: "web", executionId: "1" },
};

const problem = (content: unknown): string => {
  const read = parseCommand(JSON.stringify(content));
  assert.ok("problem" in read, JSON.stringify(content));
  return read.problem;
};

describe("readAsk", () => {
  for (const [kind, ask] of Object.entries(asks)) {
    it(`reads ${kind}`, () => assert.deepEqual(parseCommand(JSON.stringify(ask)), { ask }));

    it(`refuses ${kind} with a field too many, too few, or of another type`, () => {
      assert.match(problem({ ...ask, more: 1 }), /^The ask is not understood at more\.$/);
      for (const field of Object.keys(ask).filter((name) => name !== "kind")) {
        const { [field]: _, ...rest } = ask as unknown as Record<string, unknown>;
        assert.ok(problem(rest).includes(field));
        for (const wrong of [null, [], {}, ["x"], 1e999]) {
          // A dialog may have no values at all.
          const isFine = field === "values" && JSON.stringify(wrong) === "{}";
          if (!isFine) assert.ok(problem({ ...ask, [field]: wrong }).includes(field));
        }
      }
    });
  }

  it("refuses kinds that it does not know", () => {
    for (const kind of ["", "quit", "__proto__", "constructor", 1, null]) {
      assert.equal(problem({ kind }), "The ask is not understood at kind.");
    }
  });

  it("refuses what is no object", () => {
    for (const content of [null, 1, "decide", [], [asks.decide]]) {
      assert.match(problem(content), /not understood/);
    }
    assert.deepEqual(parseCommand("{"), { problem: "An ask is JSON, and this is none." });
    assert.deepEqual(parseCommand(""), { problem: "An ask is JSON, and this is none." });
  });

  it("bounds every name and text", () => {
    const [name, text] = ["x".repeat(300), "x".repeat(5000)];
    assert.ok(
      "ask" in parseCommand(JSON.stringify({ ...asks.decide, token: name, summary: text })),
    );
    assert.match(problem({ ...asks.decide, token: `${name}x` }), /at token/);
    assert.match(problem({ ...asks.decide, token: "" }), /at token/);
    assert.match(problem({ ...asks.decide, summary: `${text}x` }), /at summary/);
    assert.match(problem({ ...asks.submit, values: { reason: `${text}x` } }), /at values\.reason/);
    assert.match(problem({ ...asks.submit, values: { [`${name}x`]: "" } }), /at values/);
    const values = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`b${index}`, ""]));
    assert.ok("ask" in parseCommand(JSON.stringify({ ...asks.submit, values: values(20) })));
    assert.match(problem({ ...asks.submit, values: values(21) }), /at values/);
  });

  it("moves the clock forward only, and by a year at most", () => {
    const minutes = (value: number) => ({ kind: "advance", minutes: value });
    assert.deepEqual(parseCommand(JSON.stringify(minutes(longestAdvance))), {
      ask: minutes(longestAdvance),
    });
    for (const wrong of [0, -1, longestAdvance + 1]) {
      assert.equal(problem(minutes(wrong)), "The ask is not understood at minutes.");
    }
  });

  it("never throws, whatever is sent", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
        const read = parseCommand(body);
        assert.ok("problem" in read);
        assert.ok(!read.problem.includes("undefined"));
      }),
    );
  });
});
