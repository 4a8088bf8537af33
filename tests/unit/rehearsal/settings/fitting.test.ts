/** What the file says of an action that no pipeline has is refused: it would be taken for said. */
import * as assert from "node:assert/strict";
import { needFitting } from "../../../../rehearsal/settings/fitting";
import type { RehearsalSettings } from "../../../../rehearsal/settings/schema";

const action = (name: string, category: string) => ({ name, actionTypeId: { category } });
const rule = { name: "Checked", ruleTypeId: { provider: "VariableCheck" } };
const account = {
  engine: {
    pipelineNames: () => ["p"],
    declaration: () => ({
      stages: [
        { name: "Fetch", actions: [action("App", "Source")] },
        {
          name: "Build",
          beforeEntry: { conditions: [{ rules: [rule] }] },
          actions: [action("Compile", "Build"), action("Check", "Test")],
        },
      ],
    }),
  },
} as never;
const fits = (settings: RehearsalSettings) => needFitting(settings, account, "/infra");

describe("needFitting", () => {
  it("takes actions by name and by STAGE/ACTION, and rules of conditions", () => {
    fits({});
    fits({
      sources: { App: {} },
      scripts: { other: { sources: { "Fetch/App": {} } }, same: {} },
      actions: { "Fetch/App": {}, Compile: {}, "Build/Check": {}, "Build/Checked": {} },
    });
  });

  const rows: [RehearsalSettings, RegExp][] = [
    [
      { actions: { Complie: {} } },
      /`rehearsal:actions\.Complie` in \/infra\/Pulumi\.rehearsal\.yaml names no action .*Did you mean Compile\? There are: App, Compile, Check, Checked\./,
    ],
    [
      { actions: { "Biuld/Check": {} } },
      /Did you mean Build\/Check or Build\/Checked\? There are: Fetch\/App, Build\/Compile, /,
    ],
    [{ sources: { Compile: {} } }, /names no source action .* There is: App\. /],
    [
      { scripts: { other: { sources: { Ap: {} } } } },
      /`rehearsal:scripts\.other\.sources\.Ap` .* names no source action .*App/,
    ],
    [{ sources: { "Build/App": {} } }, /There is: Fetch\/App\. /],
  ];
  for (const [settings, words] of rows) {
    it(`refuses ${JSON.stringify(settings)}, with the nearest names`, () => {
      assert.throws(() => fits(settings), words);
    });
  }
});
