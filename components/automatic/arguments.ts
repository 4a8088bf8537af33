/** The arguments of `automaticDecision`: each checked by itself, then that there is one of both. */
import * as pulumi from "@pulumi/pulumi";
import type { AutomaticDecisionRecord, VariableConditionRecord } from "../../contract/records";
import type { AutomaticDecision, VariableCondition } from "../automatic-args";
import type { ShapesOf } from "../inputs/argument-shape";
import { optional, required, shapesOf, validateFields } from "../inputs/fields";
import { given } from "../inputs/inputs";
import { judged, listOf, record, string } from "../inputs/kinds";
import { requirePlain, requirePlainList } from "../inputs/require-plain";
import * as check from "./model/automatic-checks";

const conditionArguments = {
  variable: required(string(check.variable)),
  equals: optional(string(check.value)),
  oneOf: optional(judged(listOf(string(check.value)), check.someValues)),
  matches: optional(string(check.pattern)),
};

const conditionShapes: ShapesOf<VariableCondition> = shapesOf(conditionArguments);

const functionArgument = { functionArn: optional(string(check.functionArn)) };

const shapes: ShapesOf<AutomaticDecision> = {
  ...shapesOf(functionArgument),
  when: { listOf: { record: conditionShapes } },
};

export interface AutomaticDecisionSpec {
  /** What the user calls it: "automaticDecision" or "approvals[1].automaticDecision". */
  readonly path: string;
  readonly functionArn?: pulumi.Input<string>;
  /** What the gate record says of it. */
  readonly record: pulumi.Output<AutomaticDecisionRecord>;
}

/** The argument of a gate, and of an approval among others. */
export const automaticDecisionArgument = optional(
  record(shapes, (argument: AutomaticDecision, path): AutomaticDecisionSpec => {
    const plain = requirePlain(argument, path);
    const hasConditions = given(plain.when);
    check.functionOrConditions(given(plain.functionArn), hasConditions, path);
    if (hasConditions) {
      const when = pulumi.output(conditionsOf(plain.when, `${path}.when`));
      // What was left out stays out of the record.
      const record = when.apply((known) => ({ when: known as VariableConditionRecord[] }));
      return { path, record };
    }
    const at = (key: string): string => `${path}.${key}`;
    const { functionArn } = validateFields(plain, functionArgument, at);
    return {
      path,
      functionArn,
      record: pulumi.output(functionArn).apply((known) => ({ functionArn: known })),
    };
  }),
);

function conditionsOf(list: AutomaticDecision["when"], path: string) {
  const conditions = requirePlainList(list, path);
  check.conditions(conditions, path);
  return conditions.map((condition, index) => {
    const at = `${path}[${index}]`;
    check.oneComparison(condition, at);
    return validateFields(condition, conditionArguments, (key) => `${at}.${key}`);
  });
}
