/** A step of a deployment, which CloudTrail records as the call that it is. */
import { ServiceError } from "../../errors";
import { type Deployed, recordDeployment } from "../cloudtrail";
import type { Context } from "./context";
import type { Created } from "./types";

/** Does the step, at once where it can be done at once, and keeps what it did or was refused. */
export function recorded<T extends Created | void>(
  context: Context,
  deployed: Deployed,
  step: () => T | Promise<T>,
): T | Promise<T> {
  const done = (answer: T): T => {
    recordDeployment(context, answer ? { ...deployed, state: answer.state } : deployed);
    return answer;
  };
  const failed = (error: unknown): never => {
    if (error instanceof ServiceError) recordDeployment(context, { ...deployed, error });
    throw error;
  };
  let answer: T | Promise<T>;
  try {
    answer = step();
  } catch (error) {
    return failed(error);
  }
  return answer instanceof Promise ? answer.then(done, failed) : done(answer);
}
