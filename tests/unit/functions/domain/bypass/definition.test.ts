import * as assert from "node:assert/strict";
import { compared } from "../../../../../functions/domain/bypass/compared";
import {
  type Baseline,
  type Definition,
  gatesOfStage,
  parseBaseline,
} from "../../../../../functions/domain/bypass/definition";
import { definition, iamGate, slackGate } from "../../bypass/fixtures";

const gates = [slackGate, iamGate];
const before: Baseline = { definition, said: [], pending: [] };

const changed = (change: (next: Definition) => void): Definition => {
  const next = structuredClone(definition);
  next.version += 1;
  change(next);
  return next;
};

const without = (stage: string, name: string): Definition =>
  changed((next) => {
    next.actions = next.actions.filter((one) => one.stage !== stage || one.name !== name);
  });

const found = (
  next: Definition,
  { from = before, isTold = false }: { from?: Baseline | null; isTold?: boolean } = {},
) => {
  const { findings } = compared(from ?? undefined, next, gates, isTold);
  return findings.map(({ kind, gates: of, what }) => `${kind} ${of.join(" ")}: ${what}`);
};

const find = (next: Definition, name: string) => next.actions.find((one) => one.name === name)!;
/** With a new action beside its source. */
const ahead = (more: object): Definition =>
  changed((next) => {
    const one = { ...find(next, "deploy"), stage: "source", order: [0, 2], name: "x" };
    next.actions.push({ ...one, ...more });
  });

const approve = "orders/production/approve";
const sign = "orders/release/sign";
const lostRule = `GateWeakened ${sign}: A rule of the condition beforeEntry of stage release was changed or taken away.`;

describe("A pipeline that is compared with what it was", () => {
  const rows: [title: string, next: Definition, expected: string[]][] = [
    ["is as it was", changed(() => undefined), []],
    [
      "has lost a gate",
      without("production", "approve"),
      [`GateRemoved ${approve}: The pipeline has no such approval action any more.`],
    ],
    [
      "has something else in the place of a gate",
      changed((next) => void (find(next, "approve").isApproval = false)),
      [`GateRemoved ${approve}: The pipeline has no such approval action any more.`],
    ],
    [
      "notifies somebody else",
      changed((next) => void (find(next, "sign").topicArn = "arn:aws:sns:eu-west-1:1:other")),
      [
        `GateWeakened ${sign}: The approval action notifies arn:aws:sns:eu-west-1:1:other instead of the ` +
          "gate's topic.",
      ],
    ],
    [
      "notifies nobody",
      changed((next) => void delete find(next, "sign").topicArn),
      [`GateWeakened ${sign}: The approval action notifies nobody instead of the gate's topic.`],
    ],
    [
      "waits for another time",
      changed((next) => void (find(next, "sign").timeoutInMinutes = 86_400)),
      [
        `GateWeakened ${sign}: The approval action waits 86400 minutes instead of CodePipeline's own 7 days.`,
      ],
    ],
    [
      "deploys beside the gate what stood behind it",
      changed((next) => void (find(next, "deploy").order = [1, 1])),
      [
        `GateWeakened ${approve}: production/deploy stood behind the gate and can run without it now.`,
      ],
    ],
    [
      "has a gate at its end",
      changed((next) => void (find(next, "approve").order = [1, 9])),
      [
        `GateWeakened ${approve}: production/deploy stood behind the gate and can run without it now.`,
      ],
    ],
    [
      "deploys something new before its gates",
      ahead({}),
      [
        `GateWeakened ${approve}: source/x (Deploy) can deploy before the gate and could not before.`,
        `GateWeakened ${sign}: source/x (Deploy) can deploy before the gate and could not before.`,
      ],
    ],
    ...["Invoke", "Compute"].map((category): [string, Definition, string[]] => [
      `has a new action before its gates that can deploy: ${category}`,
      ahead({ category }),
      [approve, sign].map(
        (gate) =>
          `GateWeakened ${gate}: source/x (${category}) can deploy before the gate and could not before.`,
      ),
    ]),
    ...["Build", "Test", "Source", "Approval"].map((category): [string, Definition, string[]] => [
      `has a new action before its gates that is no deployment by itself: ${category}`,
      ahead({ category }),
      [],
    ]),
    ["prepares a deployment before its gates", ahead({ isPreparation: true }), []],
    [
      "deploys something new behind its gates",
      changed(
        (next) => void next.actions.push({ ...find(next, "deploy"), name: "x", order: [1, 3] }),
      ),
      [
        `GateWeakened ${sign}: production/x (Deploy) can deploy before the gate and could not before.`,
      ],
    ],
    ["has lost a rule of a condition", changed((next) => void (next.rules = [])), [lostRule]],
    [
      "has another rule in its place",
      changed((next) => void (next.rules[0].rule = "other")),
      [lostRule],
    ],
    [
      "has its rule in another stage",
      changed((next) => void (next.rules[0].stage = "production")),
      [lostRule],
    ],
    [
      "has its rule in another condition",
      changed((next) => void (next.rules[0].condition = "onSuccess")),
      [lostRule],
    ],
    [
      "has one rule more",
      changed(
        (next) => void next.rules.push({ stage: "release", condition: "beforeEntry", rule: "b" }),
      ),
      [],
    ],
  ];
  for (const [title, next, expected] of rows) {
    it(`${title}: ${expected.length === 0 ? "nothing is said" : "it is said"}`, () => {
      assert.deepEqual(found(next), expected);
    });
  }

  it("says a rule of a stage without a gate of all gates", () => {
    const rules = [{ stage: "source", condition: "onSuccess", rule: "tests" }];
    const from = { ...before, definition: { ...definition, rules } };
    assert.deepEqual(
      found(
        changed((next) => void (next.rules = [])),
        { from },
      ),
      [
        `GateWeakened ${approve} ${sign}: A rule of the condition onSuccess of stage source was changed or taken away.`,
      ],
    );
  });

  it("says two rules of one condition once", () => {
    const rules = ["a", "b"].map((rule) => ({ stage: "release", condition: "beforeEntry", rule }));
    const from = { ...before, definition: { ...definition, rules } };
    assert.equal(
      found(
        changed((next) => void (next.rules = [])),
        { from },
      ).length,
      1,
    );
  });

  it("is said nothing new of that was said", () => {
    const next = without("production", "approve");
    const first = compared(before, next, gates, false);
    const again = compared(first.next, next, gates, true);
    assert.deepEqual([first.findings.length, again.findings.length], [1, 0]);
    assert.deepEqual(again.next, first.next);
    const mended = compared(first.next, { ...definition, version: 5 }, gates, false);
    assert.deepEqual([mended.findings, mended.next.said], [[], []]);
    const lost = compared(mended.next, { ...next, version: 6 }, gates, false);
    assert.equal(lost.findings.length, 1);
  });
});

describe("What differs and may be a deployment that is under way", () => {
  const next = without("production", "approve");

  it("is said by the second look: of a pipeline that is seen for the first time", () => {
    const first = compared(undefined, next, gates, false);
    assert.deepEqual(first.findings, []);
    assert.deepEqual(first.next.pending, [`${approve} missing`]);
    const second = compared(first.next, next, gates, false);
    assert.equal(second.findings.length, 1);
    assert.deepEqual(second.next, { definition: next, said: first.next.pending, pending: [] });
  });

  it("is not said where the second look does not find it", () => {
    const first = compared(undefined, next, gates, false);
    const second = compared(first.next, { ...definition, version: 5 }, gates, false);
    assert.deepEqual([second.findings, second.next.pending], [[], []]);
  });

  it("is said by the second look: of a gate that the pipeline never had", () => {
    const kept = { ...before, definition: without("production", "approve") };
    assert.deepEqual(found({ ...kept.definition, version: 9 }, { from: kept }), []);
  });

  it("is said by the second look: of a record that changed while the pipeline did not", () => {
    const other = { ...definition, actions: definition.actions.map((one) => ({ ...one })) };
    other.actions[1].timeoutInMinutes = 60;
    const from = { ...before, definition: other };
    assert.deepEqual(found(other, { from }), []);
    assert.equal(found({ ...other, version: 4 }, { from }).length, 1);
  });

  it("is said at once where CloudTrail tells that the pipeline was changed", () => {
    assert.equal(found(next, { from: null, isTold: true }).length, 1);
  });
});

describe("A baseline", () => {
  it("is read as it was written", () =>
    assert.deepEqual(parseBaseline(JSON.stringify(before)), before));

  for (const text of ["", "{", "{}", "null", '{"definition":{"version":"3"}}']) {
    it(`is none where the table has ${JSON.stringify(text)}`, () => {
      assert.equal(parseBaseline(text), undefined);
    });
  }
});

describe("The gates of a stage", () => {
  it("are those in it or, where none is, all", () => {
    assert.deepEqual(gatesOfStage(gates, "release"), [sign]);
    assert.deepEqual(gatesOfStage(gates, "source"), [approve, sign]);
    assert.deepEqual(gatesOfStage(gates, undefined), [approve, sign]);
  });
});
