/** The pipeline of the fixtures, changed in one way or another, and what is found of it. */
import { compared } from "../../../../../functions/domain/bypass/compared";
import type { Baseline, Definition } from "../../../../../functions/domain/bypass/definition";
import { definition, iamGate, slackGate } from "../../bypass/fixtures";

export const gates = [slackGate, iamGate];
export const before: Baseline = { definition, said: [], pending: [] };

export const changed = (change: (next: Definition) => void): Definition => {
  const next = structuredClone(definition);
  next.version += 1;
  change(next);
  return next;
};

export const without = (stage: string, name: string): Definition =>
  changed((next) => {
    next.actions = next.actions.filter((one) => one.stage !== stage || one.name !== name);
  });

export const found = (
  next: Definition,
  { from = before, isTold = false }: { from?: Baseline | null; isTold?: boolean } = {},
) => {
  const { findings } = compared(from ?? undefined, next, gates, isTold);
  return findings.map(({ kind, gates: of, what }) => `${kind} ${of.join(" ")}: ${what}`);
};

export const find = (next: Definition, name: string) =>
  next.actions.find((one) => one.name === name)!;
/** With a new action beside its source. */
export const ahead = (more: object): Definition =>
  changed((next) => {
    const one = { ...find(next, "deploy"), stage: "source", order: [0, 2], name: "x" };
    next.actions.push({ ...one, ...more });
  });

export const approve = "orders/production/approve";
export const sign = "orders/release/sign";
