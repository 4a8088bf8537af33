/** Arguments of ServiceNowConnector. */
import type * as pulumi from "@pulumi/pulumi";
import type { ConnectorOptions } from "./connector-args";

/** Type of the change request that is opened. */
export const ServiceNowChangeType = {
  /** Assessed and authorised one by one. */
  Normal: "normal",
  /** Authorised beforehand, from a template. */
  Standard: "standard",
  /** To be implemented as soon as possible. */
  Emergency: "emergency",
} as const;

/** Type of the change request that is opened. */
export type ServiceNowChangeType = (typeof ServiceNowChangeType)[keyof typeof ServiceNowChangeType];

/** Values of the field state of a change request, as text; each meaning has one of its own. */
export interface ServiceNowStates {
  /** In which alone a change may be carried out: Implement. Defaults to "-1". */
  implement?: pulumi.Input<string>;
  /** Of a change that was called off, which rejects the request: Canceled. Defaults to "4". */
  canceled?: pulumi.Input<string>;
  /** Of a change that is over: Closed. Defaults to "3". */
  closed?: pulumi.Input<string>;
}

/** Arguments of ServiceNowConnector. */
export interface ServiceNowConnectorArgs extends ConnectorOptions {
  /**
   * ARN of the Secrets Manager secret or SSM SecureString parameter in the hub's Region that holds, as JSON,
   * instanceUrl, which is this connector's, clientId and clientSecret of an OAuth client with the grant
   * client_credentials, and ticketsByUserName, the user name of the user that opens the changes: no other user's
   * change counts. Of another account only with credentialsKmsKeyArn.
   */
  credentialsSecretArn: pulumi.Input<string>;
  /**
   * Address of the instance, like https://example.service-now.com, with nothing behind the host. Where
   * instanceUrl in the credentials is another one, they are not sent, and no change is opened or read.
   */
  instanceUrl: pulumi.Input<string>;
  /** Type of the change request that is opened. Defaults to normal. */
  changeType?: pulumi.Input<ServiceNowChangeType>;
  /** sys_id of the template of standard changes, 32 hexadecimal digits. Required for standard, refused otherwise. */
  standardTemplateId?: pulumi.Input<string>;
  /**
   * Further fields of a new change request, by their names in the table change_request: assignment_group,
   * for example. Each a text of 1 to 1000 characters; none that says how the change stands. Defaults to none.
   */
  fields?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** Values of the field state, where the instance has states of its own. Defaults to those of ServiceNow. */
  states?: ServiceNowStates;
}
