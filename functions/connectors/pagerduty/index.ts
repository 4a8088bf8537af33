/**
 * PagerDuty: pages where nobody has answered in time and where a break-glass role was used, and says who is on
 * call. It has no tickets that could decide: that somebody acknowledges an alert is no approval.
 */
import { isEnd } from "../../domain/request-events";
import { isOpen } from "../../domain/transitions";
import type { ApprovalRequest } from "../../domain/types";
import { parsedCredentials, parsedText } from "../answers";
import type { Connector, ConnectorContext } from "../connector";
import { type AlertEvent, readOnCalls, sendEvent } from "./client";
import { onCallAddresses } from "./judge";
import { readerSchema, settingsSchema, writerSchema } from "./settings";
import { alertKey, breakGlassAlert, waitingAlert } from "./words";

const settingsOf = ({ settings }: Pick<ConnectorContext, "settings">) =>
  parsedText("The settings of the PagerDuty connector", settings, settingsSchema);

const credentialsAre = "The credentials of PagerDuty";

/** True where people were paged; the first events of a long history may be left out of it. */
const wasEscalated = ({ history = [], sla }: ApprovalRequest): boolean =>
  sla?.escalatedAt !== undefined || history.some(({ type }) => type === "Escalated");

export const pagerDuty: Connector = {
  kind: "pagerduty",
  createSystem: (of) => {
    const settings = settingsOf(of);
    const send = async (event: AlertEvent): Promise<void> => {
      const text = await of.credentials();
      const { routingKey } = parsedCredentials(credentialsAre, text, writerSchema);
      await sendEvent(settings, routingKey, event, of.http);
    };
    const resolve = (key: string) => send({ event_action: "resolve", dedup_key: key });
    return {
      open: () => Promise.resolve(undefined),
      tell: async (event, request) => {
        if (event.type === "Escalated") {
          // Nobody is woken for what has ended since.
          if (isOpen(request)) await send(waitingAlert(request, settings.severity));
        } else if (isEnd(event) && wasEscalated(request)) await resolve(alertKey(request));
      },
      tellOfBypass: async (event) => {
        if (event.type === "Reviewed") return resolve(event.bypass);
        if (event.kind === "BreakGlassUsed") await send(breakGlassAlert(event, settings.severity));
      },
    };
  },
  createOnCall: (of) => {
    const settings = settingsOf(of);
    return async (scheduleIds) => {
      const text = await of.credentials();
      const { apiToken } = parsedCredentials(credentialsAre, text, readerSchema);
      const at = of.clock.now();
      const entries = await readOnCalls(settings, apiToken, { scheduleIds, at }, of.http);
      return onCallAddresses(entries, scheduleIds, at);
    };
  },
};
