/** CodePipeline as the gates of one pipeline let the hub read it: where the role of one does not, the next one's does. */
import type { Definition } from "../domain/bypass/definition";
import type { GatedPipeline } from "../domain/bypass/judge";
import type { ActionRun, ExecutionLook, Listed, PipelineStateLook } from "../domain/bypass/looks";
import { RefusedRoleError, remedyOf, TransientError } from "../domain/errors";
import type { Log, PipelineLooks } from "../domain/ports";
import type { GateSettings } from "../domain/types";

/** Each list is as far as it could be read. */
export interface PipelineView {
  definition(): Promise<Definition>;
  state(): Promise<PipelineStateLook>;
  runs(which: Parameters<PipelineLooks["runs"]>[2]): Promise<readonly ActionRun[]>;
  executions(since: Date): Promise<readonly ExecutionLook[]>;
  /** Roles that let nobody look, and lists that could not be read to their end. */
  readonly failures: readonly Error[];
}

/**
 * Undefined where no gate lets the hub look: the role of one that was deployed before the hub had bypassAlerts
 * does not.
 */
export function lookAt(
  { pipelineName, gates }: GatedPipeline,
  { looks, log }: { readonly looks: PipelineLooks; readonly log: Log },
): PipelineView | undefined {
  const readers = gates.filter(({ native }) => native !== undefined);
  if (readers.length === 0) return undefined;
  const failures: Error[] = [];
  const read = async <T>(look: (reader: GateSettings) => Promise<T>): Promise<T> => {
    while (readers.length > 0) {
      try {
        return await look(readers[0]);
      } catch (error) {
        if (!(error instanceof RefusedRoleError)) throw error;
        failures.push(error);
        readers.shift();
      }
    }
    const reasons = failures.map(({ message }) => message).join(" ");
    const remedy = remedyOf(failures[0]);
    throw new TransientError(`No gate lets the hub look. ${reasons}`, { remedy });
  };
  const whole = <T>({ items, unread, readBackTo }: Listed<T>): readonly T[] => {
    if (unread !== undefined) failures.push(unread);
    if (readBackTo !== undefined) log.warn("history_cut", { pipelineName, readBackTo });
    return items;
  };
  return {
    definition: () => read((reader) => looks.definition(reader, pipelineName)),
    state: () => read((reader) => looks.state(reader, pipelineName)),
    runs: async (which) => whole(await read((reader) => looks.runs(reader, pipelineName, which))),
    executions: async (since) =>
      whole(await read((reader) => looks.executions(reader, pipelineName, since))),
    failures,
  };
}
