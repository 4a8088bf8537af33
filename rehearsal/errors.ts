/**
 * An error as an AWS service answers it: `code` is the service's exception name, for example
 * `InvalidApprovalTokenException`. The endpoint turns it into the wire form; nothing else does.
 */
export class ServiceError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status: number = 400,
    /** Members of the answer beside the message. */
    readonly details?: Readonly<Record<string, unknown>>,
  ) {
    super(message);
    this.name = code;
  }
}

/** What a person, or Pulumi's engine, is shown of a failure. */
export function wordingOf(error: unknown): string {
  if (error instanceof ServiceError) return `${error.code}: ${error.message}`;
  return error instanceof Error ? error.message : String(error);
}
