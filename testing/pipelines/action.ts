/** The actions of a registered pipeline, flat. */
import { actionKey } from "../../contract/records";
import { type Json, unknown } from "../engine/plain";

/** One action of a pipeline, as registered. */
export interface PipelineAction {
  /** Name of the pipeline. */
  readonly pipeline: string;
  /** Name of the stage. */
  readonly stage: string;
  readonly name: string;
  /** `PIPELINE/STAGE/ACTION`, as in the ARN that IAM decides about. */
  readonly path: string;
  /** `Approval`, `Build`, `Compute`, `Deploy`, `Invoke`, `Source` or `Test`. */
  readonly category: string;
  readonly owner: string;
  readonly provider: string;
  readonly version: string;
  /** 1 where the program gives none. NaN where it is not a whole number, or not known. */
  readonly runOrder: number;
  /** Empty where the program gives none. */
  readonly configuration: Readonly<Record<string, string>>;
  readonly inputArtifacts: readonly string[];
  readonly outputArtifacts: readonly string[];
  readonly namespace?: string;
  readonly region?: string;
  readonly timeoutInMinutes?: number;
}

type Block = { readonly [key: string]: Json };

/** The actions of one stage block, in the order in which they run. */
export function actionsOf(pipeline: string, block: Block): PipelineAction[] {
  const stage = text(block.name);
  return list(block.actions)
    .map((given) => {
      const action = record(given);
      const name = text(action.name);
      return {
        ...optional(action),
        pipeline,
        stage,
        name,
        path: actionKey(pipeline, stage, name),
        category: text(action.category),
        owner: text(action.owner),
        provider: text(action.provider),
        version: text(action.version),
        runOrder: runOrder(action.runOrder),
        configuration: known(action.configuration, record) as Record<string, string>,
        inputArtifacts: known(action.inputArtifacts, list) as string[],
        outputArtifacts: known(action.outputArtifacts, list) as string[],
      };
    })
    .sort((a, b) => (a.runOrder || 0) - (b.runOrder || 0));
}

function optional(action: Block): Partial<PipelineAction> {
  const keys = ["namespace", "region", "timeoutInMinutes"] as const;
  return Object.fromEntries(
    keys.filter((key) => key in action && action[key] !== null).map((key) => [key, action[key]]),
  );
}

/** In a preview the whole may be unknown: then it stays what says so, for `watched` to notice. */
function known(value: Json | undefined, read: (value: Json | undefined) => unknown): unknown {
  return value === unknown ? unknown : read(value);
}

/** CodePipeline counts from 1, and takes 1 where nothing is said. */
function runOrder(given: Json | undefined): number {
  if (given === undefined || given === null) return 1;
  return typeof given === "number" && Number.isInteger(given) && given >= 1 ? given : NaN;
}

export const text = (value: Json | undefined): string => (typeof value === "string" ? value : "");

export const list = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? value : [];

export function record(value: Json | undefined): Block {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}
