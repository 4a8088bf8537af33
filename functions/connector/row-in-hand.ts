/** A row that one run has in hand: others may only touch it, and what they have touched is looked at once more. */
import { TransientError } from "../domain/errors";
import type { TicketTable } from "../domain/tickets/ports";
import { nextRow, type RowChange, type TicketRow } from "../domain/tickets/row";

/** Runs of one request are few: whoever loses so often has met something else. */
export const tries = 10;

export class RowInHand {
  private touched = false;

  constructor(
    private current: TicketRow,
    private readonly tickets: TicketTable,
  ) {}

  get row(): TicketRow {
    return this.current;
  }

  /** What this run knows is the newer truth: another one has changed nothing but the version. */
  async save(next: TicketRow): Promise<void> {
    let wanted = next;
    for (let tried = 0; tried < tries; tried += 1) {
      if ((await this.tickets.save(wanted)) === "saved") {
        this.current = wanted;
        return;
      }
      wanted = { ...next, version: (await this.latest()).version + 1 };
      this.touched = true;
    }
    throw new TransientError(`The ticket of ${next.token} was changed ${tries} times in a row.`);
  }

  async change(change: RowChange): Promise<void> {
    await this.save(nextRow(this.current, change));
  }

  /** False where another run was here meanwhile: then this one still has it. */
  async letGo(): Promise<boolean> {
    if (!this.touched) {
      const free = nextRow(this.current, { leaseUntil: undefined });
      if ((await this.tickets.save(free)) === "saved") return true;
      this.current = { ...this.current, version: (await this.latest()).version };
    }
    this.touched = false;
    return false;
  }

  private async latest(): Promise<TicketRow> {
    const { action, token } = this.current;
    const found = await this.tickets.read(action, token);
    if (found !== undefined) return found;
    throw new TransientError(`The ticket of ${token} is not in the table any more.`);
  }
}
