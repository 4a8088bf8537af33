/** How many people must agree before an approval is given in Slack, as its gate says it. */
import { isObject } from "../../iam/condition";
import { assertSame, fail } from "../engine/failure";
import type { SlackGate } from "./slack";

/** How many must agree, out of whom. */
export interface SlackRule {
  /** Distinct people in all. */
  readonly people: number;
  /** By the name of a group: how many of its members are among them. */
  readonly groups: Readonly<Record<string, number>>;
  /** So many rejections end the request. */
  readonly rejections: number;
  /** True where whoever started the execution cannot approve. */
  readonly excludesStarter: boolean;
  /** True where the author of what is released cannot approve. */
  readonly excludesAuthor: boolean;
}

/** What a test wants of a rule: what is left out it does not ask. */
export type WantedRule = Partial<SlackRule>;

/** Undefined for what is no rule that this version knows. */
export function readRule(value: unknown): SlackRule | undefined {
  if (!isObject(value) || !Array.isArray(value.groups)) return undefined;
  const { approvals, rejections, excludeStarter, excludeAuthor } = value;
  const groups = value.groups.map((group: unknown) =>
    isObject(group) ? [group.name, group.approvals] : [],
  );
  const isRule =
    [approvals, rejections, ...groups.map(([, wanted]) => wanted)].every(Number.isInteger) &&
    [excludeStarter, excludeAuthor].every((excludes) => typeof excludes === "boolean") &&
    groups.every(([name]) => typeof name === "string");
  if (!isRule) return undefined;
  return {
    people: approvals as number,
    groups: Object.fromEntries(groups) as Record<string, number>,
    rejections: rejections as number,
    excludesStarter: excludeStarter as boolean,
    excludesAuthor: excludeAuthor as boolean,
  };
}

/** A gate without a rule: one person decides, whoever they are. */
const oneDecides: SlackRule = {
  ...{ people: 1, groups: {}, rejections: 1, excludesStarter: false, excludesAuthor: false },
};

/** Of an approval that several hubs show, each gate is held against it: the weakest is the way around. */
export function assertWantedRule(
  approval: string,
  wanted: WantedRule,
  gates: readonly SlackGate[],
  from: (...args: never[]) => unknown,
): void {
  if (gates.length === 0) {
    fail(`${approval} is not shown in Slack, where people vote: give its gate \`slack\`.`, from);
  }
  const keys = Object.keys(wanted) as (keyof SlackRule)[];
  for (const { rule } of gates) {
    const actual = Object.fromEntries(keys.map((key) => [key, (rule ?? oneDecides)[key]]));
    const words =
      rule === undefined
        ? `One person decides ${approval} in Slack: give its gate \`rule\`.`
        : `The rule of ${approval} is another.`;
    assertSame(actual, wanted, words, from);
  }
}
