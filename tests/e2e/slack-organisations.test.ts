/** Slack's Enterprise Grid, through the deployed bundles: who may decide, and who is told why not. */
import * as assert from "node:assert/strict";
import { assertClosed, channel, gate, ids, openSlack, type SlackAws } from "../support/e2e-slack";

const enterprise = "E0ORG00001";
const homes = {
  [ids.bob]: "T0SISTER01",
  [ids.carol]: enterprise,
  [ids.mallory]: "E0OTHER001",
};
/** Everybody is listed: only where they are at home makes a difference. */
const everybody = { slack: { channel, approverUserIds: Object.values(ids) } };
const names = ["ann", "bob", "carol", "mallory"] as const;

for (const orgWide of [false, true]) {
  describe(`an app installed for ${orgWide ? "a whole organisation" : "one of its workspaces"}`, function () {
    this.timeout(240_000);
    let local: SlackAws;

    before(async () => {
      const gates = names.map((name) => gate(name, everybody));
      local = await openSlack(gates, { workspace: { grid: { enterprise, orgWide, homes } } });
    });

    after(() => local.close());

    for (const name of ["ann", "carol"] as const) {
      it(`is decided by ${name}, who is at home in ${name === "ann" ? "the workspace" : "the organisation"}`, async () => {
        const sent = await local.decideAs(name, local.message(name), "approve");
        assert.deepEqual([sent.status, sent.errors], [200, undefined]);
        assert.equal((await local.history(name, "Decide"))[0].status, "Succeeded");
        assertClosed(local.message(name), "Approved");
      });
    }

    for (const name of ["bob", "mallory"] as const) {
      it(`refuses ${name}, who is at home elsewhere, and tells so in private`, async () => {
        await local.decideAs(name, local.message(name), "approve");
        assert.match(local.told(name).at(-1) ?? "nothing", /at home in another workspace/);
        assert.equal((await local.action(name)).latestExecution?.status, "InProgress");
      });
    }
  });
}

describe("a message of which Slack does not say whose it is", function () {
  this.timeout(240_000);

  it("is asked after, and decided", async () => {
    const local = await openSlack([gate("bare")]);
    try {
      await local.decideAs("ann", local.message("bare"), "reject", "Once more, please.");
      local.slack.fail("chat.postMessage", "bare");
      const [execution] = await local.executions("bare");
      await local.retry("bare", "Approve", execution.pipelineExecutionId!);
      await local.decideAs("ann", local.message("bare"), "approve");
      assert.equal((await local.history("bare", "Decide"))[0].status, "Succeeded");
    } finally {
      await local.close();
    }
  });
});
