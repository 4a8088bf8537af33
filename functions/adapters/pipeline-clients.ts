/** CodePipeline through a gate's own role, and what it says of a pipeline that is not there. */
import { CodePipelineClient, PipelineNotFoundException } from "@aws-sdk/client-codepipeline";
import { UnknownPipelineError } from "../domain/errors";
import type { Actor } from "../domain/types";
import { attempts, createGateSessions } from "./gate-sessions";

export type PipelineClients = (roleArn: string, person?: Actor) => Promise<CodePipelineClient>;

/** `functionName` is the session's name where nobody decides. */
export function createPipelineClients(functionName: string): PipelineClients {
  const sessionOf = createGateSessions(functionName);
  return async (roleArn, person) =>
    new CodePipelineClient({
      maxAttempts: attempts,
      credentials: await sessionOf(roleArn, person),
    });
}

/** Throws the domain's own error where there is no such pipeline. */
export async function knownPipeline<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof PipelineNotFoundException)) throw error;
    throw new UnknownPipelineError(error.message, { cause: error });
  }
}
