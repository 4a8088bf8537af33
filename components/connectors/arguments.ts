/** The arguments that every connector has, checked before anything is created. */
import type * as pulumi from "@pulumi/pulumi";
import type { ConnectorKind } from "../../contract/connectors";
import type { ConnectorOptions } from "../connector-args";
import { logRetentionInDays, alarmTopicArn, kmsKeyArn } from "../hub/model/hub-checks";
import { permissionsBoundary } from "../hub/model/runtime-checks";
import { requireBundles } from "../hub/bundles";
import { validateConnection } from "../hub/given-connection";
import type { ShapesOf } from "../inputs/argument-shape";
import {
  defaultsTo,
  optional,
  required,
  shapesOf,
  type Validated,
  validateFields,
} from "../inputs/fields";
import { given, isPlain } from "../inputs/inputs";
import { number, string, tags } from "../inputs/kinds";
import { region } from "../scope/model/region-checks";
import { secretArn } from "../scope/model/secret-checks";
import type { HubConnection } from "../slack-args";
import * as check from "./model/connector-checks";
import type { ConnectorFunction } from "./model/functions";

const credentials = secretArn("connector", "what the connector signs in with");

const commonArguments = {
  credentialsSecretArn: required(string(credentials)),
  readerCredentialsSecretArn: optional(string(credentials)),
  credentialsKmsKeyArn: optional(string(kmsKeyArn)),
  alarmTopicArn: optional(string(alarmTopicArn)),
  kmsKeyArn: optional(string(kmsKeyArn)),
  logRetentionInDays: defaultsTo(365, number(logRetentionInDays)),
  permissionsBoundary: optional(string(permissionsBoundary)),
  region: optional(string(region)),
  tags: optional(tags),
};

/** What each argument is meant to be. */
export const connectorShapes: ShapesOf<ConnectorOptions> = {
  hub: "connection",
  ...shapesOf(commonArguments),
};

/** The arguments of a connector, every value checked or to be checked when it resolves. */
export interface ConnectorSpec extends Validated<typeof commonArguments> {
  readonly hub: pulumi.Input<HubConnection>;
}

/** `bundles` are those of its functions. */
export function validateConnector(
  name: string,
  input: ConnectorOptions,
  kind: ConnectorKind,
  bundles: readonly ConnectorFunction[] = ["connector"],
): ConnectorSpec {
  requireBundles(bundles);
  check.connectorName(name, "name");
  if (!given(input.hub)) check.needsHub("hub");
  const hub = validateConnection(input.hub, (connection) =>
    check.hubWithConnectors(connection, kind, "hub"),
  );
  const fields = validateFields(input, commonArguments, (key) => key);
  const spec = { ...fields, hub };
  check.connectorInReach(plainPart(spec));
  return spec;
}

/** What can be compared now: the rest is compared when it resolves. */
function plainPart(spec: ConnectorSpec): check.Placed {
  const { hub, credentialsKmsKeyArn } = spec;
  const plain = (value: unknown): string | undefined =>
    typeof value === "string" ? value : undefined;
  return {
    notifierArn: isPlain(hub) ? plain((hub as HubConnection).notifierArn) : undefined,
    region: plain(spec.region),
    credentialsSecretArn: plain(spec.credentialsSecretArn),
    readerCredentialsSecretArn: plain(spec.readerCredentialsSecretArn),
    credentialsKmsKeyArn: plain(credentialsKmsKeyArn),
    knowsKey: isPlain(credentialsKmsKeyArn),
    alarmTopicArn: plain(spec.alarmTopicArn),
    kmsKeyArn: plain(spec.kmsKeyArn),
  };
}
