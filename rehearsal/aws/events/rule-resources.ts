/** EventBridge: rules and their targets, on any bus of the account. */
import { ServiceError } from "../../errors";
import { busName, defaultBus } from "./buses";
import {
  arn,
  created,
  putHandler,
  physicalName,
  type Context,
  type Handler,
} from "../account/context";
import type { Created, RegisteredResource, Registration } from "../account/types";

export const ruleType = "aws:cloudwatch/eventRule:EventRule";

/** EventBridge's limit for the rules' targets (service quota). */
const targetsPerRule = 5;

// PutRule and PutTargets create or update: a second program that says the same name changes it.
export const eventRuleHandler: Handler = putHandler(
  (registration, context) => {
    const { inputs } = registration;
    const name = physicalName(registration, context);
    const pattern = eventPattern(inputs.eventPattern);
    if (pattern === undefined && inputs.scheduleExpression === undefined) {
      throw new ServiceError(
        "ValidationException",
        `Parameter(s) EventPattern or ScheduleExpression must be specified for rule ${name}.`,
      );
    }
    const bus = busName(inputs.eventBusName);
    if (pattern === undefined && bus !== defaultBus) {
      throw new ServiceError(
        "ValidationException",
        "ScheduleExpression is supported only on the default event bus.",
      );
    }
    const state = inputs.state ?? (inputs.isEnabled === false ? "DISABLED" : "ENABLED");
    const path = bus === defaultBus ? name : `${bus}/${name}`;
    const ruleArn = arn(context, "events", `rule/${path}`);
    context.buses.get(bus).putRule({
      ...{ name, arn: ruleArn, eventPattern: pattern, state },
      scheduleExpression: inputs.scheduleExpression ?? undefined,
    });
    return created(path, registration, { name, arn: ruleArn, eventBusName: bus, state });
  },
  ({ state: { name, eventBusName } }, { buses }) => buses.get(eventBusName).deleteRule(name),
);

export const eventTargetHandler: Handler = {
  create: putTarget,
  update: ({ state }, { inputs, ...registration }, context) => {
    const resources = context.resources.filter((resource) => resource.state !== state);
    const { targetId } = state;
    return putTarget(
      { ...registration, inputs: { targetId, ...inputs } },
      { ...context, resources },
    );
  },
  delete: ({ inputs, state }, { buses }) =>
    buses.get(busName(inputs.eventBusName)).deleteTarget(inputs.rule, state.targetId),
};

function putTarget(registration: Registration, context: Context): Created {
  const { inputs } = registration;
  const bus = busName(inputs.eventBusName);
  const isRule = ({ type, state }: RegisteredResource) =>
    type === ruleType && state.name === inputs.rule && state.eventBusName === bus;
  if (!context.resources.some(isRule)) {
    throw new ServiceError(
      "ResourceNotFoundException",
      `Rule ${inputs.rule} does not exist on EventBus ${bus}.`,
    );
  }
  const targetId = inputs.targetId ?? chosenTargetId(context);
  const others = context.resources.filter(
    ({ type, inputs: { rule: name, eventBusName }, state }) =>
      type === registration.type &&
      name === inputs.rule &&
      busName(eventBusName) === bus &&
      state.targetId !== targetId,
  );
  if (new Set(others.map(({ id }) => id)).size >= targetsPerRule) {
    throw new ServiceError(
      "LimitExceededException",
      `The requested resource exceeds the maximum number allowed: ${targetsPerRule} targets ` +
        `for rule ${inputs.rule}.`,
    );
  }
  const { arn: targetArn, roleArn } = inputs;
  context.buses.get(bus).putTarget(inputs.rule, { arn: targetArn, roleArn, id: targetId });
  // The provider puts the name of a bus of one's own in front.
  const id = [...(bus === defaultBus ? [] : [bus]), inputs.rule, targetId].join("-");
  return created(id, registration, { targetId, eventBusName: bus });
}

/** The provider takes an id of its own, which does not come from the resource's name. */
function chosenTargetId({ hex }: Context): string {
  return `terraform-${hex(26)}`;
}

function eventPattern(pattern: unknown): string | undefined {
  if (pattern === undefined || pattern === null) return undefined;
  const text = typeof pattern === "string" ? pattern : JSON.stringify(pattern);
  const refuse = (reason: string) =>
    new ServiceError("InvalidEventPatternException", `Event pattern is not valid. ${reason}`);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw refuse(`Reason: it is not JSON: ${text}`);
  }
  if (parsed === null || typeof parsed !== "object" || Array.isArray(parsed)) {
    throw refuse(`Reason: it must be a JSON object, got: ${text}`);
  }
  return text;
}
