import * as assert from "node:assert/strict";
import type { Dialogue, Key, Step } from "../../../../rehearsal/terminal/dialogue";
import { actingProfile, current, press, start } from "../../../../rehearsal/terminal/keys";
import type { Scene } from "../../../../rehearsal/terminal/scene";
import { approval, ladder, person, request, scene } from "./support/plain";

const first = request();
const second = request({ token: "22222222-2222-4333-8444-555555555555", actionName: "legal" });
const two = scene({ approvals: [approval({ request: first }), approval({ request: second })] });
const none = scene({ approvals: [], running: [], failed: [], actions: [] });

const keyOf = (text: string): Key =>
  ["return", "enter", "escape", "backspace", "up", "down"].includes(text)
    ? { name: text, sequence: "\u001b" }
    : { name: text, sequence: text };

/** Presses keys one after another; the last step is answered. */
function type(keys: string[], at: Scene = scene(), from: Dialogue = start): Step {
  let step: Step = { dialogue: from };
  for (const key of keys) step = press(step.dialogue, keyOf(key), at);
  return step;
}

describe("press: decisions", () => {
  it("approves with a reason as the first person who may", () => {
    const { effect, dialogue } = type(["a", ..."Looks good", "return"]);
    assert.deepEqual(effect, {
      kind: "decide",
      request: first,
      profile: "manager",
      status: "Approved",
      summary: "Looks good",
    });
    assert.equal(dialogue.mode.kind, "menu");
  });

  it("approves without a reason", () => {
    const { effect } = type(["a", "return"]);
    assert.equal(effect?.kind === "decide" && effect.summary, "");
  });

  it("rejects with a reason, without the spaces around it", () => {
    const { effect } = type(["r", ..." No ", "enter"]);
    assert.equal(effect?.kind === "decide" && effect.summary, "No");
    assert.equal(effect?.kind === "decide" && effect.status, "Rejected");
  });

  it("does not reject without a reason", () => {
    const { effect, dialogue } = type(["r", " ", "return"]);
    assert.equal(effect, undefined);
    assert.equal(dialogue.mode.kind, "reason");
    assert.match(dialogue.hint!, /needs a reason/);
  });

  it("takes characters back one at a time and all at once", () => {
    const { dialogue } = type(["r", ..."ab🚀", "backspace"]);
    assert.equal(dialogue.mode.kind === "reason" && dialogue.mode.text, "ab");
    const emptied = press(dialogue, { name: "u", ctrl: true }, scene()).dialogue;
    assert.equal(emptied.mode.kind === "reason" && emptied.mode.text, "");
  });

  it("takes no control keys into the reason", () => {
    const { dialogue } = type(["r", "a"]);
    for (const key of [{ name: "x", ctrl: true, sequence: "\u0018" }, { meta: true }, {}]) {
      const after = press(dialogue, key, scene()).dialogue;
      assert.equal(after.mode.kind === "reason" && after.mode.text, "a");
    }
    const pasted = press(dialogue, { sequence: "\u001b[2Jb\u0007" }, scene()).dialogue;
    assert.equal(pasted.mode.kind === "reason" && pasted.mode.text, "ab");
  });

  it("takes 512 characters and no more", () => {
    const text = (length: number) => {
      const { dialogue } = type(["r", ..."x".repeat(length)]);
      return dialogue.mode.kind === "reason" ? dialogue.mode.text.length : -1;
    };
    assert.equal(text(512), 512);
    assert.equal(text(513), 512);
  });

  it("leaves with escape and decides nothing", () => {
    assert.deepEqual(type(["r", "x", "escape"]), { dialogue: { mode: { kind: "menu" } } });
  });

  it("says that nothing is pending", () => {
    for (const key of ["a", "r", "c", "p"]) {
      assert.equal(type([key], none).dialogue.hint, "No approval is pending.");
    }
  });

  it("says that nobody may decide", () => {
    const locked = scene({ approvals: [approval({ people: [person("outsider")] })] });
    assert.match(type(["a"], locked).dialogue.hint!, /^Nobody may decide/);
  });

  it("forgets a hint at the next key", () => {
    const { dialogue } = type(["a"], none);
    assert.equal(press(dialogue, keyOf("z"), none).dialogue.hint, undefined);
  });
});

describe("press: several approvals", () => {
  it("acts on the first until another is picked", () => {
    assert.equal(current(start, two)?.request, first);
    const { dialogue } = type(["2"], two);
    assert.equal(current(dialogue, two)?.request, second);
    const { effect } = type(["a", "return"], two, dialogue);
    assert.equal(effect?.kind === "decide" && effect.request, second);
  });

  it("says that a number is too high", () => {
    assert.equal(type(["3"], two).dialogue.hint, "2 approvals are pending; there is no 3.");
  });

  it("goes back to the first when the picked one is decided", () => {
    const { dialogue } = type(["2"], two);
    assert.deepEqual(current(dialogue, scene())?.request, first);
    assert.equal(current(dialogue, none), undefined);
  });
});

describe("press: persons", () => {
  it("switches to anybody, also to one who may not decide", () => {
    const { dialogue, effect } = type(["p", "down", "return"]);
    assert.equal(effect, undefined);
    assert.equal(actingProfile(dialogue, approval()), "qa-engineer");
  });

  it("keeps the person for this request alone", () => {
    const { dialogue } = type(["p", "2"]);
    assert.equal(actingProfile(dialogue, approval({ request: second })), "manager");
  });

  it("offers a session with MFA only where MFA makes a difference", () => {
    const people = [
      person("manager"),
      person("manager", { mfa: true, allowed: true }),
      person("qa", { groups: ["testers"] }),
      person("qa", { mfa: true }),
    ];
    const { dialogue } = type(["p"], scene({ approvals: [approval({ people })] }));
    const labels = dialogue.mode.kind === "choose" && dialogue.mode.options.map((o) => o.label);
    assert.deepEqual(labels, [
      "manager: may not decide",
      "manager-mfa: may decide",
      "qa: may not decide (testers)",
    ]);
  });

  it("says that there are no people", () => {
    const { dialogue } = type(["p"], scene({ approvals: [approval({ people: [] })] }));
    assert.match(dialogue.hint!, /no users/);
  });
});

describe("press: lists", () => {
  it("goes round with the arrows", () => {
    const at = (keys: string[]) => {
      const { mode } = type(keys).dialogue;
      return mode.kind === "choose" ? mode.at : -1;
    };
    assert.equal(at(["f"]), 0);
    assert.equal(at(["f", "up"]), 1);
    assert.equal(at(["f", "down", "down"]), 0);
  });

  it("stays where it is for a number that is not there and for other keys", () => {
    assert.equal(type(["f", "9"]).dialogue.mode.kind, "choose");
    assert.equal(type(["f", "x"]).dialogue.mode.kind, "choose");
  });

  it("moves the clock an hour, a day, or to the end of the approval", () => {
    const week = 7 * 24 * 3_600_000;
    assert.deepEqual(type(["t", "1"]).effect, { kind: "advance", milliseconds: 3_600_000 });
    assert.deepEqual(type(["t", "2"]).effect, { kind: "advance", milliseconds: 86_400_000 });
    assert.deepEqual(type(["t", "3"]).effect, { kind: "advance", milliseconds: week });
  });

  it("offers no end of an approval where none is pending or its time is over", () => {
    assert.equal(type(["t", "3"], none).effect, undefined);
    const late = scene({ now: new Date("2027-01-01T00:00:00Z") });
    assert.equal(type(["t", "3"], late).effect, undefined);
  });

  it("lets an action fail", () => {
    assert.deepEqual(type(["f", "1"]).effect, { kind: "toggleFailure", action: "build" });
    const { mode } = type(["f"]).dialogue;
    const labels = mode.kind === "choose" && mode.options.map((option) => option.label);
    assert.deepEqual(labels, ["build: fail", "smoke: succeed again"]);
  });

  it("stops an execution and retries a stage", () => {
    assert.deepEqual(type(["s", "return"]).effect, { kind: "stop", ...scene().running[0] });
    assert.deepEqual(type(["y", "return"]).effect, { kind: "retry", ...scene().failed[0] });
  });

  it("says why a list is empty", () => {
    assert.match(type(["f"], none).dialogue.hint!, /Every action is an approval/);
    assert.match(type(["s"], none).dialogue.hint!, /No execution/);
    assert.match(type(["y"], none).dialogue.hint!, /No stage/);
  });
});

describe("press: the rest", () => {
  it("commits to the one pipeline at once and asks among several", () => {
    assert.deepEqual(type(["n"]).effect, { kind: "commit", pipelineName: "web" });
    const several = scene({ pipelines: [ladder, { ...ladder, name: "api" }] });
    assert.deepEqual(type(["n", "2"], several).effect, { kind: "commit", pipelineName: "api" });
  });

  it("shows the command line", () => {
    assert.deepEqual(type(["c"]).effect, { kind: "command", request: first, profile: "manager" });
  });

  it("quits with q, and with ctrl-c even while a reason is typed", () => {
    assert.deepEqual(type(["q"]).effect, { kind: "quit" });
    const { dialogue } = type(["r", "q"]);
    assert.deepEqual(press(dialogue, { name: "c", ctrl: true }, scene()).effect, { kind: "quit" });
  });

  it("ignores what has no meaning", () => {
    assert.deepEqual(type(["z"]), { dialogue: start });
    assert.deepEqual(press(start, {}, scene()), { dialogue: start });
  });
});
