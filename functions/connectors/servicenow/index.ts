/** ServiceNow: a change request, which is go in Implement alone, approved, inside its window and not on hold. */
import { parsedText } from "../answers";
import type { Connector, ConnectorContext } from "../connector";
import { createClient } from "./client";
import { createChangeReader, type Instance } from "./reader";
import { serviceNowSettings } from "./settings";
import { createChangeSystem } from "./system";

export const servicenow: Connector = {
  kind: "servicenow",
  createSystem: (of) => createChangeSystem(instanceOf(of)),
  createReader: (of) => createChangeReader(instanceOf(of)),
};

function instanceOf(of: ConnectorContext): Instance {
  const settings = parsedText("The connector's settings", of.settings, serviceNowSettings);
  return { settings, client: createClient(settings, of), clock: of.clock };
}
