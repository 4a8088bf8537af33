/** What a function throws: whether another try may mend it is the error's class. */

interface Details extends ErrorOptions {
  /** What a person has to do. */
  readonly remedy?: string;
}

abstract class Failure extends Error {
  declare readonly remedy?: string;

  constructor(message?: string, { remedy, ...options }: Details = {}) {
    super(message, options);
    if (remedy !== undefined) this.remedy = remedy;
  }
}

/** Another try may mend it: Lambda or the queue tries again, and keeps it at last. */
export class TransientError extends Failure {
  override readonly name: string = "TransientError";
}

/** No other try mends it: it is kept for a person at once, and not tried again. */
export class FinalError extends Failure {
  override readonly name: string = "FinalError";
}

/** What a person has to do about an error, where it says so. */
export function remedyOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("remedy" in error)) return undefined;
  return typeof error.remedy === "string" ? error.remedy : undefined;
}

/** Names the field that is wrong and never quotes the whole content, which may be logged. */
export class MalformedError extends FinalError {
  override readonly name = "MalformedError";
}

/** CodePipeline was asked, and does not know a request that somebody has published. */
export class UnknownRequestError extends TransientError {
  override readonly name = "UnknownRequestError";
  /** What a person has to look at, should it stay so. */
  override readonly remedy: string =
    "Look into the pipeline's history: where nothing waited at that time and was ended before it " +
    "could be looked up, somebody who may publish to the gate's topic or invoke this function has " +
    "worded it: see who.";

  constructor() {
    super("CodePipeline does not know this request, so nobody is asked to decide it.");
  }
}

/** The event of an end is there, and CodePipeline does not show what has ended. */
export class UnknownEndError extends TransientError {
  override readonly name = "UnknownEndError";
  override readonly remedy: string =
    "Look into the pipeline's history how the request ended. A decision sent from its message closes it.";

  constructor() {
    super("CodePipeline does not know the request whose end an event has told.");
  }
}

/** There is no such pipeline: CodePipeline cannot know the request, unless the pipeline is made anew. */
export class UnknownPipelineError extends TransientError {
  override readonly name = "UnknownPipelineError";
}

/** The role of a gate does not let the hub read its pipeline: it is gone, or its trust or its policy was changed. */
export class RefusedRoleError extends TransientError {
  override readonly name = "RefusedRoleError";
  override readonly remedy: string =
    "Find out in CloudTrail who changed or deleted the role (DeleteRole, UpdateAssumeRolePolicy, " +
    "DeleteRolePolicy), and deploy the gate again.";
}

/** Nobody could ask CodePipeline whether it waits for what somebody has published. */
export class UnconfirmedRequestError extends TransientError {
  override readonly name = "UnconfirmedRequestError";
  override readonly remedy: string =
    "Find out why CodePipeline cannot be read with the gate's role. The message gets its buttons at " +
    "the next try: put what lies in the notifier's dead letter queue on its way again.";

  constructor() {
    super("Whether CodePipeline waits for this request could not be read, so it has no buttons.");
  }
}
