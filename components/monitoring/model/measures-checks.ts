/** What is refused of what a hub is to measure. */
import { stuckAfterMinutes as minutes } from "../../inputs/model/limits";
import { integer, throwInvalid } from "../../inputs/model/checks";

export const stuckAfterMinutes = integer(minutes, " of minutes");

/** Without metrics there is nothing to draw, and nothing that an alarm could watch. */
export function needMetrics<Key extends string>(
  metrics: boolean | undefined,
  asked: Readonly<Record<Key, boolean>>,
  at: (key: Key | "metrics") => string,
): void {
  if (metrics !== false) return;
  const key = (Object.keys(asked) as Key[]).find((one) => asked[one]);
  if (key === undefined) return;
  const path = at("metrics");
  throwInvalid(
    path,
    `\`${path}\` must be true beside \`${at(key)}\`, which is made of metrics, got: false. Leave ` +
      `\`${path}\` out, or leave out \`${at(key)}\`.`,
  );
}
