/** Something that a program asks for and nobody has said. */
import { ServiceError } from "../errors";
import { remedy, type Written } from "./paste";

interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly status?: number;
}

/** The service's own refusal, what to write into Pulumi.rehearsal.yaml, and that as data for `--init`. */
export class MissingError extends ServiceError {
  constructor(
    private readonly refusal: Refusal,
    /** Without `rehearsal:`. */
    readonly key: "exists" | "calls" | "stackReferences",
    readonly value: unknown,
    written?: Written,
    /** Lines, or all on one. */
    worded: typeof remedy = remedy,
  ) {
    super(refusal.code, `${refusal.message} ${worded(key, value, written)}`, refusal.status);
  }

  /** With the lines that are to be added to what the file has. */
  beside(written: Written): MissingError {
    return new MissingError(this.refusal, this.key, this.value, written);
  }
}

/** Does the work; what is missing is worded for a file that has these settings. */
export async function beside<T>(written: Written, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof MissingError ? error.beside(written) : error;
  }
}
