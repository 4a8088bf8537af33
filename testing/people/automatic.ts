/** What decides an approval without people: as a gate's item in the table of its hub says. */
import { actionAttribute, type GateRecord } from "../../contract/records";
import { assertSame } from "../engine/failure";
import { isObject } from "../../iam/condition";

/** An approval that is decided without people where it can be. */
export interface AutomaticGate {
  /** `PIPELINE/STAGE/ACTION`. */
  readonly path: string;
  /** ARN of the function that is asked, or "when" where conditions on variables decide. */
  readonly by: string;
  /** Role with which the hub decides. */
  readonly roleArn: string;
}

const key = "automaticDecision" satisfies keyof GateRecord;

/** Undefined where people alone decide. */
export function automaticDecisionOf(
  item: Record<string, unknown> | undefined,
): AutomaticGate | "unknown" | undefined {
  if (item === undefined || !(key in item)) return undefined;
  const { [actionAttribute]: path, deciderRoleArn: roleArn, [key]: decision } = item;
  const by = isObject(decision) ? (decision.functionArn ?? (decision.when && "when")) : undefined;
  const isKnown = [path, roleArn, by].every((one) => typeof one === "string");
  return isKnown ? ({ path, by, roleArn } as AutomaticGate) : "unknown";
}

/** In each hub of the stack that decides it. */
export function assertDecidedBy(
  approval: string,
  by: string | undefined,
  gates: readonly AutomaticGate[],
  from: (...args: never[]) => unknown,
): void {
  const found = new Set(gates.filter(({ path }) => path === approval).map((gate) => gate.by));
  const words = `Not exactly this decides ${approval} without people.`;
  assertSame([...found], by === undefined ? [] : [by], words, from);
}
