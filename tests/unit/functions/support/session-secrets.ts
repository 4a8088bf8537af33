/** What the decider reads in sessions of gates' roles: whose secret, and in whose name, is noted. */
import type { ConnectorCredentials } from "../../../../functions/adapters/connector-credentials";

export const sessionSecrets = (
  read: string[],
  valueOf: (arn: string) => string,
): ConnectorCredentials => ({
  read: async (roleArn, arn, { channel, id }) => {
    read.push([roleArn, arn, `${channel}-${id}`].join(" "));
    return valueOf(arn);
  },
});
