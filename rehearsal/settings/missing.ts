/** Something that a program asks for and nobody has said. */
import { ServiceError } from "../errors";
import { remedy } from "./paste";

/** The service's own refusal, what to write into Pulumi.rehearsal.yaml, and that as data for `--init`. */
export class MissingError extends ServiceError {
  constructor(
    { code, message, status }: { code: string; message: string; status?: number },
    /** Without `rehearsal:`. */
    readonly key: "exists" | "calls" | "stackReferences",
    readonly value: unknown,
  ) {
    super(code, `${message} ${remedy(key, value)}`, status);
  }
}
