/** The one place that says of an error whether another try may mend it. */
import { FinalError, remedyOf, TransientError } from "../domain/errors";

/**
 * Errors of AWS that no other try mends: what was asked is wrong as it stands. Everything else passes,
 * or is a person's to mend while Lambda tries again: a throttle, a right that IAM does not know yet, a
 * table that `pulumi up` is replacing.
 */
const finalAwsErrors: ReadonlySet<string> = new Set([
  // API Reference of each service, "Common Errors": the parameters break the service's rules.
  ...["ValidationException", "ValidationError", "SerializationException", "InvalidParameterValue"],
  // CodePipeline API Reference, PutApprovalResult: the token is spent, replaced or expired.
  ...["InvalidApprovalTokenException", "ApprovalAlreadyCompletedException"],
  // Lambda API Reference, Invoke.
  ...["InvalidRequestContentException", "RequestTooLargeException"],
  // SNS API Reference, Publish.
  ...["InvalidParameterException", "InvalidParameterValueException"],
  // EventBridge API Reference, PutEventsResultEntry.
  ...["InvalidAccountIdException", "InvalidArgument", "MalformedDetail", "RedactionFailure"],
  ...["NotAuthorizedForDetailTypeException", "NotAuthorizedForSourceException"],
]);

/**
 * The error itself where it has said what it is, and otherwise one that has it as its cause. What
 * nobody knows is transient: it is tried again, and not lost.
 */
export function classify(error: unknown): TransientError | FinalError {
  if (error instanceof TransientError || error instanceof FinalError) return error;
  const Class = isFinal(error) ? FinalError : TransientError;
  const message = error instanceof Error ? error.message : "unknown";
  return new Class(message, { cause: error, remedy: remedyOf(error) });
}

/** An error of AWS that is told by its code: an entry of a batch that was not taken. */
export function awsError(code: string, message: string): TransientError | FinalError {
  return finalAwsErrors.has(code) ? new FinalError(message) : new TransientError(message);
}

/** What several failures are together: final where none of them may be mended by another try. */
export function aggregate(
  failures: readonly unknown[],
  message: string,
): TransientError | FinalError {
  const isFinal = failures.every((failure) => classify(failure) instanceof FinalError);
  const Class = isFinal ? FinalError : TransientError;
  return new Class(message, { cause: failures[0] });
}

function isFinal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // The AWS SDK's ServiceException; what the network does to a call is another error.
  if ("$metadata" in error) return finalAwsErrors.has(error.name);
  // A channel knows the codes of its own API.
  return "isFinal" in error && error.isFinal === true;
}
