/** Calls that fail because somebody wants to see what happens then. */
import type { Call, FaultKind } from "./types";

export interface Fault {
  /** For example `dynamodb:PutItem`. */
  readonly action: string;
  readonly how: FaultKind;
  /** How many calls fail. Defaults to 1. */
  readonly times?: number;
  /** Which calls of the action; defaults to all. */
  readonly when?: (call: Call) => boolean;
}

export class Faults {
  private waiting: { fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    this.waiting.push({ fault, left: fault.times ?? 1 });
  }

  clear(): void {
    this.waiting = [];
  }

  /** What this call is to suffer. */
  take(call: Call): FaultKind | undefined {
    const found = this.waiting.find(
      ({ fault, left }) => left > 0 && fault.action === call.action && (fault.when?.(call) ?? true),
    );
    if (found === undefined) return undefined;
    found.left -= 1;
    return found.fault.how;
  }
}
