/** CreatePipeline, UpdatePipeline and DeletePipeline: they refuse what the resource refuses. */
import * as sdk from "@aws-sdk/client-codepipeline";
import { pipelineArn } from "../../../iam/arns";
import { type JsonOperation, schemaOperation } from "../api/json-service";
import type { RequestContext, Right } from "../api/types";
import { besidePolicy, type Decision } from "../iam";
import { ServiceError } from "../../errors";
import { needCustomTypes } from "./custom-action-types";
import { structureError } from "./errors";

const service = "codepipeline.amazonaws.com";
const passRole = "iam:PassRole";

type DefinitionInput = sdk.CreatePipelineInput | sdk.UpdatePipelineInput;

/** The caller passes the pipeline's role on (CodePipeline User Guide, "iam:PassRole"). */
function decideWithRole(
  { pipeline }: DefinitionInput,
  { directory, caller, context, call, place }: RequestContext,
  { action, resource }: Right,
): Decision {
  const decision = directory.decide(caller, action, resource, context);
  const own = besidePolicy(decision, undefined, caller.accountId === place.accountId);
  if (!own.allowed) return own;
  const { roleArn } = pipeline!;
  const known = { ...context, "iam:PassedToService": service };
  const { allowed, reason } = directory.decide(caller, passRole, roleArn!, known);
  if (!allowed) {
    throw new ServiceError(
      "AccessDeniedException",
      `User: ${caller.arn} is not authorized to perform: ${passRole} on resource: ${roleArn}. ${reason}`,
    );
  }
  call.further = [{ action: passRole, resource: roleArn! }];
  return own;
}

function needUsable(pipeline: sdk.PipelineDeclaration, ctx: RequestContext): void {
  const { directory, place, resources = [] } = ctx;
  if (!directory.decideServiceAssume(pipeline.roleArn!, service).allowed) {
    throw structureError(
      `CodePipeline is not authorized to perform AssumeRole on role ${pipeline.roleArn}`,
    );
  }
  needCustomTypes(pipeline, { resources, place });
}

const shared = {
  resource: ({ pipeline }: DefinitionInput, { place }: RequestContext): string =>
    pipelineArn(place, pipeline!.name!),
  decide: decideWithRole,
};

/** A new pipeline starts by itself. */
export const createPipeline: JsonOperation = schemaOperation<sdk.CreatePipelineInput>(
  sdk.CreatePipeline$,
  {
    ...shared,
    run: ({ pipeline, tags }, ctx) => {
      const { engine, place } = ctx;
      const name = pipeline!.name!;
      needUsable(pipeline!, ctx);
      engine.createPipeline(pipeline!);
      engine.start(name, {
        triggerType: "CreatePipeline",
        triggerDetail: pipelineArn(place, name),
      });
      return { pipeline: engine.declaration(name), tags };
    },
  },
);

export const updatePipeline: JsonOperation = schemaOperation<sdk.UpdatePipelineInput>(
  sdk.UpdatePipeline$,
  {
    ...shared,
    run: ({ pipeline }, ctx) => {
      needUsable(pipeline!, ctx);
      ctx.engine.updatePipeline(pipeline!);
      return { pipeline: ctx.engine.declaration(pipeline!.name!) };
    },
  },
);

export const deletePipeline: JsonOperation = schemaOperation<sdk.DeletePipelineInput>(
  sdk.DeletePipeline$,
  {
    resource: ({ name }, { place }) => pipelineArn(place, name!),
    run: ({ name }, { engine }) => engine.deletePipeline(name!),
  },
);
