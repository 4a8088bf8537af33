/** A moment as it is written where no reader's own time can be shown. */

/** To the minute: `2026-11-27 09:00 UTC`. */
export const utc = (iso: string): string =>
  `${new Date(iso).toISOString().slice(0, 16).replace("T", " ")} UTC`;
