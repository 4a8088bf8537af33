/**
 * A company's own system, as a webhook: it is told every event of a request, signed as Standard Webhooks, and opens
 * no ticket that could be read. What it decides comes in at the receiver.
 */
import type { RequestEvent } from "../../domain/request-events";
import type { ApprovalRequest } from "../../domain/types";
import { GoneError, parsedCredentials, parsedText, retryAfter, SystemError } from "../answers";
import type { Connector, ConnectorContext, TicketSystem } from "../connector";
import type { HttpResponse } from "../http";
import { sign, webhookCredentials } from "../standard-webhooks";
import { webhookBody } from "./event";
import { webhookSettings } from "./settings";

export const webhook: Connector = { kind: "webhook", createSystem };

function createSystem(of: ConnectorContext): TicketSystem {
  const { url } = parsedText("The connector's settings", of.settings, webhookSettings);
  const post = async (event: RequestEvent, request: ApprovalRequest): Promise<void> => {
    const credentials = parsedCredentials(
      "The webhook's credentials",
      await of.credentials(),
      webhookCredentials,
    );
    const { id } = event;
    const timestamp = String(Math.floor(of.clock.now().getTime() / 1000));
    const body = webhookBody(request, event, of.decisionUrl);
    const signature = sign({ id, timestamp, body: Buffer.from(body) }, credentials);
    const headers = {
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": timestamp,
      "webhook-signature": signature,
    };
    needTaken(await of.http({ method: "POST", url, headers, body }), event.type);
  };
  return {
    open: async (request) => {
      const first = request.history?.find(({ type }) => type === "Requested");
      if (first !== undefined) await post(first, request);
      return undefined;
    },
    tell: post,
  };
}

/** "Delivery success and failure": whatever is no success is tried again, but for what is gone. */
function needTaken(response: HttpResponse, what: string): void {
  const { status } = response;
  if (status >= 200 && status <= 299) return;
  const message = `The webhook has answered ${status} to ${what}.`;
  if (status === 410) throw new GoneError(message, { remedy: remedies.gone });
  const remedy = status >= 300 && status <= 399 ? remedies.moved : undefined;
  throw new SystemError(status, message, retryAfter(response), remedy);
}

const remedies = {
  gone: "Take the connector from the gates, or give it the address of a system that wants the events.",
  moved: "Redirects are not followed: give the connector the new address, and run `pulumi up`.",
};
