/** What is thrown where something from outside has not the shape it should have. */

/** What a person has to do about an error, where it says so. */
export function remedyOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("remedy" in error)) return undefined;
  return typeof error.remedy === "string" ? error.remedy : undefined;
}

/** Names the field that is wrong and never quotes the whole content, which may be logged. */
export class MalformedError extends Error {
  override readonly name = "MalformedError";
}

/** CodePipeline was asked, and does not know a request that somebody has published. */
export class UnknownRequestError extends Error {
  override readonly name = "UnknownRequestError";
  /** What a person has to look at, should it stay so. */
  readonly remedy =
    "Look into the pipeline's history: where nothing waited at that time and was ended before it " +
    "could be looked up, somebody who may publish to the gate's topic or invoke this function has " +
    "worded it: see who.";

  constructor() {
    super("CodePipeline does not know this request, so nobody is asked to decide it.");
  }
}

/** The event of an end is there, and CodePipeline does not show what has ended. */
export class UnknownEndError extends Error {
  override readonly name = "UnknownEndError";
  readonly remedy =
    "Look into the pipeline's history how the request ended. A decision sent from its message closes it.";

  constructor() {
    super("CodePipeline does not know the request whose end an event has told.");
  }
}

/** Nobody could ask CodePipeline whether it waits for what somebody has published. */
export class UnconfirmedRequestError extends Error {
  override readonly name = "UnconfirmedRequestError";
  readonly remedy =
    "Find out why CodePipeline cannot be read with the gate's role. The message gets its buttons at " +
    "the next try: put what lies in the notifier's dead letter queue on its way again.";

  constructor() {
    super("Whether CodePipeline waits for this request could not be read, so it has no buttons.");
  }
}
