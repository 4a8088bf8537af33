/** One row of a graph: a metric with its dimensions, or an expression, and how it is drawn. */
import { isObject } from "../../api/model";
import { all, type Check, type Finding, flag, matching, object, oneOf, text } from "./shapes";

/** Names and values of dimensions; CloudWatch keeps 30 of a metric. */
const mostDimensions = 30;

/** A row says `.` for what the row above it says in the same place, and `...` for all up to the end. */
const rest = "...";

export function metric(period: Check): Check {
  const options = object({
    ...{ label: text, expression: text, stat: text, period, visible: flag, region: text },
    ...{
      id: matching(/^[a-z][A-Za-z0-9_]*$/),
      color: matching(/^#([\da-fA-F]{3}|[\da-fA-F]{6})$/),
    },
    ...{ yAxis: oneOf("left", "right"), accountId: text },
  });
  const row: Check = (value, at) => {
    if (!Array.isArray(value)) return [{ dataPath: at, message: "Should be array" }];
    const last: unknown = value.at(-1);
    const drawn = isObject(last) ? last : undefined;
    const names: unknown[] = drawn === undefined ? value : value.slice(0, -1);
    const findings = drawn === undefined ? [] : options(drawn, `${at}/${names.length}`);
    return [...findings, ...fields(names, at), ...shape(names, drawn, at)];
  };
  return all(row);
}

function fields(names: readonly unknown[], at: string): Finding[] {
  const message = 'Invalid metric field type, only "String" type is allowed';
  return names.flatMap((name, index) =>
    typeof name === "string" ? [] : [{ dataPath: `${at}/${index}`, message }],
  );
}

function shape(
  names: readonly unknown[],
  drawn: Record<string, unknown> | undefined,
  at: string,
): Finding[] {
  const wrong = (message: string): Finding[] => [{ dataPath: at, message }];
  if (drawn?.expression !== undefined) {
    return names.length === 0 ? [] : wrong("An expression stands without a metric");
  }
  if (names.includes(rest)) return [];
  if (names.length < 2) return wrong("Should NOT have less than 2 items");
  if (names.length % 2 !== 0) return wrong(`Should NOT have more than ${names.length - 1} items`);
  const most = 2 + 2 * mostDimensions;
  return names.length > most ? wrong(`Should NOT have more than ${most} items`) : [];
}
