/** What the program's process and its parent say to each other. Plain JSON values only. */
import type { Registration } from "../aws/account/types";
import type { Project } from "./project";

/** From the parent to the program's process. */
export type ToProgram =
  | { readonly kind: "start"; readonly project: Project }
  | { readonly kind: "answer"; readonly id: number; readonly value: any }
  | { readonly kind: "refusal"; readonly id: number; readonly message: string };

/** What the program asks of the account. */
export type Question =
  | { readonly kind: "create"; readonly registration: Registration }
  | { readonly kind: "call"; readonly token: string; readonly args: Record<string, any> }
  /** An output that a stack reference does not have. */
  | { readonly kind: "output"; readonly stack: string; readonly output: string };

/** From the program's process to the parent. */
export type FromProgram =
  | (Question & { readonly id: number })
  | { readonly kind: "done"; readonly outputs: Record<string, any> }
  | { readonly kind: "failed"; readonly message: string };
