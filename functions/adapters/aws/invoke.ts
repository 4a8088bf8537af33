/** Hands events to other functions. */
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { clientSettings } from "./client-settings";

/** Sends one event to a function; answers the HTTP status. */
export function createInvoke(): (functionName: string, payload: string) => Promise<number> {
  let client: LambdaClient | undefined;
  return async (functionName, payload) => {
    client ??= new LambdaClient(clientSettings(2));
    const { StatusCode = 0 } = await client.send(
      new InvokeCommand({
        FunctionName: functionName,
        InvocationType: "Event",
        Payload: Buffer.from(payload),
      }),
    );
    return StatusCode;
  };
}
