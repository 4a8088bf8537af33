/** Rules on a schedule: what EventBridge takes for one, and when it is due. */
import type { Clock, Timer } from "../../clock";
import { ServiceError } from "../../errors";
import type { Place } from "../account/types";
import type { BusEvent } from "../codepipeline";

const milliseconds = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

/**
 * EventBridge User Guide, "Rate expressions": a whole number, and a unit that is singular for 1 alone.
 * Answers undefined for a cron expression, whose times are not kept on this machine.
 */
export function periodOf(expression: string): number | undefined {
  if (/^cron\([^()]+\)$/.test(expression)) return undefined;
  const [, number, unit, plural] =
    /^rate\(([1-9]\d*) (minute|hour|day)(s?)\)$/.exec(expression) ?? [];
  if (number === undefined || (number === "1") !== (plural === "")) {
    throw new ServiceError(
      "ValidationException",
      `Parameter ScheduleExpression is not valid: ${expression}`,
    );
  }
  return Number(number) * milliseconds[unit as keyof typeof milliseconds];
}

/**
 * Calls `fire` each time a period has passed. A clock that is moved far forward fires once: what would
 * have happened in between happened to nobody.
 */
export function every(period: number, clock: Clock, fire: (time: Date) => void): Timer {
  let timer: Timer | undefined;
  let next: NodeJS.Immediate | undefined;
  const start = (): void => {
    timer = clock.at(new Date(clock.now().getTime() + period), () => {
      fire(clock.now());
      next = setImmediate(start);
    });
  };
  start();
  return {
    cancel: () => {
      clearImmediate(next);
      timer?.cancel();
    },
  };
}

/** EventBridge User Guide, "Events from AWS services": the event of a rule on a schedule. */
export function scheduledEvent(
  { accountId, region }: Pick<Place, "accountId" | "region">,
  ruleArn: string,
  id: string,
  time: Date,
): BusEvent {
  return {
    version: "0",
    id,
    "detail-type": "Scheduled Event",
    source: "aws.events",
    account: accountId,
    time: time.toISOString().replace(/\.\d+/, ""),
    region,
    resources: [ruleArn],
    detail: {},
  };
}
