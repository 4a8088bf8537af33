/** The end of a rehearsal: everything that runs, in an order in which nothing waits for what is gone. */
import type { Account } from "./aws/account/account";
import type { Endpoint } from "./aws/api/endpoint";
import type { Engine } from "./aws/codepipeline";
import type { MovableClock } from "./clock";
import type { TypeCheck } from "./program/type-check";

/** Answers a function that ends it once, however often it is called. */
export function closer(
  account: Account,
  endpoint: Endpoint,
  clock: MovableClock,
  outside: () => { close(): Promise<void> } | undefined,
  types: () => TypeCheck | undefined,
): () => Promise<void> {
  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    clock.stop();
    types()?.stop();
    abandonAll(account.engine);
    // The account first: its functions may be waiting for an answer of what is closed after it.
    const ends = [() => account.close(), () => outside()?.close(), () => endpoint.close()];
    const failures: unknown[] = [];
    for (const end of ends) {
      // What cannot be closed must not keep the rest open.
      await Promise.resolve(end()).catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  };
  return () => (closed ??= close());
}

/** Ends the builds that still run, which would keep the process alive. */
function abandonAll(engine: Engine): void {
  for (const name of engine.pipelineNames()) {
    for (const { status, pipelineExecutionId } of engine.executions(name)) {
      if (status === "InProgress" && pipelineExecutionId !== undefined) {
        engine.stop(name, pipelineExecutionId, { abandon: true, reason: "The rehearsal ended." });
      }
    }
  }
}
