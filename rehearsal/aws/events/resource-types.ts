/** EventBridge: the resource types, each with everything that is known of it. */
import type { ResourceType } from "../account/resource-type";
import model from "./api-model.json";
import { busType, eventBusHandler, eventBusPolicyHandler } from "./bus-resources";
import { eventRuleHandler, eventTargetHandler, ruleType } from "./rule-resources";

const code = "ValidationException";

/** The provider puts one target, and chooses its id where the program gives none. */
const targets = Object.fromEntries(
  Object.entries({
    ...{ targetId: "Id", arn: "Arn", roleArn: "RoleArn", input: "Input", inputPath: "InputPath" },
    ...{ deadLetterConfig: "DeadLetterConfig", retryPolicy: "RetryPolicy" },
    ...{ inputTransformer: "InputTransformer", sqsTarget: "SqsParameters" },
    ...{ httpTarget: "HttpParameters", kinesisTarget: "KinesisParameters" },
    ...{ batchTarget: "BatchParameters", redshiftTarget: "RedshiftDataParameters" },
    runCommandTargets: "RunCommandParameters.RunCommandTargets",
  }).map(([input, member]) => [input, `Targets.0.${member}`]),
);
const chosen = { "Targets.Id": "terraform-00000000000000000000000000" };

export const eventsTypes: readonly ResourceType[] = [
  {
    type: busType,
    handler: eventBusHandler,
    call: { model, operation: "CreateEventBus", code },
    name: {
      input: "name",
      // The "/" of the model is for buses of partners, whose names EventBridge gives.
      accepts: { parameter: "name", pattern: "[\\w.-]+", most: 256, code },
    },
    key: { input: "kmsKeyIdentifier", code },
    replaces: ["name", "eventSourceName"],
  },
  {
    type: "aws:cloudwatch/eventBusPolicy:EventBusPolicy",
    handler: eventBusPolicyHandler,
    call: { model, operation: "PutPermission", code },
    requires: ["policy"],
    replaces: ["eventBusName"],
    owner: { types: [busType], input: "eventBusName" },
  },
  {
    type: ruleType,
    handler: eventRuleHandler,
    call: { model, operation: "PutRule", code },
    name: { input: "name" },
    replaces: ["name", "namePrefix", "eventBusName"],
  },
  {
    type: "aws:cloudwatch/eventTarget:EventTarget",
    handler: eventTargetHandler,
    call: { model, operation: "PutTargets", code, members: targets, defaults: chosen },
    requires: ["arn", "rule"],
    name: { input: "targetId", autoname: false },
    replaces: ["rule", "targetId", "eventBusName"],
  },
];
