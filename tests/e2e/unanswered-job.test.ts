/** `--auto` and a function that never answers: the clock is moved, and the end says why. */
import * as assert from "node:assert/strict";
import { createColors } from "picocolors";
import { playScript } from "../../rehearsal/terminal/auto";
import { openFixture } from "../support/e2e";

describe("a job that its function never answers", function () {
  this.timeout(60_000);

  it("ends the run without a person, with the reason", async () => {
    const pipelines = [{ name: "throwing", way: "throw" }];
    const local = await openFixture("invoke", { "invoke:pipelines": JSON.stringify(pipelines) });
    try {
      const { result, problems } = await playScript(local.rehearsal, {
        ...{ script: "approve", print: () => undefined, width: 100, patience: 20_000 },
        colours: createColors(false),
      });
      assert.equal(result, "Failed");
      assert.match(
        problems.join("\n"),
        /Check \/ Check: .* check has sent no result for 20 minutes/,
      );
      const { functions } = local.rehearsal.account;
      const attempts = functions.invocations().map(({ attempt }) => attempt);
      assert.deepEqual(attempts, [1, 2, 3]);
    } finally {
      await local.close();
    }
  });
});
