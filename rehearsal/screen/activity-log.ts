/** The last lines of what happened. */
export interface ActivityLog {
  readonly lines: readonly string[];
  /** Adds a line; it must be clean already. */
  tell(line: string): void;
  /** Calls the listener after each line, until the next one listens. */
  listen(listener: () => void): void;
}

/** A log that forgets all but the last `kept` lines. */
export function createActivityLog(kept = 50): ActivityLog {
  const lines: string[] = [];
  let heard = (): void => undefined;
  return {
    lines,
    tell: (line) => {
      lines.push(line);
      if (lines.length > kept) lines.shift();
      heard();
    },
    listen: (listener) => {
      heard = listener;
    },
  };
}
