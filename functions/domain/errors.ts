/** What is thrown where something from outside has not the shape it should have. */

/** Names the field that is wrong and never quotes the whole content, which may be logged. */
export class MalformedError extends Error {
  override readonly name = "MalformedError";
}

/** CodePipeline was asked, and does not know a request that somebody has published. */
export class UnknownRequestError extends Error {
  override readonly name = "UnknownRequestError";
  /** What a person has to look at, should it stay so. */
  readonly remedy =
    "Whoever may publish to the gate's topic or invoke this function may have worded it: see who.";

  constructor() {
    super("CodePipeline does not know this request, so nobody is asked to decide it.");
  }
}
