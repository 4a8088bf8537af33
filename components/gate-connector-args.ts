/** Arguments that say which connectors a gate names. */
import type * as pulumi from "@pulumi/pulumi";
import type { ConnectorConnection } from "./connector-args";

/** A connector that a gate names: it opens a ticket for each request and, where somebody may, its tickets decide. */
export interface GateConnector {
  /** The connection output of a connector of the gate's own hub, in this stack or, through a StackReference, in another. */
  connection: pulumi.Input<ConnectorConnection>;
  /**
   * Who may decide through a ticket, as the system names them, 1 to 100, each of 1 to 100 characters: user names of
   * ServiceNow, account ids of Jira, the ids of actors of a webhook. Nobody is allowed by default: without it the
   * connector opens tickets, and none of them decides. Beside rule, what one of them decides is one vote: of the
   * person in Slack whom an entry of its identities names with them, and who may vote there. Beside rule one
   * connector of a kind may have it. Refused for PagerDuty and Microsoft Teams, whose tickets never decide.
   */
  approverIds?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Ids of PagerDuty schedules, like PABC123, 1 to 10: whoever is on call for one of them at the moment of their
   * decision may decide in Slack, if their e-mail address in Slack is that of the person on call. Needs slack.
   * Refused beside rule, and for other systems than PagerDuty. Defaults to nobody.
   */
  scheduleIds?: pulumi.Input<pulumi.Input<string>[]>;
}
