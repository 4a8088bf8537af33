/** Waits until a rehearsal needs a person, or has ended. */
import type { Engine } from "../pipeline/engine";

/** Real time without any movement after which waiting is given up. */
export const patience = 60_000;

/** Nothing moved for too long. */
export class StuckError extends Error {
  constructor(milliseconds: number) {
    super(`Nothing has moved for ${Math.round(milliseconds / 1000)} s.`);
    this.name = "StuckError";
  }
}

/** Resolves when nothing is left to happen without a person or the clock. */
export async function quiet(engine: Engine, limit: number = patience): Promise<void> {
  const watch = watchdog(engine, limit);
  try {
    await Promise.race([settled(engine), watch.bark]);
  } finally {
    watch.stop();
  }
}

async function settled(engine: Engine): Promise<void> {
  for (;;) {
    await Promise.all(engine.pipelineNames().map((name) => engine.idle(name)));
    if (engine.pending().length > 0 || !isRunning(engine)) return;
    await new Promise<void>((resolve) => engine.once("changed", resolve));
  }
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
