/** What a connector needs of the world, beside the system itself. */
import type { ActionKey } from "../../../contract/records";
import type { TicketRow } from "./row";

/** The connector's own table. */
export interface TicketTable {
  /** A consistent read. */
  read(action: ActionKey, token: string): Promise<TicketRow | undefined>;
  /** Puts a new row; "exists" where there is one. */
  create(row: TicketRow): Promise<"created" | "exists">;
  /** Replaces the row if it still has `next.version - 1`. */
  save(next: TicketRow): Promise<"saved" | "conflict">;
  /** Action and token of all with something left to do. */
  pending(): Promise<readonly { readonly action: ActionKey; readonly token: string }[]>;
}
