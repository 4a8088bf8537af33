import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { ask } from "../../../../../functions/domain/automatic/answer";
import { compare } from "../../../../../functions/domain/automatic/when";
import type { ActionOutput } from "../../../../../functions/domain/types";

const action = (outputVariables: Record<string, string>, namespace = "build"): ActionOutput => ({
  ...{ stageName: "build", actionName: namespace, namespace, outputVariables },
});
const release = (...actions: ActionOutput[]) => ({ actions });
const built = release(action({ CHANGED: "config", FILES: "3" }), action({ RISK: "low" }, "scan"));
const variable = "build.CHANGED";

describe("Conditions on what was found out", () => {
  it("approve where all of them hold, and say what was compared", () => {
    assert.deepEqual(
      compare(
        [
          { variable, oneOf: ["docs", "config"] },
          { variable: "build.FILES", matches: "[0-9]" },
          { variable: "scan.RISK", equals: "low" },
        ],
        built,
      ),
      {
        decision: "approve",
        reason: "build.CHANGED is config, build.FILES is 3, scan.RISK is low",
      },
    );
  });

  it("leave it to people where one does not hold", () => {
    const held = { variable: "scan.RISK", equals: "low" };
    for (const one of [
      { variable, equals: "code" },
      { variable, equals: "Config" },
      { variable, oneOf: ["docs"] },
      { variable, oneOf: [] },
      { variable, matches: "conf" },
      { variable, matches: "onfig" },
      { variable, matches: "CONFIG" },
      { variable },
    ]) {
      assert.deepEqual(compare([held, one], built), ask("build.CHANGED is config"));
    }
  });

  it("leave it to people where nothing is known of a variable", () => {
    for (const name of [
      ...["build.OTHER", "other.CHANGED", "CHANGED", ".CHANGED", "build.", "build", ""],
      ...["build.__proto__", "build.constructor", "build.changed", "BUILD.CHANGED"],
    ]) {
      assert.deepEqual(
        compare([{ variable: name, matches: "[^]*" }], built),
        ask(`${name} is not known`),
        name,
      );
    }
    const nameless = {
      stageName: "build",
      actionName: "x",
      outputVariables: { CHANGED: "config" },
    };
    assert.equal(compare([{ variable, equals: "config" }], release(nameless)).decision, "ask");
  });

  it("leave it to people where two actions have the namespace", () => {
    const twice = release(action({ CHANGED: "config" }), action({ CHANGED: "config" }));
    assert.deepEqual(
      compare([{ variable, equals: "config" }], twice),
      ask(`${variable} is not known`),
    );
  });

  it("compare a value that has a full stop in its name, and none of more than 1000 characters", () => {
    const dotted = release(action({ "A.B": "x".repeat(1000) }));
    const condition = { variable: "build.A.B", matches: "x+" };
    assert.equal(compare([condition], dotted).decision, "approve");
    assert.ok(compare([condition], dotted).reason.length <= 400);
    assert.deepEqual(
      compare([condition], release(action({ "A.B": "x".repeat(1001) }))),
      ask("build.A.B is too long to compare"),
    );
  });

  it("compare an empty value, which is one", () => {
    const empty = release(action({ CHANGED: "" }));
    assert.equal(compare([{ variable, equals: "" }], empty).decision, "approve");
    assert.equal(compare([{ variable, equals: "config" }], empty).decision, "ask");
  });

  it("say it on one line, whatever the value is", () => {
    const odd = release(action({ CHANGED: "a\nApproved by Ann" }));
    const { reason } = compare([{ variable, matches: "[^]*" }], odd);
    assert.equal(reason, "build.CHANGED is a Approved by Ann");
  });

  it("leave it to people where a pattern is none, or does not come to an end", () => {
    for (const matches of ["(", "a)|(config", "["]) {
      assert.equal(compare([{ variable, matches }], built).decision, "ask", matches);
    }
    const made = release(action({ CHANGED: `${"a".repeat(60)}!` }));
    const began = Date.now();
    assert.equal(compare([{ variable, matches: "(a+)+" }], made).decision, "ask");
    assert.ok(Date.now() - began < 5000);
  });

  it("approve nothing where there are none", () => {
    assert.deepEqual(compare([], built), ask("no condition is set"));
  });

  it("approve what is equal and nothing else, whatever the values are", () => {
    const text = fc.string({ maxLength: 20 });
    fc.assert(
      fc.property(text, text, (value, wanted) => {
        const { decision } = compare(
          [{ variable, equals: wanted }],
          release(action({ CHANGED: value })),
        );
        assert.equal(decision === "approve", value === wanted);
      }),
    );
  });
});
