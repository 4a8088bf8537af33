/** The hub's event bus. */
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import type { EventBus } from "../domain/ports";
import { eventSource } from "../domain/published-event";
import { clientSettings } from "./aws/client-settings";

/**
 * EventBridge API Reference, PutEventsResultEntry: what another try does not mend. Everything else,
 * and whatever is not known, is tried again.
 */
const finalCodes: ReadonlySet<string> = new Set([
  "InvalidAccountIdException",
  "InvalidArgument",
  "MalformedDetail",
  "NotAuthorizedForDetailTypeException",
  "NotAuthorizedForSourceException",
  "RedactionFailure",
]);

/** EventBridge User Guide, "Calculating PutEvents event entry size": less than 256 KB. */
const longestDetail = 250_000;

/** One event a call: of several, a later one could get through where an earlier one did not. */
export function createEventBus(busName: string): EventBus {
  let client: EventBridgeClient | undefined;
  return {
    put: async (event) => {
      const Detail = JSON.stringify(event);
      if (Buffer.byteLength(Detail) > longestDetail) return { refused: "TooLarge" };
      client ??= new EventBridgeClient(clientSettings(5));
      const entry = {
        ...{ EventBusName: busName, Source: eventSource, DetailType: event.type, Detail },
        Time: new Date(event.time),
      };
      const { Entries = [] } = await client.send(new PutEventsCommand({ Entries: [entry] }));
      const { ErrorCode, EventId } = Entries[0] ?? {};
      if (ErrorCode !== undefined && finalCodes.has(ErrorCode)) return { refused: ErrorCode };
      if (EventId === undefined) {
        throw new Error(`EventBridge did not take the event: ${ErrorCode ?? "no answer for it"}.`);
      }
      return "published";
    },
  };
}
