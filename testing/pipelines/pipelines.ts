/** The pipelines of a stack, and the approvals that they hold. */
import { pipelineArn } from "../../iam/arns";
import { fail } from "../engine/failure";
import type { AwsScope } from "../engine/place";
import { unknown } from "../engine/plain";
import type { RegisteredResource } from "../engine/resource";
import { DeployedPipeline } from "./pipeline";

const pipelineType = "aws:codepipeline/pipeline:Pipeline";

/** `concerns` is asked what else stands against a pipeline that looks gated. */
export function pipelinesOf(
  resources: readonly RegisteredResource[],
  concerns: (pipeline: DeployedPipeline) => string[],
): DeployedPipeline[] {
  return resources
    .filter(({ type }) => type === pipelineType)
    .map((resource) => {
      const { inputs, outputs, name } = resource;
      const given = [inputs.name, outputs.name].find(
        (text) => typeof text === "string" && text !== unknown,
      );
      return new DeployedPipeline(resource, String(given ?? name), concerns);
    });
}

/** One pipeline, by its name in AWS or, where no other has it, its name in the program; `from` asks. */
export function pipelineNamed(
  name: string,
  pipelines: readonly DeployedPipeline[],
  from: (...args: never[]) => unknown,
): DeployedPipeline {
  const named = pipelines.filter((pipeline) => pipeline.name === name);
  const found =
    named.length > 0 ? named : pipelines.filter(({ resource }) => resource.name === name);
  if (found.length === 1) return found[0];
  const all = pipelines.map((pipeline) => pipeline.name).join(", ") || "none";
  return fail(
    `The stack has ${found.length === 0 ? "no pipeline" : `${found.length} pipelines`} ` +
      `"${name}". Its pipelines: ${all}.`,
    from,
  );
}

/**
 * The approval actions with their ARNs. A pipeline may be in a Region of its own; where two have the
 * same name there, their approvals go by their ARNs.
 */
export function approvalsOf(
  pipelines: readonly DeployedPipeline[],
  place: AwsScope,
): { path: string; arn: string }[] {
  const all = pipelines.flatMap((pipeline) => {
    const arn = arnOf(pipeline, place);
    return pipeline.actions
      .filter(({ category }) => category === "Approval")
      .map(({ path, stage, name }) => ({ path, arn: `${arn}/${stage}/${name}` }));
  });
  const isShared = (path: string): boolean =>
    all.filter((approval) => approval.path === path).length > 1;
  return all.map(({ path, arn }) => ({ path: isShared(path) ? arn : path, arn }));
}

/** The ARN of a pipeline. */
export function arnOf({ resource, name }: DeployedPipeline, place: AwsScope): string {
  const { arn } = resource.outputs;
  if (typeof arn === "string" && arn !== unknown) return arn;
  const region = typeof resource.inputs.region === "string" ? resource.inputs.region : place.region;
  return pipelineArn({ ...place, region }, name);
}
