import type { Engine } from "../aws/codepipeline";

export interface ChangeWatch {
  /** Aborted when the answer of `look` is no longer what it was, or `stop` is aborted. */
  readonly signal: AbortSignal;
  close(): void;
}

/** Looks again after every change of a pipeline. */
export function watchChange(
  engine: Engine,
  look: () => string | boolean,
  stop: AbortSignal,
): ChangeWatch {
  const changed = new AbortController();
  const before = look();
  const onChange = (): void => {
    if (look() !== before) changed.abort();
  };
  engine.on("changed", onChange);
  return {
    signal: AbortSignal.any([changed.signal, stop]),
    close: () => void engine.off("changed", onChange),
  };
}
