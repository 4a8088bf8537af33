/** The operations of CodePipeline that the rehearsal answers: what each needs and what it does. */
import { pipelineArn } from "../../../iam/arns";
import * as sdk from "@aws-sdk/client-codepipeline";
import { ServiceError } from "../../errors";
import type { OperationSchema } from "../api/codec";
import { type JsonOperation, jsonService, schemaOperation } from "../api/json-service";
import { createPipeline, deletePipeline, updatePipeline } from "./definition-operations";
import {
  listActionExecutions,
  listPipelineExecutions,
  listPipelines,
  listRuleExecutions,
} from "./listings";
import type { RequestContext } from "../api/types";
import model from "./api-model.json";

/** What of the ARN follows the account, by the service authorization reference; `*` for none. */
type ResourceName<Input> = (input: Input) => string | undefined;

function operation<Input>(
  schema: OperationSchema,
  name: ResourceName<Input>,
  run: (ctx: RequestContext, input: Input) => unknown,
) {
  return schemaOperation<Input>(schema, {
    resource: (input, { place }) => {
      const resource = name(input)!;
      return resource === "*" ? "*" : pipelineArn(place, resource);
    },
    run: (input, ctx) => run(ctx, input),
  });
}

function getPipeline({ engine, place }: RequestContext, input: sdk.GetPipelineInput) {
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
  { engine, started, caller }: RequestContext,
  input: sdk.StartPipelineExecutionInput,
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

function putApprovalResult({ engine, caller }: RequestContext, input: sdk.PutApprovalResultInput) {
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

/** Jobs have no ARN. */
const anyResource = () => "*";

const byName = (input: { name?: string }) => input.name;
const byStage = (input: { pipelineName?: string; stageName?: string }) =>
  `${input.pipelineName}/${input.stageName}`;
const byPipelineName = (input: { pipelineName?: string }) => input.pipelineName;

/** Only a request to disable has a reason, which it must have. */
function transition(schema: OperationSchema) {
  return operation(
    schema,
    byStage,
    ({ engine, caller }, input: sdk.EnableStageTransitionInput & { reason?: string }) => {
      const { pipelineName, stageName, transitionType, reason } = input;
      engine.setTransition(pipelineName!, stageName!, transitionType!, { by: caller.arn, reason });
    },
  );
}

/** By the name in X-Amz-Target, which is also the IAM action's. */
const operations = new Map<string, JsonOperation>([
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
    operation(sdk.ListPipelines$, anyResource, ({ engine }, input: sdk.ListPipelinesInput) =>
      listPipelines(engine, input),
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
      byStage,
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
  [
    "OverrideStageCondition",
    operation(
      sdk.OverrideStageCondition$,
      byStage,
      ({ engine, caller }, input: sdk.OverrideStageConditionInput) => {
        const { pipelineName, stageName, pipelineExecutionId, conditionType } = input;
        engine.overrideStageCondition(
          ...([pipelineName!, stageName!, pipelineExecutionId!, conditionType!] as const),
          caller.arn,
        );
      },
    ),
  ],
  [
    "RollbackStage",
    operation(sdk.RollbackStage$, byStage, ({ engine, caller }, input: sdk.RollbackStageInput) => {
      const { pipelineName, stageName, targetPipelineExecutionId: target } = input;
      const id = engine.rollbackStage(pipelineName!, stageName!, target!, caller.arn);
      return { pipelineExecutionId: id };
    }),
  ],
  ["CreatePipeline", createPipeline],
  ["UpdatePipeline", updatePipeline],
  ["DeletePipeline", deletePipeline],
  ["DisableStageTransition", transition(sdk.DisableStageTransition$)],
  ["EnableStageTransition", transition(sdk.EnableStageTransition$)],
  [
    "ListRuleExecutions",
    operation(
      sdk.ListRuleExecutions$,
      byPipelineName,
      ({ engine }, input: sdk.ListRuleExecutionsInput) => listRuleExecutions(engine, input),
    ),
  ],
  [
    "GetJobDetails",
    operation(sdk.GetJobDetails$, anyResource, ({ engine }, input: sdk.GetJobDetailsInput) => ({
      jobDetails: engine.jobDetails(input.jobId!),
    })),
  ],
  [
    "PutJobSuccessResult",
    operation(
      sdk.PutJobSuccessResult$,
      anyResource,
      ({ engine }, input: sdk.PutJobSuccessResultInput) => engine.succeedJob(input),
    ),
  ],
  [
    "PutJobFailureResult",
    operation(
      sdk.PutJobFailureResult$,
      anyResource,
      ({ engine }, input: sdk.PutJobFailureResultInput) => engine.failJob(input),
    ),
  ],
]);

export const codepipeline = jsonService({
  name: "codepipeline",
  model,
  title: "CodePipeline",
  version: "1.1",
  target: "CodePipeline_20150709.",
  operations,
});
