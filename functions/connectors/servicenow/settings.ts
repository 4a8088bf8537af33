/** What the component says of a ServiceNow instance, and what lets others in there. */
import * as v from "valibot";
import type { ServiceNowSettings } from "../../../contract/connectors";
import { ownOrigin } from "../origin";
import { isSysId } from "./answers";

const text = v.pipe(v.string(), v.minLength(1));

const isOrigin = (url: string): boolean => {
  const parsed = URL.parse(url);
  return parsed?.protocol === "https:" && parsed.origin === url;
};

export const serviceNowSettings: v.GenericSchema<unknown, ServiceNowSettings> = v.pipe(
  v.object({
    instanceUrl: v.pipe(v.string(), v.check(isOrigin, "is no origin")),
    changeType: v.picklist(["normal", "standard", "emergency"]),
    standardTemplateId: v.optional(v.pipe(v.string(), v.check(isSysId, "is no sys_id"))),
    fields: v.record(v.string(), v.string()),
    states: v.pipe(
      v.object({ implement: text, canceled: text, closed: text }),
      // A state that means two things means nothing.
      v.check((states) => new Set(Object.values(states)).size === 3, "has one value twice"),
    ),
  }),
  v.forward(
    v.check(
      ({ changeType, standardTemplateId }) =>
        (changeType === "standard") === (standardTemplateId !== undefined),
      "goes with a standard change alone",
    ),
    ["standardTemplateId"],
  ),
);

/** An OAuth client with the grant "Client Credentials". */
export const serviceNowCredentials = v.object({
  ...{ instanceUrl: ownOrigin, clientId: text, clientSecret: text },
  /** User name of the user that opens the changes. It stands in a query, whose conditions `^` parts. */
  ticketsByUserName: v.pipe(text, v.regex(/^[^^]+$/)),
});
