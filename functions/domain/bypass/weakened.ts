/** What of a pipeline protected at the last look, and does not any more. */
import {
  actionOf,
  type Definition,
  type Finding,
  gatesOfStage,
  type KnownGate,
} from "./definition";

const keyOf = ({ stage, name }: { stage: string; name: string }): string => `${stage}/${name}`;

const nameOf = (one: Definition["actions"][number]): string => `${keyOf(one)} (${one.category})`;

/** True for what runs only when the gate has been passed. */
const isBehind = (one: readonly number[], gate: readonly number[]): boolean =>
  one[0] > gate[0] || (one[0] === gate[0] && one[1] > gate[1]);

/** What was taken away since the last look. */
export function weakened(
  before: Definition,
  now: Definition,
  gates: readonly KnownGate[],
): Finding[] {
  return [...gates.flatMap((gate) => unprotected(before, now, gate)), ...lost(before, now, gates)];
}

/**
 * Categories of actions that can deploy by themselves. Build and Test are not among them: what they do is in the
 * project and its buildspec, so that one that is there can deploy as well as one that is new.
 */
const deploying = ["Deploy", "Invoke", "Compute"];

const canDeploy = ({ category, isPreparation }: Definition["actions"][number]): boolean =>
  deploying.includes(category) && isPreparation !== true;

/** What stood behind the gate and can run without it now, or can deploy before it and could not. */
function unprotected(before: Definition, now: Definition, gate: KnownGate): Finding[] {
  const [was, is] = [actionOf(before, gate), actionOf(now, gate)];
  if (was === undefined || is === undefined) return [];
  const protectedBefore = new Set(
    before.actions.filter(({ order }) => isBehind(order, was.order)).map(keyOf),
  );
  // Under its old name an action that tested may deploy now.
  const known = new Set(before.actions.filter(canDeploy).map(nameOf));
  const ahead = now.actions.filter((one) => !isBehind(one.order, is.order));
  const moved = ahead.map(keyOf).filter((key) => protectedBefore.has(key));
  const added = ahead
    .filter(canDeploy)
    .map(nameOf)
    .filter((name) => !known.has(name));
  const finding = (names: string[], verb: string): Finding[] =>
    names.length === 0
      ? []
      : [
          {
            gates: [gate.action],
            kind: "GateWeakened",
            code: `${gate.action} ${verb} ${names.join(" ")}`,
            what: `${names.join(", ")} ${verb}.`,
          },
        ];
  return [
    ...finding(moved, "stood behind the gate and can run without it now"),
    ...finding(added, "can deploy before the gate and could not before"),
  ];
}

/** Rules of conditions that are gone or changed: of the gate's own stage, or of any where no gate stands in it. */
function lost(before: Definition, now: Definition, gates: readonly KnownGate[]): Finding[] {
  const isThere = (one: Definition["rules"][number]): boolean =>
    now.rules.some(
      ({ stage, condition, rule: text }) =>
        stage === one.stage && condition === one.condition && text === one.rule,
    );
  const gone = new Map<string, { stage: string; condition: string }>();
  for (const one of before.rules.filter((rule) => !isThere(rule))) {
    gone.set(`${one.stage} ${one.condition}`, one);
  }
  return [...gone.values()].map(({ stage, condition }) => ({
    gates: gatesOfStage(gates, stage),
    kind: "GateWeakened",
    code: `${condition} of ${stage}`,
    what: `A rule of the condition ${condition} of stage ${stage} was changed or taken away.`,
  }));
}
