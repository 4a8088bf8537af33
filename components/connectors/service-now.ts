/** The arguments that only ServiceNow has. */
import type * as pulumi from "@pulumi/pulumi";
import type { ServiceNowSettings } from "../../contract/connectors";
import type { ShapesOf } from "../inputs/argument-shape";
import { defaultsTo, optional, required, shapesOf, validateFields } from "../inputs/fields";
import { whenKnown } from "../inputs/inputs";
import { record, string } from "../inputs/kinds";
import { requirePlain } from "../inputs/require-plain";
import {
  ServiceNowChangeType,
  type ServiceNowConnectorArgs,
  type ServiceNowStates,
} from "../service-now-args";
import { connectorShapes } from "./arguments";
import { map, origin, settingsText } from "./kinds";
import { choice } from "./model/field-checks";
import * as check from "./model/service-now-checks";

const wanted = { what: "a ServiceNow instance", example: "https://example.service-now.com" };

/** ServiceNow documentation, "State model and transitions": Implement, Canceled, Closed. */
const stateArguments = {
  implement: defaultsTo("-1", string(check.changeState)),
  canceled: defaultsTo("4", string(check.changeState)),
  closed: defaultsTo("3", string(check.changeState)),
};

const ofStates: ShapesOf<ServiceNowStates> = shapesOf(stateArguments);

const systemArguments = {
  instanceUrl: required(origin(wanted)),
  changeType: defaultsTo("normal", string(choice(ServiceNowChangeType))),
  standardTemplateId: optional(string(check.sysId)),
  fields: defaultsTo({}, map<string>(check.changeFields)),
  states: defaultsTo({}, record(ofStates, validateStates)),
};

export const serviceNowShapes: ShapesOf<ServiceNowConnectorArgs> = {
  ...connectorShapes,
  ...shapesOf(systemArguments),
};

export function serviceNowSettings(input: ServiceNowConnectorArgs): pulumi.Input<string> {
  const of = validateFields(input as never, systemArguments, (key) => key);
  const { standardTemplateId } = of;
  const changeType = whenKnown(of.changeType, (type) => {
    check.templateOfStandard(type, standardTemplateId !== undefined, "standardTemplateId");
    return type;
  });
  return settingsText<ServiceNowSettings>({ ...of, changeType } as never, "fields");
}

function validateStates(states: ServiceNowStates, path: string): object {
  const valid = validateFields(
    requirePlain(states, path) as never,
    stateArguments,
    (key) => `${path}.${key}`,
  );
  return whenKnown(valid as pulumi.Input<typeof valid>, (known) => {
    check.distinctStates(known as never, path);
    return known;
  });
}
