/** Ways round a gate that leave the gate itself as it was. */
import * as assert from "node:assert/strict";
import { compared } from "../../../../../functions/domain/bypass/compared";
import type { Definition } from "../../../../../functions/domain/bypass/definition";
import { iamGate, slackGate } from "../../bypass/fixtures";
import { approve, before, changed, find, sign } from "./pipelines";

describe("A pipeline whose gates are as they were", () => {
  const rows: [title: string, next: Definition, expected: string[]][] = [
    [
      "skips the stage of a gate by a new condition",
      changed(
        (next) =>
          void next.rules.push(
            ...["a", "b"].map((name) => ({
              ...{ stage: "production", condition: "beforeEntry" },
              rule: JSON.stringify(["SKIP", { name }]),
            })),
          ),
      ),
      [
        `GateWeakened ${approve}: The condition beforeEntry of the stage can skip it, and its approval with it.`,
      ],
    ],
    [
      "has a new condition that fails a gate's stage, or skips another",
      changed(
        (next) =>
          void next.rules.push(
            ...[
              ["production", "FAIL"],
              ["source", "SKIP"],
            ].map(([stage, result]) => ({
              ...{ stage, condition: "beforeEntry", rule: JSON.stringify([result, {}]) },
            })),
          ),
      ),
      [],
    ],
    [
      "deploys before its gates by what tested there",
      changed((next) => void (find(next, "source").category = "Deploy")),
      [
        `GateWeakened ${approve}: source/source (Deploy) can deploy before the gate and could not before.`,
        `GateWeakened ${sign}: source/source (Deploy) can deploy before the gate and could not before.`,
      ],
    ],
  ];

  it("that executes before its gates what it prepared there", () => {
    const from = changed((next) => {
      find(next, "source").category = "Deploy";
      find(next, "source").isPreparation = true;
    });
    const next = structuredClone(from);
    delete find(next, "source").isPreparation;
    const { findings } = compared({ ...before, definition: from }, next, [slackGate], false);
    assert.deepEqual(
      findings.map(({ what }) => what),
      ["source/source (Deploy) can deploy before the gate and could not before."],
    );
  });

  for (const [title, next, expected] of rows) {
    it(`that ${title}`, () => {
      const { findings } = compared(before, next, [slackGate, iamGate], false);
      assert.deepEqual(
        findings.map(({ kind, gates, what }) => `${kind} ${gates.join(" ")}: ${what}`),
        expected,
      );
    });
  }
});
