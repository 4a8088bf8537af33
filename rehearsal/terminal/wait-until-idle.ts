import type { Functions } from "../aws/lambda";
import type { Engine } from "../aws/codepipeline";

/** Real time without any movement after which waiting is given up. */
export const patience = 60_000;

/** Nothing moved for too long. */
export class StuckError extends Error {
  constructor(milliseconds: number) {
    super(`Nothing has moved for ${Math.round(milliseconds / 1000)} s.`);
    this.name = "StuckError";
  }
}

/**
 * Resolves when nothing is left to happen without a person or the clock, or `stop` is aborted.
 * `moveClock` is called when only the clock can bring the result that an action waits for, and
 * answers whether it did.
 */
export async function waitUntilIdle(
  { engine, functions }: Moving,
  limit: number = patience,
  stop?: AbortSignal,
  moveClock: () => boolean = () => false,
): Promise<void> {
  const watch = watchdog(engine, limit);
  let onStop = (): void => undefined;
  const stopped = new Promise<void>((resolve) => (onStop = resolve));
  if (stop?.aborted) onStop();
  stop?.addEventListener("abort", onStop);
  try {
    await Promise.race([settled(engine, functions, moveClock), watch.bark, stopped]);
  } finally {
    watch.stop();
    stop?.removeEventListener("abort", onStop);
  }
}

/** What may still be moving: an account, or the part of it that matters here. */
export interface Moving {
  readonly engine: Engine;
  readonly functions?: Pick<Functions, "busy" | "idle">;
}

async function settled(
  engine: Engine,
  functions: Moving["functions"],
  moveClock: () => boolean,
): Promise<void> {
  for (;;) {
    await still(engine, functions);
    if (engine.pending().length > 0 || !isRunning(engine)) return;
    if (engine.waitsForResult() && moveClock()) continue;
    await new Promise<void>((resolve) => engine.once("changed", resolve));
  }
}

/** A pipeline sets functions in motion, and a function that decides moves a pipeline. */
async function still(engine: Engine, functions: Moving["functions"]): Promise<void> {
  const pipelines = () => Promise.all(engine.pipelineNames().map((name) => engine.idle(name)));
  do {
    await pipelines();
    await functions?.idle();
    await pipelines();
  } while (functions !== undefined && functions.busy() > 0);
}

function isRunning(engine: Engine): boolean {
  const all = engine.pipelineNames().flatMap((name) => engine.executions(name));
  return all.some(({ status }) => status === "InProgress" || status === "Stopping");
}

/** A build that prints is alive, so each line counts as movement. */
function watchdog(engine: Engine, limit: number) {
  let timer: NodeJS.Timeout;
  let fail: (error: Error) => void;
  const bark = new Promise<never>((_, reject) => (fail = reject));
  const feed = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => fail(new StuckError(limit)), limit);
  };
  feed();
  engine.on("changed", feed);
  engine.on("log", feed);
  const stop = (): void => {
    clearTimeout(timer);
    engine.off("changed", feed);
    engine.off("log", feed);
  };
  return { bark, stop };
}
