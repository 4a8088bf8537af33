/** A gate's own function, which is asked in a session of the gate's role. */
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { functionTimeout } from "../../contract/automatic";
import type { GateFunctions, Log } from "../domain/ports";
import { createGateSessions } from "./gate-sessions";
import { describe } from "./log";

/** `functionName` names sessions without a person, of which there are none here. */
export function createGateFunctions(
  functionName: string,
  log: Log,
  timeout: number = functionTimeout,
): GateFunctions {
  const sessionOf = createGateSessions(functionName);
  return {
    ask: async (settings, functionArn, question, person) => {
      const failed = (why: string, about: object) => {
        log.warn("automatic_function_failed", { action: settings.action, functionArn, ...about });
        return { kind: "failed", why } as const;
      };
      let signal: AbortSignal | undefined;
      try {
        const credentials = await sessionOf(settings.deciderRoleArn, person);
        // Asked once: a throttle is an answer.
        const client = new LambdaClient({ maxAttempts: 1, credentials });
        signal = AbortSignal.timeout(timeout);
        const { FunctionError, Payload, StatusCode } = await client.send(
          new InvokeCommand({
            FunctionName: functionArn,
            InvocationType: "RequestResponse",
            Payload: Buffer.from(JSON.stringify(question)),
          }),
          { abortSignal: signal },
        );
        // What it has thrown may hold anything: its own log has it.
        if (FunctionError !== undefined) return failed("it has failed", { reason: FunctionError });
        if (StatusCode !== 200) return failed("it has not answered", { reason: StatusCode });
        return { kind: "answered", payload: Payload ?? new Uint8Array() };
      } catch (error) {
        // The SDK calls a connection that broke a timeout, too.
        const isLate = signal?.aborted === true;
        const late = `it has not answered within ${timeout / 1000} seconds`;
        return failed(
          isLate ? late : `it could not be asked: ${(error as Error).name}`,
          describe(error),
        );
      }
    },
  };
}
