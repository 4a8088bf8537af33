/** Which descriptions, paths and display names AWS takes. */
import { ServiceError } from "../../errors";
import type { Registration } from "./types";

interface TextRule {
  readonly input: string;
  readonly most: number;
  readonly pattern?: RegExp;
  /** Of the service's error. */
  readonly code: string;
}

const iam = { code: "ValidationError" };
const path: TextRule = { ...iam, input: "path", most: 512, pattern: /^(\/|\/[!-\u007e]+\/)$/ };

/** From the API models (botocore 1.43); of a topic's display name, from SNS's API reference. */
const rules: Readonly<Record<string, readonly TextRule[]>> = {
  "aws:cloudwatch/eventBus:EventBus": [
    { input: "description", most: 512, code: "ValidationException" },
  ],
  "aws:cloudwatch/eventRule:EventRule": [
    { input: "description", most: 512, code: "ValidationException" },
  ],
  "aws:cloudwatch/metricAlarm:MetricAlarm": [
    { input: "alarmDescription", most: 1024, code: "ValidationError" },
  ],
  "aws:iam/group:Group": [path],
  "aws:iam/policy:Policy": [
    { ...path, pattern: /^((\/[\w.,+@=-]+)*)\/$/ },
    { ...iam, input: "description", most: 1000 },
  ],
  "aws:iam/role:Role": [
    path,
    // No dash or quotation mark of typography, and no emoji.
    { ...iam, input: "description", most: 1000, pattern: /^[\t\n\r\u0020-\u007e\u00a1-\u00ff]*$/ },
  ],
  "aws:iam/user:User": [path],
  "aws:lambda/function:Function": [
    { input: "description", most: 256, code: "ValidationException" },
  ],
  "aws:sns/topic:Topic": [{ input: "displayName", most: 100, code: "InvalidParameter" }],
};

/** Refuses a text that the service refuses. */
export function needTexts({ type, inputs }: Registration): void {
  if (!Object.hasOwn(rules, type)) return;
  for (const { input, most, pattern, code } of rules[type]) {
    const text: unknown = inputs[input];
    if (typeof text !== "string") continue;
    const wrong = [
      ...(text.length > most ? [`Member must have length less than or equal to ${most}`] : []),
      ...(pattern?.test(text) === false
        ? [`Member must satisfy regular expression pattern: ${pattern.source}`]
        : []),
    ];
    if (wrong.length === 0) continue;
    throw new ServiceError(
      code,
      `Value '${text}' at '${input}' failed to satisfy constraint: ${wrong.join("; ")}, ` +
        `got ${text.length} characters.`,
    );
  }
}
