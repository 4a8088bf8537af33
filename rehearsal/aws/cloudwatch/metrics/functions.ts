/** The functions of metric math that are computed here. */
import { ServiceError } from "../../../errors";
import { isSeveral, type Scope, type Series, seriesIn, type Value } from "./series";

type Argument = Value | "REPEAT";

interface MathFunction {
  /** The fewest and the most. */
  readonly args: readonly [number, number];
  of(args: readonly Argument[], scope: Scope): Value;
}

/** One value of several: of each time where there are several series, else of the series. */
function aggregate(of: (values: readonly number[]) => number): MathFunction {
  return {
    args: [1, 1],
    of: ([value]) => {
      const given = plain(value);
      if (typeof given === "number") return given;
      if (!isSeveral(given)) return of([...given.values()]);
      const times = new Set(given.flatMap((series) => [...series.keys()]));
      return new Map(
        [...times].map((time) => [time, of(given.flatMap((series) => series.get(time) ?? []))]),
      );
    },
  };
}

function each(of: (value: number) => number): MathFunction {
  const ofSeries = (series: Series): Series =>
    new Map([...series].map(([time, value]) => [time, of(value)]));
  return {
    args: [1, 1],
    of: ([value]) => {
      const given = plain(value);
      if (typeof given === "number") return of(given);
      return isSeveral(given) ? given.map(ofSeries) : ofSeries(given);
    },
  };
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

export const functions: Readonly<Record<string, MathFunction>> = {
  SUM: aggregate(sum),
  AVG: aggregate((values) => sum(values) / values.length),
  MIN: aggregate((values) => Math.min(...values)),
  MAX: aggregate((values) => Math.max(...values)),
  ABS: each(Math.abs),
  CEIL: each(Math.ceil),
  FLOOR: each(Math.floor),
  IF: { args: [2, 3], of: ([condition, yes, no]) => chosen(plain(condition), plain(yes), no) },
  FILL: { args: [2, 2], of: ([value, filling], scope) => filled(value, filling, scope) },
  PERIOD: { args: [1, 1], of: (_, { period }) => period },
  DATAPOINT_COUNT: { args: [1, 1], of: ([value]) => one(value).size },
  RUNNING_SUM: { args: [1, 1], of: ([value]) => runningSum(one(value)) },
};

/** Where the condition holds the first, elsewhere the second; without a second, nothing. */
function chosen(condition: Value, yes: Value, no: Argument | undefined): Value {
  const otherwise = no === undefined ? undefined : plain(no);
  const picked = (holds: boolean): Value | undefined => (holds ? yes : otherwise);
  if (typeof condition === "number") return picked(condition !== 0) ?? new Map<number, number>();
  const pairs = [...one(condition)].flatMap(([time, value]): [number, number][] => {
    const given = picked(value !== 0);
    if (given === undefined) return [];
    const found = typeof given === "number" ? given : one(given).get(time);
    return found === undefined ? [] : [[time, found]];
  });
  return new Map(pairs);
}

/** Every period of the range that any metric has, filled where this one has none. */
function filled(value: Argument, filling: Argument, { metrics }: Scope): Series {
  const series = one(value);
  const times = new Set([...metrics().flatMap((each) => [...each.keys()]), ...series.keys()]);
  let last: number | undefined;
  const pairs = [...times]
    .sort((a, b) => a - b)
    .flatMap((time): [number, number][] => {
      const found = series.get(time) ?? (filling === "REPEAT" ? last : plain(filling));
      if (typeof found !== "number") return [];
      last = found;
      return [[time, found]];
    });
  return new Map(pairs);
}

function runningSum(series: Series): Series {
  let total = 0;
  const inOrder = [...series].sort(([a], [b]) => a - b);
  return new Map(inOrder.map(([time, value]) => [time, (total += value)]));
}

function plain(value: Argument): Value {
  if (value === "REPEAT") throw invalid("REPEAT stands in FILL alone");
  return value;
}

function one(value: Argument): Series {
  const [only, ...others] = seriesIn(plain(value));
  if (only === undefined || others.length > 0) throw invalid("One series is wanted here");
  return only;
}

function invalid(message: string): ServiceError {
  return new ServiceError("ValidationError", `Error in expression: ${message}`);
}
