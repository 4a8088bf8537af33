/** Metric math: what an expression over series comes to (User Guide, "Using math expressions"). */
import { ServiceError } from "../../../errors";
import { functions } from "./functions";
import { type Node, parseExpression } from "./parse";
import { isSeveral, type Scope, type Series, seriesIn, type Value } from "./series";

type Binary = (a: number, b: number) => number;

const flag = (holds: boolean): number => (holds ? 1 : 0);

const operators: Readonly<Record<string, Binary>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "^": (a, b) => a ** b,
  "==": (a, b) => flag(a === b),
  "!=": (a, b) => flag(a !== b),
  "<": (a, b) => flag(a < b),
  ">": (a, b) => flag(a > b),
  "<=": (a, b) => flag(a <= b),
  ">=": (a, b) => flag(a >= b),
  AND: (a, b) => flag(a !== 0 && b !== 0),
  OR: (a, b) => flag(a !== 0 || b !== 0),
};

/** What an expression comes to. Throws the error of GetMetricData for one that is none. */
export function valueOf(expression: string, scope: Scope): Value {
  return evaluate(parseExpression(expression), scope);
}

function evaluate(node: Node, scope: Scope): Value {
  switch (node.kind) {
    case "number":
      return node.value;
    case "text":
      throw invalid(`The text "${node.value}" cannot be computed with`);
    case "id": {
      const found = scope.find(node.name);
      if (found === undefined) throw invalid(`The id ${node.name} is not of this request`);
      return found;
    }
    case "list":
      return node.items.flatMap((item) => seriesIn(evaluate(item, scope)));
    case "binary": {
      const [left, right] = [evaluate(node.left, scope), evaluate(node.right, scope)];
      return combined(operators[node.operator], left, right);
    }
    case "call":
      return call(node, scope);
  }
}

function call({ name, args }: Extract<Node, { kind: "call" }>, scope: Scope): Value {
  if (name === "METRICS") return scope.metrics();
  const found = functions[name];
  if (found === undefined) throw invalid(`The function ${name} is not one that is computed here`);
  const [least, most] = found.args;
  if (args.length < least || args.length > most) {
    throw invalid(`${name} takes ${least} to ${most} arguments, got ${args.length}`);
  }
  const words = args.map((arg) => (arg.kind === "id" && arg.name === "REPEAT" ? "REPEAT" : arg));
  const values = words.map((arg) => (arg === "REPEAT" ? arg : evaluate(arg, scope)));
  return found.of(values, scope);
}

/** Series by series; of two series, where both have a value. */
function combined(operate: Binary, left: Value, right: Value): Value {
  if (isSeveral(left)) return left.map((one) => combined(operate, one, right) as Series);
  if (isSeveral(right)) return right.map((one) => combined(operate, left, one) as Series);
  if (typeof left === "number" && typeof right === "number") return operate(left, right);
  const times = typeof left === "number" ? (right as Series).keys() : left.keys();
  const at = (value: number | Series, time: number): number | undefined =>
    typeof value === "number" ? value : value.get(time);
  const pairs = [...times].flatMap((time): [number, number][] => {
    const [a, b] = [at(left, time), at(right, time)];
    if (a === undefined || b === undefined) return [];
    const value = operate(a, b);
    // A division by zero has no value.
    return Number.isFinite(value) ? [[time, value]] : [];
  });
  return new Map(pairs);
}

function invalid(message: string): ServiceError {
  return new ServiceError("ValidationError", `Error in expression: ${message}`);
}
