/** The arguments that only PagerDuty has. */
import type * as pulumi from "@pulumi/pulumi";
import type { PagerDutySettings } from "../../contract/connectors";
import type { ShapesOf } from "../inputs/argument-shape";
import { defaultsTo, shapesOf, validateFields } from "../inputs/fields";
import { string } from "../inputs/kinds";
import {
  type PagerDutyConnectorArgs,
  PagerDutyServiceRegion,
  PagerDutySeverity,
} from "../pager-duty-args";
import { connectorShapes } from "./arguments";
import { settingsText } from "./kinds";
import { choice } from "./model/field-checks";

const systemArguments = {
  serviceRegion: defaultsTo("us", string(choice(PagerDutyServiceRegion))),
  severity: defaultsTo("critical", string(choice(PagerDutySeverity))),
};

export const pagerDutyShapes: ShapesOf<PagerDutyConnectorArgs> = {
  ...connectorShapes,
  ...shapesOf(systemArguments),
};

export function pagerDutySettings(input: PagerDutyConnectorArgs): pulumi.Input<string> {
  const of = validateFields(input as never, systemArguments, (key) => key);
  return settingsText<PagerDutySettings>(of as never, "severity");
}
