/** A pipeline of the stack, and what a test says of it. */
import { fail } from "../engine/failure";
import { type Json, unknown } from "../engine/plain";
import type { RegisteredResource } from "../engine/resource";
import type { Announcement } from "../people/publishing";
import { actionsOf, list, type PipelineAction, record, text } from "./action";
import { gatingAdvice, besideAdvice } from "./gating-message";
import { isDeployment } from "./deployment";
import { approvalsBeside, type GatedStage, gatesBefore } from "./gating";
import { stagesOf } from "./ignore-changes";
import { DeployedStage } from "./stage";
import { watched } from "./track-unknown-reads";

/** Chooses actions of a pipeline. */
export type ActionFilter = (action: PipelineAction) => boolean;

/** Which actions must be behind an approval, and behind which. */
export interface GatedOptions {
  /** The actions that must be gated. Defaults to `isDeployment`. */
  readonly actions?: ActionFilter;
  /**
   * The approvals that count, for example `(a) => a.stage === "ApproveProduction"`. Defaults to
   * every approval action of the pipeline.
   */
  readonly by?: ActionFilter;
}

/** A pipeline as the program registered it. */
export class DeployedPipeline {
  /** Its name in AWS. */
  readonly name: string;
  /** All its actions: stage by stage, by runOrder within a stage. */
  readonly actions: readonly PipelineAction[];
  /** The resource itself, with everything that it was given. */
  readonly resource: RegisteredResource;
  private readonly all: readonly GatedStage[];
  /** Why nothing can be said about its gates and about who decides, if so. */
  readonly doubt: string | undefined;
  private readonly concerns: (pipeline: DeployedPipeline) => string[];

  /** Made by `deploy`. */
  constructor(
    resource: RegisteredResource,
    name: string,
    concerns: (pipeline: DeployedPipeline) => string[] = () => [],
  ) {
    this.resource = resource;
    this.name = name;
    this.concerns = concerns;
    const stages = stagesOf(resource);
    const blocks = list(stages);
    this.all = blocks.map(record).map((block) => ({
      name: text(block.name),
      block,
      actions: actionsOf(name, block),
    }));
    this.actions = this.all.flatMap(({ actions }) => actions);
    const isKnown =
      Array.isArray(stages) && blocks.every((block) => block !== unknown && isWhole(record(block)));
    this.doubt = isKnown ? namelessness(this) : openStages(this);
  }

  /** Names of the stages, in order. */
  get stageNames(): string[] {
    return this.all.map(({ name }) => name);
  }

  /** One stage. Fails where the pipeline has none of this name. */
  stage(name: string): DeployedStage {
    const at = this.all.findIndex((stage) => stage.name === name);
    // As the program wrote it, whatever `ignoreChanges` leaves as it was.
    const block = record(list(this.resource.inputs.stages)[at]);
    if (at >= 0) return new DeployedStage(this.name, { ...this.all[at], block });
    return fail(
      `Pipeline "${this.name}" has no stage "${name}". Its stages: ${this.stageNames.join(", ")}.`,
      this.stage,
    );
  }

  /**
   * Every action that is chosen can start only after an approval: one in an earlier stage, or in
   * the same stage with a lower runOrder. An approval beside or after it does not count, nor does
   * one in a stage that a condition may skip. Fails where an approval stands beside a chosen action,
   * whoever approved before; where an approval could not be announced or decided; where nothing is
   * chosen, and where a value that the filter reads is not known.
   */
  assertGated(options: GatedOptions = {}): void {
    const problems = this.ungated(options);
    if (this.chosen(options).length === 0 && problems.length === 0) {
      const all = this.actions.map(({ path, category }) => `  ${path} (${category})`);
      fail(
        `No action of pipeline "${this.name}" is chosen by \`actions\`, so nothing was tested. ` +
          `Its actions:\n${all.join("\n")}`,
        this.assertGated,
      );
    }
    if (problems.length > 0) fail(problems.join("\n\n"), this.assertGated);
  }

  /**
   * What `assertGated` would complain of: a message for each action that is chosen and not gated.
   * Empty also where nothing is chosen.
   */
  ungated({ actions = isDeployment, by = () => true }: GatedOptions = {}): string[] {
    if (this.doubt !== undefined) return [`${this.doubt}.`];
    const problems = this.actions.flatMap((action) => {
      const { chosen, unread } = watched(action, actions);
      if (unread.length > 0) return [notKnown(action, unread)];
      return chosen ? this.complaint(action, by) : [];
    });
    return [...problems, ...(this.chosen({ actions }).length > 0 ? this.concerns(this) : [])];
  }

  /** Topics to which its approvals are announced, each with the role that publishes. */
  get announcements(): Announcement[] {
    return this.all.flatMap(({ block, actions }) =>
      actions
        .filter(({ category }) => category === "Approval")
        .flatMap(({ path, name, configuration }) => {
          const topicArn =
            configuration === (unknown as never) ? unknown : configuration.NotificationArn;
          if (typeof topicArn !== "string" || topicArn === "") return [];
          const own = list(block.actions)
            .map(record)
            .find((action) => action.name === name)?.roleArn;
          const roleArn = own ?? this.resource.inputs.roleArn ?? unknown;
          return [{ pipeline: this.name, path, topicArn, roleArn: String(roleArn) }];
        }),
    );
  }

  /** The actions that a filter chooses. */
  chosen({ actions = isDeployment }: GatedOptions = {}): PipelineAction[] {
    return this.actions.filter(actions);
  }

  private complaint(action: PipelineAction, by: ActionFilter): string[] {
    const { gates, misses } = gatesBefore(this.all, action);
    const asked = gates.map((gate) => ({ gate, ...watched(gate, by) }));
    // An approval of which the filter cannot tell does not count.
    if (asked.some(({ chosen, unread }) => chosen && unread.length === 0)) {
      return approvalsBeside(this.all, action).map((miss) => besideAdvice(action, miss));
    }
    const others = asked.map(({ gate }) => ({ approval: gate, why: "is not one of `by`" }));
    return [gatingAdvice(action, [...misses, ...others])];
  }
}

/** Whether the actions of a stage are all there to be read. */
function isWhole(block: { readonly [key: string]: Json }): boolean {
  const { actions } = block;
  return Array.isArray(actions) && actions.every((action) => typeof action === "object");
}

function openStages({ name, resource }: DeployedPipeline): string {
  const words = `The stages of pipeline "${name}" are not known, so nothing can be said about its gates. `;
  return resource.ignoreChanges === undefined
    ? `${words}Deploy without \`preview\`, and give the stages as a list`
    : `${words}\`ignoreChanges\` (${resource.ignoreChanges.join(", ")}) leaves them as they were ` +
        "deployed before: take the stages out of it";
}

/** Rights and gates go by the pipeline's name, and Pulumi makes one up where the program has none. */
function namelessness({ name, resource, actions }: DeployedPipeline): string | undefined {
  const given = resource.inputs.name ?? "";
  if (given !== "" || !actions.some(({ category }) => category === "Approval")) return undefined;
  return (
    `Pipeline "${name}" has no \`name\` of its own. At AWS its name gets random characters, so that ` +
    "no gate and no right to decide is about it. Give it the name that its gates have: " +
    `new aws.codepipeline.Pipeline("${resource.name}", { name: pipelineName, ... })`
  );
}

function notKnown(action: PipelineAction, unread: readonly string[]): string {
  const names = unread.map((path) => `\`${path}\``).join(", ");
  return (
    `Pipeline "${action.pipeline}": whether action ${action.stage}/${action.name} must be gated ` +
    `depends on ${names}, which is not known. Deploy without \`preview\` and the pipeline without ` +
    "`ignoreChanges`, or choose by something else."
  );
}
