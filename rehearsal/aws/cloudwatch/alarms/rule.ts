/** Rules of composite alarms (API Reference, PutCompositeAlarm, AlarmRule). */
import { ServiceError } from "../../../errors";
import type { StateValue } from "./types";

type Node =
  | { readonly kind: "constant"; readonly holds: boolean }
  | { readonly kind: "state"; readonly value: StateValue; readonly alarm: string }
  | { readonly kind: "not"; readonly of: Node }
  | { readonly kind: "and" | "or"; readonly left: Node; readonly right: Node };

/** The most alarms that one rule may name. */
const mostAlarms = 100;

const token =
  /\s*(?:(ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*("[^"]+"|'[^']+'|[^\s"'()]+)\s*\)|(AND|OR|NOT|TRUE|FALSE|[()]))/y;

export interface AlarmRule {
  /** Names of the alarms that it looks at. */
  readonly alarms: readonly string[];
  /** Whether it holds; an alarm that does not exist has no state. */
  holds(stateOf: (name: string) => StateValue | undefined): boolean;
}

export function parseRule(text: string): AlarmRule {
  const tokens = [...tokensOf(text)];
  let at = 0;
  const takes = (word: string): boolean => {
    const isNext = tokens[at]?.[3] === word;
    if (isNext) at += 1;
    return isNext;
  };
  const alarms = new Set<string>();
  const single = (): Node => {
    if (takes("NOT")) return { kind: "not", of: single() };
    if (takes("TRUE")) return { kind: "constant", holds: true };
    if (takes("FALSE")) return { kind: "constant", holds: false };
    if (takes("(")) {
      const inside = any();
      if (!takes(")")) throw invalid(text);
      return inside;
    }
    const [, value, quoted] = tokens[at++] ?? [];
    if (value === undefined) throw invalid(text);
    const alarm = nameOf(quoted.replace(/^["']|["']$/g, ""));
    alarms.add(alarm);
    return { kind: "state", value: value as StateValue, alarm };
  };
  const every = (): Node => {
    let left = single();
    while (takes("AND")) left = { kind: "and", left, right: single() };
    return left;
  };
  const any = (): Node => {
    let left = every();
    while (takes("OR")) left = { kind: "or", left, right: every() };
    return left;
  };
  const rule = any();
  if (at < tokens.length) throw invalid(text);
  if (alarms.size > mostAlarms) throw invalid(text, ` It names more than ${mostAlarms} alarms.`);
  return { alarms: [...alarms], holds: (stateOf) => evaluate(rule, stateOf) };
}

function* tokensOf(text: string): Generator<RegExpExecArray> {
  const whole = text.trimEnd();
  token.lastIndex = 0;
  while (token.lastIndex < whole.length) {
    const found = token.exec(whole);
    if (found === null) throw invalid(text);
    yield found;
  }
}

/** An alarm is named by its name or its ARN. */
function nameOf(alarm: string): string {
  return alarm.startsWith("arn:") ? alarm.split(":").slice(6).join(":") : alarm;
}

function evaluate(node: Node, stateOf: (name: string) => StateValue | undefined): boolean {
  switch (node.kind) {
    case "constant":
      return node.holds;
    case "state":
      return stateOf(node.alarm) === node.value;
    case "not":
      return !evaluate(node.of, stateOf);
    case "and":
      return evaluate(node.left, stateOf) && evaluate(node.right, stateOf);
    case "or":
      return evaluate(node.left, stateOf) || evaluate(node.right, stateOf);
  }
}

function invalid(text: string, why = ""): ServiceError {
  return new ServiceError("ValidationError", `AlarmRule is not valid: ${text}.${why}`);
}
