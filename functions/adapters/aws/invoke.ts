/** Hands an event to another function. */
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { clientSettings } from "./client-settings";

let client: LambdaClient | undefined;

/** Sends one event; answers the HTTP status. */
export async function invokeEvent(functionName: string, payload: string): Promise<number> {
  client ??= new LambdaClient(clientSettings(2));
  const { StatusCode = 0 } = await client.send(
    new InvokeCommand({
      FunctionName: functionName,
      InvocationType: "Event",
      Payload: Buffer.from(payload),
    }),
  );
  return StatusCode;
}
