import * as assert from "node:assert/strict";
import * as sdk from "@aws-sdk/client-codepipeline";
import * as fc from "fast-check";
import { pageOf } from "../../../../../rehearsal/aws/api/paging";
import { id, type Local, startLocal } from "../api/fixture";

const when = new Date("2026-11-22T21:00:00Z");

function detail(
  n: number,
  execution: number,
  stageName: string,
  actionName: string,
  status: string,
) {
  return {
    actionExecutionId: id(n),
    pipelineExecutionId: id(execution),
    stageName,
    actionName,
    status: status as sdk.ActionExecutionStatus,
  };
}

/** Newest first: execution 1 failed in Gate and passed on retry; execution 2 waits there. */
const history = [
  detail(15, 1, "Gate", "A", "Succeeded"),
  detail(14, 2, "Gate", "A", "InProgress"),
  detail(13, 1, "Gate", "A", "Failed"),
  detail(12, 1, "Gate", "B", "Succeeded"),
  detail(11, 1, "Source", "S", "Succeeded"),
];

describe("listings", () => {
  let local: Local;
  let admin: sdk.CodePipelineClient;
  before(async () => {
    local = await startLocal();
    admin = local.client("administrator");
    const stages = [{ name: "Gate", actions: [{ name: "A" }, { name: "B" }] }, { name: "Empty" }];
    Object.assign(local.fake.answers, {
      pipelineNames: () => ["a", "b", "c"],
      declaration: (name: string) => ({
        name,
        version: 2,
        pipelineType: "V2",
        executionMode: "QUEUED",
        stages,
      }),
      state: () => ({ created: when, updated: when }),
      executions: () => [{ pipelineExecutionId: id(2) }, { pipelineExecutionId: id(1) }],
      actionExecutions: (_: string, { pipelineExecutionId }: { pipelineExecutionId?: string }) =>
        history.filter((d) => [undefined, d.pipelineExecutionId].includes(pipelineExecutionId)),
    });
  });
  after(() => local.stop());

  async function executions(input: object = {}) {
    const command = new sdk.ListPipelineExecutionsCommand({ pipelineName: "a", ...input });
    const { pipelineExecutionSummaries = [], nextToken } = await admin.send(command);
    return { ids: pipelineExecutionSummaries.map((one) => one.pipelineExecutionId), nextToken };
  }

  async function actions(input: object = {}) {
    const command = new sdk.ListActionExecutionsCommand({ pipelineName: "a", ...input });
    const { actionExecutionDetails = [], nextToken } = await admin.send(command);
    const ns = actionExecutionDetails.map((one) => Number(one.actionExecutionId?.slice(-2)));
    return { ns, nextToken };
  }

  it("ListPipelines answers a summary of each", async () => {
    const { pipelines, nextToken } = await admin.send(new sdk.ListPipelinesCommand({}));
    assert.deepEqual(
      pipelines?.map(({ name }) => name),
      ["a", "b", "c"],
    );
    assert.deepEqual(pipelines?.[0], {
      name: "a",
      version: 2,
      pipelineType: "V2",
      executionMode: "QUEUED",
      created: when,
      updated: when,
    });
    assert.equal(nextToken, undefined);
  });

  it("ListPipelines goes page by page", async () => {
    const names: unknown[] = [];
    for await (const page of sdk.paginateListPipelines({ client: admin, pageSize: 2 }, {})) {
      names.push(page.pipelines?.map(({ name }) => name));
    }
    assert.deepEqual(names, [["a", "b"], ["c"]]);
  });

  it("ListPipelineExecutions goes page by page, newest first", async () => {
    const first = await executions({ maxResults: 1 });
    assert.deepEqual(first.ids, [id(2)]);
    const second = await executions({ maxResults: 1, nextToken: first.nextToken });
    assert.deepEqual(second, { ids: [id(1)], nextToken: undefined });
  });

  for (const [stageName, expected] of [
    ["Gate", [id(1)]],
    ["Empty", []],
    ["Nowhere", []],
  ] as const) {
    it(`ListPipelineExecutions finds what succeeded in stage ${stageName}`, async () => {
      const { ids } = await executions({ filter: { succeededInStage: { stageName } } });
      assert.deepEqual(ids, expected);
    });
  }

  it("ListActionExecutions lists all, or those of one execution", async () => {
    assert.deepEqual((await actions()).ns, [15, 14, 13, 12, 11]);
    const { ns } = await actions({ filter: { pipelineExecutionId: id(2) } });
    assert.deepEqual(ns, [14]);
  });

  for (const [startTimeRange, expected] of [
    ["Latest", [15, 12, 11]],
    ["All", [15, 13, 12, 11]],
  ] as const) {
    it(`ListActionExecutions: ${startTimeRange} of an execution with a retry`, async () => {
      const latestInPipelineExecution = { pipelineExecutionId: id(1), startTimeRange };
      const { ns } = await actions({ filter: { latestInPipelineExecution } });
      assert.deepEqual(ns, expected);
    });
  }

  it("a token of another list is not valid", async () => {
    const { nextToken } = await actions({ maxResults: 1 });
    await assert.rejects(executions({ nextToken }), { name: "InvalidNextTokenException" });
    await assert.rejects(actions({ nextToken: "made up" }), { name: "InvalidNextTokenException" });
  });
});

describe("pageOf", () => {
  it("gives every item once, in order, whatever the page size", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string()),
        fc.integer({ min: 1, max: 7 }),
        (all, maxResults) => {
          const seen: string[] = [];
          let nextToken: string | undefined;
          do {
            const page = pageOf("x", all, (item) => item, { maxResults, nextToken }, 100);
            assert.ok(page.items.length <= maxResults);
            seen.push(...page.items);
            nextToken = page.nextToken;
          } while (nextToken !== undefined);
          assert.deepEqual(seen, all);
        },
      ),
    );
  });

  it("is not moved by items that come in front", () => {
    const { nextToken } = pageOf("x", ["b", "a"], String, { maxResults: 1 }, 100);
    const { items } = pageOf("x", ["c", "b", "a"], String, { nextToken }, 100);
    assert.deepEqual(items, ["a"]);
  });

  it("holds no more than the operation's most", () => {
    assert.deepEqual(pageOf("x", ["b", "a"], String, {}, 1).items, ["b"]);
  });
});
