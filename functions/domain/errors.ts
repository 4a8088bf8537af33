/** What is thrown where something from outside has not the shape it should have. */

/** Names the field that is wrong and never quotes the whole content, which may be logged. */
export class MalformedError extends Error {
  override readonly name = "MalformedError";
}
