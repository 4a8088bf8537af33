/** What the rights of a connector's functions are made of: all of it where the hub is, or no policy is made. */
import * as pulumi from "@pulumi/pulumi";
import { redactIfSecret } from "../inputs/inputs";
import { arnOfMade } from "../scope/model/place";
import type { ConnectorContext } from "./connector";
import { besideHub, connectorInReach } from "./model/connector-checks";
import type { ConnectorRights } from "./model/connector-policy";

/** Those of every function; the ARNs of the hub's tables follow from its place and their names. */
export function connectorRights(
  { connector, hub, tickets }: ConnectorContext,
  logGroupArn: pulumi.Output<string>,
): pulumi.Output<Omit<ConnectorRights, "deadLetterQueueArn" | "deciderArn">> {
  const { credentialsSecretArn, readerCredentialsSecretArn, credentialsKmsKeyArn } = connector;
  const { alarmTopicArn, kmsKeyArn, region } = connector;
  const all = pulumi.output({
    logGroupArn,
    ticketsTableArn: tickets.arn,
    ...{ credentialsSecretArn, readerCredentialsSecretArn, credentialsKmsKeyArn },
    ...{ alarmTopicArn, kmsKeyArn, region },
    notifierArn: hub.notifierArn,
    gatesTableName: hub.gatesTableName,
    requestsTableName: hub.requestsTableName,
    tablesKmsKeyArn: hub.tablesKmsKeyArn,
  });
  return all.apply((known) =>
    redactIfSecret(all, () => {
      connectorInReach({ ...known, knowsKey: true });
      const made = arnOfMade("table", known.ticketsTableArn);
      const { partition, region: of, accountId } = besideHub(made, known.notifierArn);
      const table = (name: string): string =>
        `arn:${partition}:dynamodb:${of}:${accountId}:table/${name}`;
      return {
        logGroupArn: known.logGroupArn,
        gatesTableArn: table(known.gatesTableName),
        requestsTableArn: table(known.requestsTableName),
        ticketsTableArn: known.ticketsTableArn,
        credentialsArn: known.credentialsSecretArn,
        credentialsKmsKeyArn: known.credentialsKmsKeyArn ?? undefined,
        kmsKeyArn: known.kmsKeyArn ?? undefined,
        tablesKmsKeyArn: known.tablesKmsKeyArn ?? undefined,
      };
    }),
  );
}
