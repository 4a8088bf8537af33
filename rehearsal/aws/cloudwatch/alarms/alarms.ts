/** The local alarms: looked at once a minute of the rehearsal's clock. */
import { EventEmitter } from "node:events";
import type { Clock, Timer } from "../../../clock";
import type { Place } from "../../account/types";
import type { BusEvent } from "../../codepipeline";
import { answer, periodOf } from "../metrics/query";
import type { Metrics, Point } from "../metrics/types";
import { type ActionServices, tell } from "./actions";
import { judge, periodsRetrieved } from "./judge";
import { stateChangeEvent } from "./messages";
import { reasonDataOf, reasonOf } from "./reasons";
import { parseRule } from "./rule";
import type {
  Alarm,
  AlarmEvents,
  Alarms,
  AlarmSettings,
  Change,
  CompositeAlarm,
  MetricAlarm,
  State,
} from "./types";

export interface AlarmServices extends ActionServices {
  /** Puts an event on the default bus. */
  put(event: BusEvent): void;
  /** Resolves when no function has anything to do. */
  idle(): Promise<void>;
}

export interface AlarmsOptions {
  readonly clock: Clock;
  readonly place: Place;
  readonly metrics: Pick<Metrics, "points">;
  readonly newId: () => string;
  /** Asked when alarms are looked at; without it nobody is told of a change. */
  readonly services?: () => AlarmServices;
  /** Measures what services report each minute. */
  readonly measure?: () => void;
}

const minute = 60_000;

const beginning = (value: number): number => Math.floor(value / minute) * minute;
const ending = (value: number): number => beginning(value) + minute;

export class LocalAlarms implements Alarms {
  readonly events = new EventEmitter<AlarmEvents>();
  private readonly alarms = new Map<string, Alarm>();
  private readonly done: Change[] = [];
  private timer: Timer | undefined;
  /** Looks follow one another, so that no change is told of twice. */
  private looking: Promise<void> = Promise.resolve();
  private closed = false;

  constructor(private readonly options: AlarmsOptions) {}

  put(settings: AlarmSettings): void {
    const updatedAt = this.options.clock.now();
    const reason = "Unchecked: Initial alarm creation";
    const first: State = { value: "INSUFFICIENT_DATA", reason, since: updatedAt };
    const state = this.alarms.get(settings.name)?.state ?? first;
    this.alarms.set(settings.name, { settings, state, updatedAt });
    this.wait();
  }

  delete(name: string): void {
    this.alarms.delete(name);
  }

  find(name: string): Alarm | undefined {
    return this.alarms.get(name);
  }

  all(): Alarm[] {
    return [...this.alarms.values()];
  }

  changes(): Change[] {
    return [...this.done];
  }

  evaluate(): Promise<void> {
    return this.look(ending);
  }

  close(): void {
    this.closed = true;
    this.timer?.cancel();
  }

  /**
   * Waits for the next whole minute. A clock that is moved far forward is looked at once, where it
   * stops: what would have been measured in between was measured by nobody. What became due with it
   * measures in the minute that runs, which then counts.
   */
  private wait(): void {
    if (this.closed || this.timer !== undefined || this.alarms.size === 0) return;
    const { clock } = this.options;
    const due = new Date(beginning(clock.now().getTime()) + minute);
    const fire = (): void => {
      setImmediate(() => {
        const isMoved = clock.now().getTime() - due.getTime() >= minute;
        void this.look(isMoved ? ending : beginning).finally(() => {
          this.timer = undefined;
          this.wait();
        });
      });
    };
    this.timer = clock.at(due, fire, { background: true });
  }

  private look(until: (now: number) => number): Promise<void> {
    this.looking = this.looking.then(async () => {
      const { clock, services, measure } = this.options;
      // What became due with the clock is measured before anybody looks for it.
      await services?.().idle();
      if (this.closed) return;
      measure?.();
      await this.lookAt(until(clock.now().getTime()));
    });
    return this.looking;
  }

  private async lookAt(end: number): Promise<void> {
    for (const alarm of this.all()) {
      if (alarm.settings.kind === "metric") await this.judged(alarm, alarm.settings, end);
    }
    // A composite alarm may look at another one, and two may look at each other.
    for (const _ of this.all()) {
      const before = this.done.length;
      for (const alarm of this.all()) {
        if (alarm.settings.kind === "composite") await this.ruled(alarm, alarm.settings);
      }
      if (this.done.length === before) return;
    }
  }

  private async judged(alarm: Alarm, settings: MetricAlarm, end: number): Promise<void> {
    const verdict = judge(settings, this.retrieved(settings, end));
    if (verdict === undefined) return;
    const few = verdict.evaluated.some((point) => isFew(point, settings));
    if (few && !settings.evaluatesFewSamples) return;
    const reason = reasonOf(settings, verdict, alarm.state.value);
    const reasonData = reasonDataOf(settings, verdict, this.options.clock.now());
    await this.become(alarm, { value: verdict.value, reason, reasonData });
  }

  /** The last whole periods, which end with the minute. */
  private retrieved(settings: MetricAlarm, end: number): (Point | undefined)[] {
    const { queries } = settings;
    const length = periodOf(queries) * 1000;
    const count = periodsRetrieved(settings);
    const start = end - count * length;
    const { metrics } = this.options;
    const [only] = queries;
    const points =
      queries.length === 1 && only.metric
        ? metrics.points(only.metric, { start, end })
        : [...(answer(queries, metrics, { start, end })[0]?.series[0] ?? [])].map(
            ([at, value]): Point => ({ at, value, count: 1 }),
          );
    return Array.from({ length: count }, (_, index) =>
      points.find(({ at }) => at === start + index * length),
    );
  }

  private async ruled(alarm: Alarm, { rule }: CompositeAlarm): Promise<void> {
    const stateOf = (name: string) => this.alarms.get(name)?.state.value;
    const value = parseRule(rule).holds(stateOf) ? "ALARM" : "OK";
    await this.become(alarm, { value, reason: `Alarm rule ${rule} evaluates to ${value}` });
  }

  /** A state that stays is no change, whatever the data say of it now. */
  private async become(alarm: Alarm, next: Omit<State, "since">): Promise<void> {
    const { state: previous, settings, updatedAt } = alarm;
    const isGone = this.alarms.get(settings.name) !== alarm;
    if (isGone || previous.value === next.value) return;
    const { clock, place, newId, services } = this.options;
    const changed: Alarm = { settings, updatedAt, state: { ...next, since: clock.now() } };
    this.alarms.set(settings.name, changed);
    const change: Change = { alarm: changed, previous };
    this.done.push(change);
    this.events.emit("change", change);
    if (services === undefined) return;
    const { put, ...others } = services();
    put(stateChangeEvent(change, place, newId()));
    for (const text of await tell(change, others, place)) this.events.emit("lost", text);
  }
}

/**
 * User Guide, "Percentile-based alarms and low data samples": too few values for a percentile near
 * either end say nothing.
 */
function isFew({ count }: Point, { queries }: MetricAlarm): boolean {
  const percent = Number(/^p([\d.]+)$/.exec(queries[0].metric?.stat ?? "")?.[1]);
  if (Number.isNaN(percent)) return false;
  return count * (percent > 50 ? 100 - percent : percent) < 1000;
}
