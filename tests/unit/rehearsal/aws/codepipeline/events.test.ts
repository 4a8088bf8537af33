import * as assert from "node:assert/strict";
import type { BusEvent } from "../../../../../rehearsal/aws/codepipeline/types";
import { alice, countingIds, deploy, gate, pipeline, source, World } from "./support";

const arn = "arn:aws:codepipeline:eu-west-1:111122223333:shop";

const byRule = { triggerType: "CloudWatchEvent", triggerDetail: "arn:rule" };

describe("the events of an execution", () => {
  let world: World;
  let id: string;
  beforeEach(async () => {
    world = new World(countingIds());
    const outputs = { source: "/files/source" };
    world.outcomes.set("Fetch", {
      status: "Succeeded",
      outputs,
      summary: "Fix the till",
      externalExecutionId: "c0ffee",
      externalExecutionUrl: "https://x.example/c0ffee",
      revision: { revisionId: "c0ffee" },
    });
    id = await world.started();
  });
  afterEach(() => world.clock.stop());

  const find = (subject: string, state: string): BusEvent => {
    const found = world.events.find(
      ({ detail }) =>
        (detail.action ?? detail.stage ?? detail.pipeline) === subject && detail.state === state,
    );
    assert.ok(found, `no event ${subject} ${state}`);
    return found;
  };
  const actionId = (name: string): string =>
    world.engine.actionExecutions("shop").find((one) => one.actionName === name)!
      .actionExecutionId!;

  it("say for a pipeline what started it", () => {
    const event = find("shop", "STARTED");
    assert.deepEqual(event, {
      version: "0",
      id: event.id,
      "detail-type": "CodePipeline Pipeline Execution State Change",
      source: "aws.codepipeline",
      account: "111122223333",
      time: "2026-11-22T10:00:00Z",
      region: "eu-west-1",
      resources: [arn],
      detail: {
        pipeline: "shop",
        "execution-id": id,
        "start-time": "2026-11-22T10:00:00.000Z",
        "execution-trigger": {
          "trigger-type": "StartPipelineExecution",
          "trigger-detail": alice,
        },
        state: "STARTED",
        version: 1,
        "pipeline-execution-attempt": 1,
      },
    });
  });

  it("say for a stage which it is", () => {
    const event = find("Gate", "STARTED");
    assert.equal(event["detail-type"], "CodePipeline Stage Execution State Change");
    assert.deepEqual(event.detail, {
      pipeline: "shop",
      "execution-id": id,
      "start-time": "2026-11-22T10:00:00.000Z",
      stage: "Gate",
      state: "STARTED",
      version: 1,
      "pipeline-execution-attempt": 1,
    });
  });

  it("say for an approval that it waits, and neither token nor approver", () => {
    const event = find("Approve", "STARTED");
    assert.equal(event["detail-type"], "CodePipeline Action Execution State Change");
    assert.deepEqual(event.detail, {
      pipeline: "shop",
      "execution-id": id,
      "start-time": "2026-11-22T10:00:00.000Z",
      stage: "Gate",
      "action-execution-id": actionId("Approve"),
      action: "Approve",
      state: "STARTED",
      region: "eu-west-1",
      type: { owner: "AWS", provider: "Manual", category: "Approval", version: "1" },
      version: 1,
      "pipeline-execution-attempt": 1,
    });
  });

  const ends = {
    SUCCEEDED: () => world.decide(),
    FAILED: () => world.decide("Rejected", "no"),
    ABANDONED: () => world.engine.stop("shop", id, { abandon: true }),
    CANCELED: () =>
      world.engine.updatePipeline(
        pipeline({}, [
          ["Source", [source()]],
          ["Gate", [gate()]],
        ]),
      ),
  };
  for (const [state, end] of Object.entries(ends)) {
    it(`name the execution of an approval action as it ends: ${state}`, async () => {
      const [{ actionExecutionId }] = world.engine.pending();
      world.clock.advance(60_000);
      await end();
      const { detail } = find("Approve", state);
      assert.equal(detail["action-execution-id"], actionExecutionId);
      assert.equal(detail["start-time"], "2026-11-22T10:00:00.000Z");
      assert.equal(detail["pipeline-execution-attempt"], 1);
    });
  }

  it("carry results and artifacts", async () => {
    const fetched = find("Fetch", "SUCCEEDED").detail;
    assert.deepEqual(fetched["execution-result"], {
      "external-execution-url": "https://x.example/c0ffee",
      "external-execution-summary": "Fix the till",
      "external-execution-id": "c0ffee",
    });
    const [artifact] = fetched["output-artifacts"] as { name: string; s3location: object }[];
    assert.equal(artifact.name, "source");
    assert.deepEqual(artifact.s3location, { bucket: "artifacts", key: "shop/source/0000000" });
    await world.decide();
    assert.deepEqual(find("Deploy", "STARTED").detail["input-artifacts"], [artifact]);
    assert.equal(find("Deploy", "SUCCEEDED").detail["execution-result"], undefined);
  });

  it("say why an action failed", async () => {
    await world.decide("Rejected", "no tests");
    assert.deepEqual(find("Approve", "FAILED").detail["execution-result"], {
      "external-execution-summary": "no tests",
      "error-code": "ApprovalRejected",
    });
  });

  it("of an approval name neither the token nor the approver", async () => {
    const [{ token }] = world.engine.pending();
    await world.decide("Approved", "fine");
    const text = JSON.stringify(find("Approve", "SUCCEEDED"));
    assert.equal(text.includes(token), false);
    assert.equal(/user|role/.test(text), false);
  });

  it("have ids of their own and the time of the change", async () => {
    world.clock.advance(61_500);
    await world.decide();
    const ids = world.events.map((event) => event.id);
    assert.equal(new Set(ids).size, ids.length);
    assert.equal(find("Approve", "SUCCEEDED").time, "2026-11-22T10:01:01Z");
  });

  it("come when the change is complete, so that a listener may call back", async () => {
    const seen: string[] = [];
    world.engine.on("event", ({ detail }) => {
      if (detail.action === "Approve" && detail.state === "STARTED") {
        seen.push(world.status(id), world.engine.start("shop", byRule));
      }
    });
    await world.decide("Rejected");
    const second = await world.start();
    assert.equal(seen[0], "Failed");
    assert.notEqual(seen[1], second);
    assert.equal(world.status(seen[1]), "InProgress");
  });

  it("come before `changed`, once for each change", () => {
    const order: string[] = [];
    world.engine.on("event", () => order.push("event"));
    world.engine.on("changed", () => order.push("changed"));
    world.engine.stop("shop", id, { abandon: true });
    assert.deepEqual(order, [...Array.from({ length: 5 }, () => "event"), "changed"]);
  });

  it("are not sent for a call that is refused", () => {
    let count = 0;
    world.engine.on("changed", () => (count += 1));
    assert.throws(() => world.engine.createPipeline(pipeline()));
    assert.throws(() => world.engine.stop("shop", "nope", { abandon: true }));
    assert.equal(count, 0);
  });

  it("shorten names in artifact keys as the service does", async () => {
    const long = "a-very-long-artifact-name";
    world.engine.createPipeline(
      pipeline(
        {
          name: "a-pipeline-with-a-long-name",
          artifactStore: undefined,
          artifactStores: { "eu-west-1": { type: "S3", location: "regional" } },
        },
        [
          ["Source", [source({ name: "Get", outputArtifacts: [{ name: long }] })]],
          ["Gate", [gate()]],
          ["Last", [deploy({ inputArtifacts: [{ name: long }] })]],
        ],
      ),
    );
    await world.start("a-pipeline-with-a-long-name");
    assert.deepEqual(find("Get", "SUCCEEDED").detail["output-artifacts"], [
      {
        name: long,
        s3location: { bucket: "regional", key: "a-pipeline-with-a-lo/a-very-lon/0000000" },
      },
    ]);
  });
});
