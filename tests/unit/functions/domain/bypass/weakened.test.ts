import * as assert from "node:assert/strict";
import { compared } from "../../../../../functions/domain/bypass/compared";
import type { Definition } from "../../../../../functions/domain/bypass/definition";
import { definition } from "../../bypass/fixtures";
import { ahead, approve, before, changed, find, found, gates, sign, without } from "./pipelines";

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
      "has an approval of the gate's name in another stage",
      changed((next) => void (find(next, "approve").stage = "release")),
      [`GateRemoved ${approve}: The pipeline has no such approval action any more.`],
    ],
    [
      "has an approval of another name in the gate's stage",
      changed((next) => void (find(next, "approve").name = "other")),
      [`GateRemoved ${approve}: The pipeline has no such approval action any more.`],
    ],
    [
      "has its stages in another order",
      changed((next) => {
        const places = { production: 2, release: 1 } as Record<string, number>;
        for (const one of next.actions) one.order[0] = places[one.stage] ?? 0;
      }),
      [
        `GateWeakened ${approve}: release/sign, release/publish stood behind the gate and can run without it now.`,
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

  it("says rules of two conditions, and of two stages, each for itself", () => {
    const places = [
      ["release", "beforeEntry"],
      ["release", "onSuccess"],
      ["production", "onSuccess"],
    ];
    const rules = places.map(([stage, condition]) => ({ stage, condition, rule: "a" }));
    const from = { ...before, definition: { ...definition, rules } };
    const { findings } = compared(
      from,
      changed((next) => void (next.rules = [])),
      gates,
      false,
    );
    assert.deepEqual(
      findings.map(({ code }) => code),
      places.map(([stage, condition]) => `${condition} of ${stage}`),
    );
  });

  it("says again what is another weakness of the same kind", () => {
    const skip = (condition: string) => ({ stage: "release", condition, rule: '["SKIP"]' });
    const steps: ((next: Definition) => void)[] = [
      (next) => void (find(next, "sign").topicArn = "arn:one"),
      (next) => void (find(next, "sign").topicArn = "arn:two"),
      (next) => void (find(next, "sign").timeoutInMinutes = 60),
      (next) => void (find(next, "sign").timeoutInMinutes = 90),
      (next) => void next.rules.push(skip("beforeEntry")),
      (next) => void next.rules.push(skip("onSuccess")),
    ];
    let from = before;
    for (const step of steps) {
      const next = structuredClone(from.definition);
      next.version += 1;
      step(next);
      const one = compared(from, next, gates, false);
      assert.equal(one.findings.length, 1);
      assert.deepEqual(compared(one.next, next, gates, true).findings, []);
      from = one.next;
    }
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
