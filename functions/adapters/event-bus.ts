/** The hub's event bus. */
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { FinalError } from "../domain/errors";
import type { EventBus, EventOnBus } from "../domain/ports";
import { eventSource } from "../domain/published-event";
import { clientSettings } from "./aws/client-settings";
import { awsError } from "./classify";

/** EventBridge User Guide, "Calculating PutEvents event entry size": less than 256 KB. */
const longestDetail = 250_000;

/** One event a call: of several, a later one could get through where an earlier one did not. */
export function createEventBus(busName: string): EventBus<EventOnBus> {
  let client: EventBridgeClient | undefined;
  return {
    put: async (event) => {
      const Detail = JSON.stringify(event);
      if (Buffer.byteLength(Detail) > longestDetail)
        throw new FinalError("The event is too large.");
      client ??= new EventBridgeClient(clientSettings(5));
      const entry = {
        ...{ EventBusName: busName, Source: eventSource, DetailType: event.type, Detail },
        Time: new Date(event.time),
      };
      const { Entries = [] } = await client.send(new PutEventsCommand({ Entries: [entry] }));
      const { ErrorCode, EventId } = Entries[0] ?? {};
      if (EventId !== undefined) return;
      const code = ErrorCode ?? "no answer for it";
      throw awsError(code, `EventBridge did not take the event: ${code}.`);
    },
  };
}
