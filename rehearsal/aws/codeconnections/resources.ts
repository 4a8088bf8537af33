/** CodeConnections: connections to where code lies, under the service's new and its old name. */
import { arn, created, createHandler, type Handler, physicalName } from "../account/context";

export function connectionHandler(service: string): Handler {
  return createHandler((registration, context) => {
    const name = physicalName(registration, context);
    const connectionArn = arn(context, service, `connection/${context.newId()}`);
    return created(connectionArn, registration, {
      name,
      arn: connectionArn,
      // As at AWS: a person has to complete the handshake in the console.
      connectionStatus: "PENDING",
      ownerAccountId: context.place.accountId,
    });
  });
}
