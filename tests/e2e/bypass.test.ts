/** What bypasses a gate is told: within seconds where CodePipeline tells of it, by CloudTrail, and by the hourly look. */
import * as assert from "node:assert/strict";
import {
  CreatePipelineCommand,
  DeletePipelineCommand,
  DisableStageTransitionCommand,
  GetPipelineCommand,
  UpdatePipelineCommand,
} from "@aws-sdk/client-codepipeline";
import { administrator, deadLetters, mails, onBus } from "../support/e2e-bypass";
import { gate, openSlack, type SlackAws } from "../support/e2e-slack";

/** What is on the hub's bus of a pipeline: kind, who, and what told of it. */
const said = (local: SlackAws, pipeline: string): string[] =>
  onBus(local, pipeline).map(({ kind, actor, via }) => `${kind} ${actor?.displayName} ${via}`);

const pass = async (local: SlackAws, minutes: number): Promise<void> => {
  for (let passed = 0; passed < minutes; passed += 5) {
    local.rehearsal.clock.advance(5 * 60_000);
    await local.settled();
  }
};

/** Takes the approval out of the pipeline, and leaves something in its place. */
async function withoutGate(local: SlackAws, name: string): Promise<void> {
  const client = local.as(administrator);
  const { pipeline } = await client.send(new GetPipelineCommand({ name }));
  const stages = pipeline!.stages!.filter((stage) => stage.name !== "Approve");
  await client.send(new UpdatePipelineCommand({ pipeline: { ...pipeline!, stages } }));
  await local.settled();
}

const disable = (local: SlackAws, pipelineName: string) =>
  local.as(administrator).send(
    new DisableStageTransitionCommand({
      ...{ pipelineName, stageName: "Release", transitionType: "Inbound" },
      reason: "Freeze.",
    }),
  );

for (const trail of [true, false]) {
  describe(`a hub with bypassAlerts, ${trail ? "with" : "without"} a trail`, function () {
    this.timeout(300_000);
    let local: SlackAws;

    before(async () => {
      const config = { alarmEmail: "oncall@example.com", hub: { bypassAlerts: true }, trail };
      const byIam = ["allowed", "forced", "stopped", "removed", "frozen", "renewed"];
      const pipelines = [
        gate("clicked"),
        gate("native"),
        ...byIam.map((name) => ({ name, inHub: true, approvers: ["ann"] })),
      ];
      local = await openSlack(pipelines, { config });
      // To the beginning of an hour: the hourly look is not to see first what CloudTrail tells of in ten minutes.
      await pass(local, 125 - local.rehearsal.clock.now().getUTCMinutes());
    });

    after(() => local.close());

    it("says nothing of what the gates let, and of the deployment itself", async () => {
      await local.decideAs("ann", local.message("clicked"), "approve", "Load test passed.");
      await local.decide("ann", await local.request("allowed"));
      for (const name of ["clicked", "allowed"]) assert.deepEqual(said(local, name), []);
    });

    it("says a decision by somebody whom the gate does not let, at once", async () => {
      await local.decide(administrator, await local.request("forced"), "Approved", "Now.");
      await local.decide("bob", await local.request("native"), "Rejected", "No.");
      const [forced, ...more] = said(local, "forced");
      assert.match(forced, /^DecidedOutside \S*administrator\S* codepipeline$/);
      assert.deepEqual(more, []);
      assert.deepEqual(mails(local, "forced"), ["Approval decided outside its gate: forced"]);
      // In Slack alone: that a policy of its own lets bob, the gate does not say.
      assert.deepEqual(said(local, "native"), ["DecidedOutside bob codepipeline"]);
    });

    it("says what was stopped, disabled and redefined", async () => {
      const [{ pipelineExecutionId }] = await local.executions("stopped");
      await local.stop("stopped", pipelineExecutionId!, true);
      await disable(local, "frozen");
      await withoutGate(local, "removed");
      await pass(local, trail ? 10 : 65);
      const via = trail ? "cloudtrail" : "sweep";
      const expected: Record<string, RegExp> = {
        stopped: new RegExp(`^ExecutionStopped ${trail ? "operator" : "undefined"} ${via}$`),
        frozen: new RegExp(`^TransitionDisabled \\S*administrator\\S* ${via}$`),
        removed: new RegExp(
          `^GateRemoved ${trail ? "\\S*administrator\\S*" : "undefined"} ${via}$`,
        ),
      };
      for (const [name, words] of Object.entries(expected)) {
        const [event, ...more] = said(local, name);
        assert.match(event, words, name);
        assert.deepEqual(more, [], name);
        assert.equal(mails(local, name).length, 1, name);
      }
    });

    it("says a gate that is removed again from a pipeline made anew, which begins at version 1", async () => {
      const client = local.as(administrator);
      const name = "renewed";
      const { pipeline } = await client.send(new GetPipelineCommand({ name }));
      const minutes = trail ? 10 : 65;
      await withoutGate(local, name);
      await pass(local, minutes);
      await client.send(new DeletePipelineCommand({ name }));
      await client.send(new CreatePipelineCommand({ pipeline }));
      await pass(local, minutes);
      await withoutGate(local, name);
      await pass(local, minutes);
      const [removed, deleted, again, ...more] = onBus(local, name);
      assert.deepEqual(more, []);
      assert.deepEqual(again.what, removed.what);
      assert.match(deleted.what, /The pipeline was deleted.* One of the same name is there again/);
      assert.equal(mails(local, name).length, 3);
    });

    it("says each once, however long it stays, and keeps nothing for a person to look at", async () => {
      await pass(local, 130);
      for (const name of ["forced", "native", "stopped", "frozen", "removed"]) {
        assert.equal(said(local, name).length, 1, name);
      }
      for (const name of ["clicked", "allowed"]) assert.deepEqual(said(local, name), []);
      assert.deepEqual(deadLetters(local), []);
    });
  });
}
