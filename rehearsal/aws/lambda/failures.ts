/** Errors that Lambda itself answers for code that did not. */

/** An error as Lambda answers it in the payload. */
export interface FunctionError {
  readonly errorType?: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

export function timedOut(requestId: string, milliseconds: number): FunctionError {
  const seconds = (milliseconds / 1000).toFixed(2);
  const errorMessage = `RequestId: ${requestId} Error: Task timed out after ${seconds} seconds`;
  return { errorType: "Sandbox.Timedout", errorMessage };
}

export function loadingTimedOut(milliseconds: number): FunctionError {
  const errorMessage = `The code was not loaded within ${milliseconds / 1000} seconds.`;
  return { errorType: "Sandbox.Timedout", errorMessage };
}

/** For a process that ended while it had an event. */
export function exitError(code: number | null, signal: string | null): FunctionError {
  const how =
    signal !== null
      ? `exited with error: signal: ${signal}`
      : code === 0
        ? "exited without providing a reason"
        : `exited with error: exit status ${code}`;
  return { errorType: "Runtime.ExitError", errorMessage: `Error: Runtime ${how}` };
}

/** True where the process is gone, as opposed to code that threw. */
export function isFatal(error: FunctionError | undefined): boolean {
  return /^(Sandbox|Runtime)\./.test(error?.errorType ?? "");
}
