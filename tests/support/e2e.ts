/** Opens a rehearsal of a fixture program, and talks to it as its people do: through the API. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import {
  CodePipelineClient,
  GetPipelineStateCommand,
  ListActionExecutionsCommand,
  ListPipelineExecutionsCommand,
  PutApprovalResultCommand,
  RetryStageExecutionCommand,
  StartPipelineExecutionCommand,
  StopPipelineExecutionCommand,
  type ActionExecutionDetail,
  type ActionState,
  type ApprovalStatus,
  type PipelineExecutionSummary,
  type StageState,
} from "@aws-sdk/client-codepipeline";
import { stringify } from "yaml";
import type { Call } from "../../rehearsal/aws/api/calls";
import { openRehearsal, type Rehearsal } from "../../rehearsal/session";

const fixtures = path.join(__dirname, "..", "e2e", "fixtures");

/** One approval action's open request, as a caller names it. */
export interface Request {
  readonly pipelineName: string;
  readonly stageName: string;
  readonly actionName: string;
  readonly token: string;
}

/**
 * A folder of its own for one run of a fixture: the program's, with this configuration, and the
 * Slack workspace around it where there is one.
 */
export function programFolder(
  fixture: string,
  config: Record<string, unknown>,
  workspace?: object,
  systems?: readonly object[],
): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `e2e-${fixture}-`));
  const main = path.join(fixtures, fixture, "index.ts");
  const project = { name: fixture, runtime: "nodejs", main };
  fs.writeFileSync(path.join(folder, "Pulumi.yaml"), stringify(project));
  const stack = { config: { "aws:region": "eu-west-1", ...config } };
  fs.writeFileSync(path.join(folder, "Pulumi.rehearsal.yaml"), stringify(stack));
  if (workspace !== undefined) {
    fs.writeFileSync(path.join(folder, "slack.rehearsal.yaml"), stringify(workspace));
  }
  if (systems !== undefined) {
    fs.writeFileSync(path.join(folder, "systems.rehearsal.yaml"), stringify(systems));
  }
  return folder;
}

/** Runs a fixture with this configuration; its pipelines stand still when it resolves. */
export async function openFixture(
  fixture: string,
  config: Record<string, unknown>,
  operator = "operator",
  /** Other systems, as systems.rehearsal.yaml lists them. */
  systems?: readonly object[],
): Promise<LocalAws> {
  const folder = programFolder(fixture, config, undefined, systems);
  try {
    const run = { exampleDir: folder, folder: path.join(folder, "run") };
    const local = new LocalAws(await openRehearsal(run), folder, operator);
    await local.settled();
    return local;
  } catch (error) {
    fs.rmSync(folder, { recursive: true });
    throw error;
  }
}

/** A running rehearsal and the people in it. */
export class LocalAws {
  private readonly clients = new Map<string, CodePipelineClient>();

  constructor(
    readonly rehearsal: Rehearsal,
    private readonly folder: string,
    /** Profile of the person who looks at pipelines, starts, stops and retries them. */
    private readonly operator: string,
  ) {}

  async close(): Promise<void> {
    for (const client of this.clients.values()) client.destroy();
    await this.rehearsal.close();
    fs.rmSync(this.folder, { recursive: true });
  }

  /** Waits until nothing happens any more without a person or the clock. */
  async settled(): Promise<void> {
    const { engine, account } = this.rehearsal;
    const pipelines = () => Promise.all(engine.pipelineNames().map((name) => engine.idle(name)));
    do {
      await pipelines();
      await account.functions.idle();
      await pipelines();
    } while (account.functions.busy() > 0);
  }

  /** Waits for what Lambda's own retries do, which come by the clock. */
  async minutes(count: number): Promise<void> {
    for (let minute = 0; minute < count; minute += 1) {
      this.rehearsal.clock.advance(60_000);
      await this.settled();
    }
  }

  /** The client of the person with this profile. What is refused once stays refused: no retries. */
  as(profile: string): CodePipelineClient {
    let client = this.clients.get(profile);
    if (client === undefined) {
      const config = this.rehearsal.clientConfigFor(profile);
      client = new CodePipelineClient({ ...config, maxAttempts: 1 });
      this.clients.set(profile, client);
    }
    return client;
  }

  /** Decides as the person with this profile, and waits for what follows. */
  async decide(
    profile: string,
    request: Request,
    status: ApprovalStatus = "Approved",
    summary = "Looked at it.",
  ): Promise<Date> {
    const { pipelineName, stageName, actionName, token } = request;
    const input = { pipelineName, stageName, actionName, token, result: { status, summary } };
    const answer = await this.as(profile).send(new PutApprovalResultCommand(input));
    await this.settled();
    return answer.approvedAt!;
  }

  async start(pipelineName: string): Promise<string> {
    const command = new StartPipelineExecutionCommand({ name: pipelineName });
    const { pipelineExecutionId } = await this.as(this.operator).send(command);
    await this.settled();
    return pipelineExecutionId!;
  }

  async stop(pipelineName: string, pipelineExecutionId: string, abandon: boolean): Promise<void> {
    const input = { pipelineName, pipelineExecutionId, abandon, reason: "No longer wanted." };
    await this.as(this.operator).send(new StopPipelineExecutionCommand(input));
    await this.settled();
  }

  async retry(pipelineName: string, stageName: string, pipelineExecutionId: string): Promise<void> {
    const retryMode = "FAILED_ACTIONS" as const;
    const input = { pipelineName, stageName, pipelineExecutionId, retryMode };
    await this.as(this.operator).send(new RetryStageExecutionCommand(input));
    await this.settled();
  }

  /** Newest first. */
  async executions(pipelineName: string): Promise<PipelineExecutionSummary[]> {
    const command = new ListPipelineExecutionsCommand({ pipelineName });
    return (await this.as(this.operator).send(command)).pipelineExecutionSummaries!;
  }

  /** Newest first. */
  async history(pipelineName: string, actionName?: string): Promise<ActionExecutionDetail[]> {
    const command = new ListActionExecutionsCommand({ pipelineName });
    const { actionExecutionDetails } = await this.as(this.operator).send(command);
    return actionExecutionDetails!.filter(
      (detail) => actionName === undefined || detail.actionName === actionName,
    );
  }

  async stage(pipelineName: string, stageName = "Approve"): Promise<StageState> {
    const command = new GetPipelineStateCommand({ name: pipelineName });
    const { stageStates } = await this.as(this.operator).send(command);
    return stageStates!.find((stage) => stage.stageName === stageName)!;
  }

  async action(pipelineName: string, stageName = "Approve", name = "Decide"): Promise<ActionState> {
    const { actionStates } = await this.stage(pipelineName, stageName);
    return actionStates!.find(({ actionName }) => actionName === name)!;
  }

  /** The open request of an approval action, with the token that GetPipelineState shows. */
  async request(
    pipelineName: string,
    actionName = "Decide",
    stageName = "Approve",
  ): Promise<Request> {
    const { latestExecution } = await this.action(pipelineName, stageName, actionName);
    const token = latestExecution?.token;
    if (token === undefined) {
      throw new Error(`${actionName} of ${pipelineName} is ${latestExecution?.status}, not open.`);
    }
    return { pipelineName, stageName, actionName, token };
  }

  /** Names of the files that the pipeline's last stage deployed. */
  deployed(pipelineName: string): string[] {
    const folder = path.join(this.rehearsal.account.buckets.folder("e2e-production"), pipelineName);
    return fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  }
}

/** Those of the calls that would decide about a pipeline. */
export const decisionsOf = (calls: readonly Call[], pipelineName: string): Call[] =>
  calls.filter(
    ({ action, resource }) =>
      action === "codepipeline:PutApprovalResult" && resource.includes(`:${pipelineName}/`),
  );

/** Asserts that a call is refused with this error, and answers its message. */
export async function refused(call: Promise<unknown>, code: string, status = 400): Promise<string> {
  const [outcome] = await Promise.allSettled([call]);
  if (outcome.status === "fulfilled") assert.fail(`Expected ${code}, but the call was taken.`);
  const { name, message, $metadata } = outcome.reason;
  assert.deepEqual({ code: name, status: $metadata?.httpStatusCode }, { code, status }, message);
  return message;
}
