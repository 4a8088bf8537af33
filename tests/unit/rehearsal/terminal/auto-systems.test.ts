/** A script of the program's own, whose requests are decided in another system. */
import * as assert from "node:assert/strict";
import type { OwnScript } from "../../../../rehearsal/settings/schema";
import { playScript } from "../../../../rehearsal/terminal/auto";
import { lastLine } from "../../../../rehearsal/terminal/verdict";
import { plain } from "./support/plain";
import { approvalAction, newRehearsal } from "./support/rehearsal";
import { desk, withDesk } from "./support/systems";

const stages = [{ stage: "Check", actions: [approvalAction("qa")] }];
const approvers = { "Check/qa": "qa-engineer" };
const step = (action: string, more: object = {}) => ({ action, as: "ann.lee", ...more });

async function play(script: OwnScript, looks?: Parameters<typeof withDesk>[2], outage?: "errors") {
  const rehearsal = await newRehearsal({ stages, approvers });
  const system = withDesk(rehearsal, script, looks);
  system.fail(outage);
  const lines: string[] = [];
  try {
    const print = (line: string): void => void lines.push(line);
    const how = { script: "approve", print, colours: plain, width: 100 } as const;
    const ending = await playScript(rehearsal, how);
    const { problems } = ending;
    return { line: lastLine("web", ending), problems, printed: lines.join("\n"), system };
  } finally {
    await rehearsal.close();
  }
}

const approved = "approvals=1 approved=1 rejected=0 expired=0";

describe("a script in other systems", () => {
  it("waits for the ticket, does its steps, and lets the clock pass until it is decided there", async () => {
    const steps = [step("look"), step("approve")];
    const { line, problems, printed } = await play(
      {
        systems: { [desk]: { steps } },
        decide: "systems",
        expected: { approved: 1, inSystems: 1 },
      },
      { opensAfter: 3, decidesAfter: 2 },
    );
    assert.deepEqual(problems, []);
    assert.equal(line, `rehearsal: web Succeeded ${approved} inSystems=1`);
    assert.match(
      printed,
      /D-1 in Desk: Release\n {2}│ new\n {2}Ann Lee: To look\n {2}Ann Lee: To appr/,
    );
    assert.match(printed, /In Desk at the end:\n {2}D-1: approve$/m);
    assert.doesNotMatch(printed, /qa-engineer approves/);
  });

  it("ends at the gate where a rejection is expected", async () => {
    const { line, problems } = await play(
      {
        systems: { [desk]: { steps: [step("reject")] } },
        ...{ decide: "systems", expected: { rejected: 1, approved: 0 } },
      },
      { opensAfter: 0 },
    );
    assert.deepEqual(problems, []);
    const counts = "approvals=1 approved=0 rejected=1 expired=0 inSystems=1";
    assert.equal(line, `rehearsal: web Failed ${counts}`);
  });

  it("leaves to people what its steps do not decide, and sees that they do not", async () => {
    const steps = [step("look", { waits: true })];
    const script: OwnScript = {
      systems: { [desk]: { steps, ends: { state: "closed", line: "elsewhere" } } },
      expected: { inSystems: 0 },
    };
    const { line, problems, printed } = await play(script, { opensAfter: 0, closesAfter: 4 });
    assert.deepEqual(problems, []);
    assert.equal(line, `rehearsal: web Succeeded ${approved} inSystems=0`);
    assert.match(printed, /Check \/ qa still waits/);
    assert.match(printed, /qa-engineer approves/);
  });

  it("takes nothing for a ticket that is there without a request", async () => {
    const { problems } = await play(
      {
        systems: { [desk]: { steps: [step("approve")], ends: { state: "approve" } } },
        ...{ decide: "systems", expected: { approved: 1, inSystems: 1 } },
      },
      { hasSchedule: true, opensAfter: 2 },
    );
    assert.deepEqual(problems, []);
  });

  it("has a system back that was down, and its ticket come to its end", async () => {
    const script: OwnScript = { systems: { [desk]: { down: true, ends: { state: "closed" } } } };
    const { problems, printed } = await play(script, { opensAfter: 0, closesAfter: 90 }, "errors");
    assert.deepEqual(problems, []);
    assert.ok(printed.indexOf("qa-engineer approves") < printed.indexOf("Desk is well again"));
    assert.match(printed, /In Desk at the end:\n {2}D-1: closed/);
  });

  it("takes a system down once its ticket is there, and has it told in the end all the same", async () => {
    const ends = { state: "closed" };
    const script: OwnScript = { systems: { [desk]: { down: "later", ends } } };
    const { problems, printed } = await play(script, { opensAfter: 2, closesAfter: 2 });
    assert.deepEqual(problems, []);
    const order = ["D-1 in Desk: ", "Desk is down", "qa-engineer approves", "Desk is well again"];
    const places = order.map((text) => printed.indexOf(text));
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
    );
    assert.ok(places[0] > 0);
  });

  const failures: readonly (readonly [string, OwnScript, object, RegExp])[] = [
    [
      "there is no ticket",
      { systems: { [desk]: { steps: [step("approve")] } } },
      { opensAfter: 100 },
      /^Desk has no ticket for Check \/ qa\.$/,
    ],
    [
      "nothing is decided there",
      { systems: { [desk]: { steps: [step("look")] } }, decide: "systems" },
      { opensAfter: 0 },
      /^Check \/ qa was decided in no system\.$/,
    ],
    [
      "the system refuses a step",
      { systems: { [desk]: { steps: [step("break"), step("approve")] } } },
      { opensAfter: 0 },
      /^The desk refuses that\.$/,
    ],
    [
      "a step decides that must not",
      { systems: { [desk]: { steps: [step("approve", { waits: true })] } } },
      { opensAfter: 0 },
      /^Check \/ qa waits no longer after "approve" by ann\.lee\.$/,
    ],
    [
      "its ticket ends otherwise",
      { systems: { [desk]: { ends: { state: "closed" } } } },
      { opensAfter: 0, closesAfter: 10_000 },
      /^In Desk it should end as closed, but D-1 is: new\.$/,
    ],
    [
      "there is no ticket in the end",
      { systems: { [desk]: { ends: { line: "elsewhere" } } } },
      { opensAfter: 10_000 },
      /^In Desk it should end as elsewhere, but it has no ticket\.$/,
    ],
    [
      "more is decided elsewhere than is expected",
      {
        systems: { [desk]: { steps: [step("approve")] } },
        ...{ decide: "systems", expected: { inSystems: 0, approved: 1 } },
      },
      { opensAfter: 0 },
      /^Decided in other systems should be 0, but is 1\.$/,
    ],
    [
      "people approve what is expected to expire",
      { expected: { expired: 1 } },
      {},
      /^The execution should have failed, but is Succeeded\.$/,
    ],
  ];

  for (const [what, script, looks, message] of failures) {
    it(`is a failure when ${what}`, async () => {
      const { problems } = await play(script, looks);
      assert.match(problems[0], message);
    });
  }
});
