import * as assert from "node:assert/strict";
import type {
  ActionExecutionDetail,
  PipelineDeclaration,
  StageState,
} from "@aws-sdk/client-codepipeline";
import { pipelineView, type PipelineFacts } from "../../../../rehearsal/screen/view";
import { firstExecution, request, secondExecution } from "../terminal/support/plain";

const declaration = {
  name: "web",
  roleArn: "r",
  stages: [
    { name: "Source", actions: [{ name: "site", actionTypeId: undefined }] },
    {
      name: "Release",
      actions: [
        { name: "deploy", runOrder: 2, actionTypeId: undefined },
        { name: "manager", runOrder: 1, actionTypeId: undefined },
        { name: "legal", actionTypeId: undefined },
      ],
    },
  ],
} as PipelineDeclaration;

const releaseOf = (status: string, executionId: string): StageState =>
  ({
    stageName: "Release",
    latestExecution: { pipelineExecutionId: executionId, status },
  }) as StageState;

const ran = (actionName: string, status: string, pipelineExecutionId: string) =>
  ({ stageName: "Release", actionName, status, pipelineExecutionId }) as ActionExecutionDetail;

function view(facts: Partial<PipelineFacts> = {}) {
  return pipelineView({
    declaration,
    state: { stageStates: [] },
    executions: [],
    actions: [],
    pending: [],
    ...facts,
  });
}

describe("pipelineView", () => {
  it("groups actions by runOrder, lowest first, 1 where none is given", () => {
    const [, release] = view().stages;
    const names = release.groups.map((group) => group.map((action) => action.name));
    assert.deepEqual(names, [["manager", "legal"], ["deploy"]]);
  });

  it("shows what never ran as not run", () => {
    assert.deepEqual(view().stages[0], {
      name: "Source",
      state: "NotRun",
      inbound: [],
      groups: [[{ name: "site", state: "NotRun" }]],
    });
  });

  it("shows the mode, SUPERSEDED where none is given", () => {
    assert.equal(view().mode, "SUPERSEDED");
    assert.equal(view({ declaration: { ...declaration, executionMode: "QUEUED" } }).mode, "QUEUED");
  });

  it("counts an action's run only for the execution in the stage", () => {
    const state = { stageStates: [releaseOf("InProgress", secondExecution)] };
    const actions = [
      ran("manager", "Succeeded", secondExecution),
      ran("deploy", "Succeeded", firstExecution),
    ];
    const [, release] = view({ state, actions }).stages;
    const states = release.groups.flat().map(({ name, state: s }) => [name, s]);
    assert.deepEqual(states, [
      ["manager", "Succeeded"],
      ["legal", "NotRun"],
      ["deploy", "NotRun"],
    ]);
  });

  it("shows the newest run of an action", () => {
    const state = { stageStates: [releaseOf("InProgress", firstExecution)] };
    const actions = [
      ran("deploy", "InProgress", firstExecution),
      ran("deploy", "Failed", firstExecution),
    ];
    assert.equal(view({ state, actions }).stages[1].groups[1][0].state, "InProgress");
  });

  it("shows a pending approval, and its stage, as waiting", () => {
    const state = { stageStates: [releaseOf("InProgress", firstExecution)] };
    const [, release] = view({ state, pending: [request()] }).stages;
    assert.equal(release.state, "Waiting");
    assert.deepEqual(release.groups[0][0], {
      name: "manager",
      state: "Waiting",
      expires: request().expires,
    });
  });

  it("leaves a pending approval of another execution out of the box", () => {
    const state = { stageStates: [releaseOf("InProgress", secondExecution)] };
    assert.equal(view({ state, pending: [request()] }).stages[1].state, "InProgress");
  });

  it("names inbound executions once", () => {
    const waiting = { pipelineExecutionId: secondExecution, status: "InProgress" as const };
    const release = {
      stageName: "Release",
      inboundExecution: waiting,
      inboundExecutions: [waiting],
    };
    const state = { stageStates: [release] };
    assert.deepEqual(view({ state }).stages[1].inbound, [secondExecution]);
  });

  it("lists executions with what they carry", () => {
    const executions = [
      {
        pipelineExecutionId: secondExecution,
        status: "Succeeded" as const,
        sourceRevisions: [{ actionName: "site", revisionSummary: "New text" }],
      },
      { pipelineExecutionId: firstExecution, status: "Superseded" as const },
    ];
    assert.deepEqual(view({ executions }).executions, [
      { id: secondExecution, state: "Succeeded", revision: "New text" },
      { id: firstExecution, state: "Superseded" },
    ]);
  });

  it("says of a stage's conditions what came of them, and why", () => {
    const release = {
      ...releaseOf("Failed", firstExecution),
      onSuccessConditionState: { latestExecution: { status: "Failed", summary: "Ask: no" } },
      beforeEntryConditionState: { latestExecution: { status: "Overridden" } },
    } as StageState;
    const { stages } = view({ state: { stageStates: [release] } });
    assert.deepEqual(stages[1].conditions, ["beforeEntry overridden", "onSuccess failed: Ask: no"]);
    assert.ok(!("conditions" in stages[0]));
  });

  it("bears answers in which everything optional is missing", () => {
    const bare = { roleArn: undefined, name: undefined, stages: undefined } as PipelineDeclaration;
    assert.deepEqual(view({ declaration: bare, executions: [{}] }), {
      name: "",
      mode: "SUPERSEDED",
      stages: [],
      executions: [{ id: "", state: "NotRun" }],
    });
    const empty = { stages: [{ name: undefined, actions: undefined }] } as PipelineDeclaration;
    assert.deepEqual(view({ declaration: empty }).stages[0].groups, []);
    const nameless = {
      stages: [{ name: undefined, actions: [{ name: undefined, actionTypeId: undefined }] }],
    } as unknown as PipelineDeclaration;
    assert.equal(view({ declaration: nameless }).stages[0].groups[0][0].name, "");
  });
});
