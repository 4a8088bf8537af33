/** Arguments of WebhookConnector. */
import type * as pulumi from "@pulumi/pulumi";
import type { ConnectorOptions } from "./connector-args";

/** Arguments of WebhookConnector. */
export interface WebhookConnectorArgs extends ConnectorOptions {
  /**
   * ARN of the Secrets Manager secret or SSM SecureString parameter in the hub's Region that holds, as JSON,
   * secret, which signs: whsec_ and base64 of 24 to 64 bytes; and, during a rotation, previousSecret. Of another
   * account only with credentialsKmsKeyArn.
   */
  credentialsSecretArn: pulumi.Input<string>;
  /**
   * ARN of another secret or parameter of the same form, with which your system signs its decisions. Defaults to
   * credentialsSecretArn.
   */
  readerCredentialsSecretArn?: pulumi.Input<string>;
  /**
   * Address of your system that events are posted to, beginning with https://, of at most 1024 characters: a host of
   * the public internet by its name, without a port and without a secret in it.
   */
  url: pulumi.Input<string>;
  /**
   * Address of an endpoint of your own that your system sends decisions to, beginning with https://: an HTTP API of API
   * Gateway, or whatever else invokes the function receiverFunctionArn with an event of payload format 2.0. No function
   * URL is made then, and you let the endpoint invoke the function. Required where Lambda has no function
   * URLs, as in ca-west-1 or eu-central-2. Defaults to a function URL.
   */
  decisionUrl?: pulumi.Input<string>;
  /**
   * How many calls of the public function may run at the same time, 1 to 1000, with the limits that
   * reservedConcurrency of ApprovalHub has. Defaults to no limit of its own.
   */
  reservedConcurrency?: pulumi.Input<number>;
}
