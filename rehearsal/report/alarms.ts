/** Which alarms rang in a run. */
import type { Change } from "../aws/cloudwatch";
import type { Report } from "./schema";

export function rungAlarms(changes: readonly Change[]): Report["alarms"] {
  return changes.flatMap(({ alarm: { settings, state } }, index) => {
    if (state.value !== "ALARM") return [];
    const { name } = settings;
    const end = changes.slice(index + 1).find(({ alarm }) => alarm.settings.name === name);
    return [
      {
        ...{ name, rangAt: state.since.toISOString(), reason: state.reason },
        ...(end && { endedAt: end.alarm.state.since.toISOString() }),
      },
    ];
  });
}
