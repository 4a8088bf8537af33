/** Lines that wait while a question is open, because they would be printed into it. */
export interface HeldOutput {
  /** Prints a line, or keeps it until `release`; it must be clean already. */
  tell(line: string): void;
  hold(): void;
  release(): void;
}

/** Writes lines in the order in which they were told. */
export function createHeldOutput(write: (line: string) => void): HeldOutput {
  const kept: string[] = [];
  let isHeld = false;
  return {
    tell: (line) => {
      if (isHeld) kept.push(line);
      else write(line);
    },
    hold: () => {
      isHeld = true;
    },
    release: () => {
      isHeld = false;
      for (const line of kept.splice(0)) write(line);
    },
  };
}
