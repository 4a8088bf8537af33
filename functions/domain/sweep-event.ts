/** What sweep hands over: actions to look after, though no event of CodePipeline names them. */
import * as v from "valibot";
import { codePipelineNameCharacters } from "../../contract/patterns";
import type { ActionKey } from "../../contract/records";
import { sweepEvent } from "../../contract/sweep";

const name = `${codePipelineNameCharacters}{1,100}`;

const key = new RegExp(`^${name}/${name}/${name}$`);

export const isActionKey = (action: string): boolean => key.test(action);

const schema = v.object({
  source: v.literal(sweepEvent.source),
  "detail-type": v.literal(sweepEvent.detailType),
  actions: v.array(v.pipe(v.string(), v.regex(key))),
});

/** Undefined for every other event. */
export function parseSweep(event: unknown): readonly ActionKey[] | undefined {
  const parsed = v.safeParse(schema, event);
  return parsed.success ? parsed.output.actions : undefined;
}

export const sweepOf = (actions: readonly ActionKey[]): v.InferInput<typeof schema> => ({
  source: sweepEvent.source,
  "detail-type": sweepEvent.detailType,
  actions: [...actions],
});

/** Names of an action, out of its key. */
export function placeOf(action: ActionKey): {
  readonly pipelineName: string;
  readonly stageName: string;
  readonly actionName: string;
} {
  const [pipelineName, stageName, actionName] = action.split("/");
  return { pipelineName, stageName, actionName };
}
