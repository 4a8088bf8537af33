/** The arguments of `automaticDecision`: each checked by itself, then that there is one of both. */
import * as pulumi from "@pulumi/pulumi";
import type { AutomaticDecisionRecord } from "../../contract/records";
import type { AutomaticDecision, VariableCondition } from "../automatic-args";
import type { ShapesOf } from "../inputs/argument-shape";
import { element } from "../inputs/element";
import { optional, required, shapesOf, validateFields } from "../inputs/fields";
import { given } from "../inputs/inputs";
import { judged, listOf, record, string } from "../inputs/kinds";
import { requirePlain } from "../inputs/require-plain";
import * as check from "./model/automatic-checks";

const conditionFields = {
  variable: required(string(check.variable)),
  equals: optional(string(check.value)),
  oneOf: optional(judged(listOf(string(check.value)), check.someValues)),
  matches: optional(string(check.pattern)),
};

const conditionShapes: ShapesOf<VariableCondition> = shapesOf(conditionFields);

const condition = element<VariableCondition, typeof conditionFields>(
  conditionFields,
  check.oneComparison,
);

const decisionFields = {
  functionArn: optional(string(check.functionArn)),
  when: optional(judged(listOf(record(conditionShapes, condition)), check.conditions)),
};

const decisionShapes: ShapesOf<AutomaticDecision> = shapesOf(decisionFields);

export interface AutomaticDecisionSpec {
  /** What the user calls it: "automaticDecision" or "approvals[1].automaticDecision". */
  readonly path: string;
  readonly functionArn?: pulumi.Input<string>;
  /** What the gate record says of it. */
  readonly record: pulumi.Output<AutomaticDecisionRecord>;
}

/** The argument of a gate, and of an approval among others. */
export const automaticDecisionArgument = optional(
  record(decisionShapes, (argument: AutomaticDecision, path): AutomaticDecisionSpec => {
    const plain = requirePlain(argument, path);
    check.functionOrConditions(given(plain.functionArn), given(plain.when), path);
    const valid = validateFields(plain, decisionFields, (key) => `${path}.${key}`);
    const { functionArn } = valid;
    // Inputs of the fields of a decision: checked, each is what the record has.
    const all = pulumi.output(valid) as pulumi.Output<unknown>;
    return { path, functionArn, record: all as pulumi.Output<AutomaticDecisionRecord> };
  }),
);
