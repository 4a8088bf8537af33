/** What bypasses a gate, by the real `aws` command, and what CloudTrail keeps of it. */
import * as assert from "node:assert/strict";
import { aws, type CliAnswer, hasAwsCli, refusedByCli, taken } from "../support/e2e-aws-cli";
import { type LocalAws, openFixture } from "../support/e2e";

function whatGoesRound(this: Mocha.Suite): void {
  // Each call starts a Python of its own.
  this.timeout(120_000);
  let local: LocalAws;

  before(async () => {
    local = await openFixture("gates", { pipelines: [{ name: "held" }, { name: "changed" }] });
  });
  after(() => local.close());

  const run = (...args: string[]): Promise<CliAnswer> =>
    aws(local.rehearsal, "administrator", args);
  const pipelines = (...args: string[]): Promise<any> => taken(run("codepipeline", ...args));

  /** What is known of calls of this name, once it is known. */
  async function calls(name: string): Promise<any[]> {
    local.rehearsal.clock.advance(10 * 60_000);
    const attribute = `AttributeKey=EventName,AttributeValue=${name}`;
    const { Events } = await taken(
      run("cloudtrail", "lookup-events", "--lookup-attributes", attribute),
    );
    return Events.map(({ CloudTrailEvent }: any) => JSON.parse(CloudTrailEvent));
  }

  it("holds executions back at a transition, and says who did it", async () => {
    const [{ stages }] = [(await pipelines("get-pipeline", "--name", "held")).pipeline];
    const last = stages.at(-1).name;
    const place = ["--pipeline-name", "held", "--stage-name", last];
    const transition = [...place, "--transition-type", "Inbound"];
    await pipelines("disable-stage-transition", ...transition, "--reason", "Freeze");
    const state = await pipelines("get-pipeline-state", "--name", "held");
    const { inboundTransitionState } = state.stageStates.at(-1);
    assert.deepEqual(
      [inboundTransitionState.enabled, inboundTransitionState.disabledReason],
      [false, "Freeze"],
    );
    await pipelines("enable-stage-transition", ...transition);
    const [call] = await calls("DisableStageTransition");
    assert.deepEqual(call.requestParameters, {
      ...{ pipelineName: "held", stageName: last, transitionType: "Inbound", reason: "Freeze" },
    });
    assert.equal(call.userIdentity.userName, "administrator");
    assert.match(call.userAgent, /aws-cli/);
  });

  it("takes the gate out of a pipeline, cancels what waits, and ends the pipeline", async () => {
    const { pipeline } = await pipelines("get-pipeline", "--name", "changed");
    const stages = pipeline.stages.filter(({ name }: { name: string }) => name !== "Approve");
    const definition = JSON.stringify({ ...pipeline, stages });
    const updated = await pipelines("update-pipeline", "--pipeline", definition);
    assert.equal(updated.pipeline.version, pipeline.version + 1);
    assert.equal((await local.executions("changed"))[0].status, "Cancelled");
    await pipelines("delete-pipeline", "--name", "changed");
    await refusedByCli(
      run("codepipeline", "get-pipeline", "--name", "changed"),
      "PipelineNotFoundException",
    );
    const [call] = await calls("UpdatePipeline");
    const { name, stages: kept } = call.requestParameters.pipeline;
    assert.deepEqual([name, kept.length], ["changed", stages.length]);
    assert.deepEqual((await calls("DeletePipeline"))[0].requestParameters, { name: "changed" });
  });
}

// The CLI is no part of a checkout: without one there is nothing to drive.
if (hasAwsCli) describe("The aws CLI round a gate", whatGoesRound);
