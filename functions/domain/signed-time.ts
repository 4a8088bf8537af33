/** When a request that comes in was signed, as its header says. */

/** Older or younger requests are refused: a recorded one must not work for ever. */
const toleranceSeconds = 300;

/** Seconds since 1970 as a plain whole number. */
export function isTimestamp(text: string): boolean {
  return /^[1-9]\d{0,10}$/.test(text);
}

/** True for a timestamp at most five minutes from now, in either direction. */
export function freshTimestamp(text: string, now: Date): boolean {
  if (!isTimestamp(text)) return false;
  const away = Math.abs(Math.floor(now.getTime() / 1000) - Number(text));
  return away <= toleranceSeconds;
}
