/** The operations of CodePipeline that the rehearsal answers: what each needs and what it does. */
import * as sdk from "@aws-sdk/client-codepipeline";
import type { Place } from "../account/types";
import { ServiceError } from "../errors";
import type { Principal } from "../iam/types";
import type { Engine } from "../pipeline/engine";
import type { OperationSchema } from "./codec";
import { listActionExecutions, listPipelineExecutions, listPipelines } from "./listings";

/** What an operation works on. */
export interface Surroundings {
  readonly engine: Engine;
  readonly place: Place;
  /** Executions by client request token, for calls that an SDK repeats. */
  readonly started: Map<string, string>;
}

export interface Operation<Input = any> {
  readonly schema: OperationSchema;
  /** What of the ARN follows the account, by the service authorization reference; `*` for none. */
  readonly resource: (input: Input) => string;
  readonly run: (around: Surroundings, input: Input, caller: Principal) => unknown;
}

function operation<Input>(
  schema: OperationSchema,
  resource: (input: Input) => string | undefined,
  run: (around: Surroundings, input: Input, caller: Principal) => unknown,
): Operation<Input> {
  return { schema, resource: resource as (input: Input) => string, run };
}

function pipelineArn(place: Place, name: string): string {
  return `arn:${place.partition}:codepipeline:${place.region}:${place.accountId}:${name}`;
}

/** The resource that IAM is asked about. */
export function resourceOf({ resource }: Operation, place: Place, input: unknown): string {
  const name = resource(input);
  return name === "*" ? "*" : pipelineArn(place, name);
}

function getPipeline({ engine, place }: Surroundings, input: sdk.GetPipelineInput) {
  const name = input.name!;
  const pipeline = engine.declaration(name);
  if (input.version !== undefined && input.version !== pipeline.version) {
    throw new ServiceError(
      "PipelineVersionNotFoundException",
      `Pipeline "${name}" is at version ${pipeline.version}; the rehearsal keeps no other, ` +
        `got: ${input.version}.`,
    );
  }
  const { created, updated } = engine.state(name);
  return { pipeline, metadata: { pipelineArn: pipelineArn(place, name), created, updated } };
}

function start(
  { engine, started }: Surroundings,
  input: sdk.StartPipelineExecutionInput,
  caller: Principal,
) {
  const { clientRequestToken, sourceRevisions = [], variables } = input;
  const name = input.name!;
  if (sourceRevisions.length > 0) {
    throw new ServiceError(
      "ValidationException",
      "The rehearsal takes no `sourceRevisions`: its source is the example's own folder. " +
        "Change a file there and start again without them.",
    );
  }
  const key = `${name} ${clientRequestToken}`;
  const known = clientRequestToken === undefined ? undefined : started.get(key);
  if (known !== undefined) return { pipelineExecutionId: known };
  const trigger = { triggerType: "StartPipelineExecution", triggerDetail: caller.arn };
  const values = variables?.map((v) => ({ name: v.name!, value: v.value! }));
  const pipelineExecutionId = engine.start(name, trigger, { variables: values });
  if (clientRequestToken !== undefined) started.set(key, pipelineExecutionId);
  return { pipelineExecutionId };
}

function putApprovalResult(
  { engine }: Surroundings,
  input: sdk.PutApprovalResultInput,
  caller: Principal,
) {
  const decision = {
    pipelineName: input.pipelineName!,
    stageName: input.stageName!,
    actionName: input.actionName!,
    token: input.token!,
    status: input.result!.status!,
    summary: input.result!.summary!,
  };
  return { approvedAt: engine.decide(decision, caller.arn) };
}

const byName = (input: { name?: string }) => input.name;
const byPipelineName = (input: { pipelineName?: string }) => input.pipelineName;

/** By the name in X-Amz-Target, which is also the IAM action's. */
export const operations: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ["GetPipeline", operation(sdk.GetPipeline$, byName, getPipeline)],
  [
    "GetPipelineState",
    operation(sdk.GetPipelineState$, byName, ({ engine }, input: sdk.GetPipelineStateInput) =>
      engine.state(input.name!),
    ),
  ],
  [
    "GetPipelineExecution",
    operation(
      sdk.GetPipelineExecution$,
      byPipelineName,
      ({ engine }, input: sdk.GetPipelineExecutionInput) => ({
        pipelineExecution: engine.execution(input.pipelineName!, input.pipelineExecutionId!),
      }),
    ),
  ],
  [
    "ListPipelines",
    operation(
      sdk.ListPipelines$,
      () => "*",
      ({ engine }, input: sdk.ListPipelinesInput) => listPipelines(engine, input),
    ),
  ],
  [
    "ListPipelineExecutions",
    operation(
      sdk.ListPipelineExecutions$,
      byPipelineName,
      ({ engine }, input: sdk.ListPipelineExecutionsInput) => listPipelineExecutions(engine, input),
    ),
  ],
  [
    "ListActionExecutions",
    operation(
      sdk.ListActionExecutions$,
      byPipelineName,
      ({ engine }, input: sdk.ListActionExecutionsInput) => listActionExecutions(engine, input),
    ),
  ],
  ["StartPipelineExecution", operation(sdk.StartPipelineExecution$, byName, start)],
  [
    "StopPipelineExecution",
    operation(
      sdk.StopPipelineExecution$,
      byPipelineName,
      ({ engine }, input: sdk.StopPipelineExecutionInput) => {
        const { pipelineName, pipelineExecutionId, abandon = false, reason } = input;
        engine.stop(pipelineName!, pipelineExecutionId!, { abandon, reason });
        return { pipelineExecutionId };
      },
    ),
  ],
  [
    "RetryStageExecution",
    operation(
      sdk.RetryStageExecution$,
      (input: sdk.RetryStageExecutionInput) => `${input.pipelineName}/${input.stageName}`,
      ({ engine }, input: sdk.RetryStageExecutionInput) => {
        const { pipelineName, stageName, pipelineExecutionId, retryMode } = input;
        engine.retryStage(pipelineName!, stageName!, pipelineExecutionId!, retryMode!);
        return { pipelineExecutionId };
      },
    ),
  ],
  [
    "PutApprovalResult",
    operation(
      sdk.PutApprovalResult$,
      (input: sdk.PutApprovalResultInput) =>
        `${input.pipelineName}/${input.stageName}/${input.actionName}`,
      putApprovalResult,
    ),
  ],
]);
