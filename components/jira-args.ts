/** Arguments of JiraConnector. */
import type * as pulumi from "@pulumi/pulumi";
import type { ConnectorOptions } from "./connector-args";

/** An issue of a project in Jira: the status that somebody moves it to decides. */
export interface JiraIssue {
  /** Key of the project, like OPS. */
  projectKey: pulumi.Input<string>;
  /** Id of the type of the issue, like "10001". */
  issueTypeId: pulumi.Input<string>;
  /** Ids of the statuses that approve, 1 to 20, like "10010". */
  approvedStatusIds: pulumi.Input<pulumi.Input<string>[]>;
  /** Ids of the statuses that reject, 1 to 20, none of those that approve. */
  rejectedStatusIds: pulumi.Input<pulumi.Input<string>[]>;
}

/** A request of Jira Service Management: the approval of its service desk decides. */
export interface JiraServiceRequest {
  /** Id of the service desk, like "4". */
  serviceDeskId: pulumi.Input<string>;
  /** Id of the type of the request, like "25". Its workflow has an approval step. */
  requestTypeId: pulumi.Input<string>;
}

/** Arguments of JiraConnector: exactly one of issue and request is given. */
export interface JiraConnectorArgs extends ConnectorOptions {
  /**
   * ARN of the Secrets Manager secret or SSM SecureString parameter in the hub's Region that holds, as JSON,
   * siteUrl, which is this connector's, and email and apiToken of a user who opens and moves tickets. Of another
   * account only with credentialsKmsKeyArn.
   */
  credentialsSecretArn: pulumi.Input<string>;
  /**
   * Address of the site, like https://example.atlassian.net, with nothing behind the host. Where siteUrl in the
   * credentials is another one, they are not sent, and no ticket is opened or read.
   */
  siteUrl: pulumi.Input<string>;
  /** Open issues of a project. */
  issue?: JiraIssue;
  /** Open requests of a service desk. */
  request?: JiraServiceRequest;
  /**
   * Further fields of what is opened, a JSON object as text, by their ids and as Jira's REST API takes them:
   * {"customfield_10010":{"id":"10020"}}, for example; rich text as a document of the Atlassian Document Format.
   * None that says how it stands. Defaults to none.
   */
  fields?: pulumi.Input<string>;
  /**
   * Id of the status that a ticket is moved to whose request has ended otherwise; no status that decides.
   * Defaults to none: it is told in a comment alone.
   */
  closedStatusId?: pulumi.Input<string>;
}
