/** What a function of a hub declares of itself; `registry.ts` lists those that there are. */
import { environment } from "../../../contract/environment";
import { internalTimeoutInSeconds } from "../../../contract/timing";
import * as pulumi from "@pulumi/pulumi";
import { hubDimension } from "../../naming/naming";
import type { FunctionPolicies, FunctionRoles } from "../../hub-args";
import type { Measures } from "../../monitoring/measures";
import type { CommonRights, PolicyDocument, RequestRights } from "../model/hub-policies";
import type { SlackApp } from "../../slack-args";

/** The paths of the gates' roles. */
export interface GateRolePaths {
  /** Of those that decide; absent without a Slack app, automatic decisions and connectors. */
  readonly deciderRolePath?: pulumi.Output<string>;
  /** Of those that only read, as IAM alone decides: the same before and after a hub gets an app. */
  readonly watcherRolePath: pulumi.Output<string>;
}

/** What is there when a function is made: the hub's tables, its queue, the functions before it. */
export interface Surrounding extends GateRolePaths {
  /** Name of the hub. */
  readonly hubName: string;
  /** Absent where the hub has no Slack app. */
  readonly slack?: SlackApp;
  readonly requestRetentionInDays: pulumi.Input<number>;
  readonly gatesTable: Named;
  readonly requestsTable: Named & { readonly streamArn: pulumi.Output<string> };
  readonly eventBus: Named;
  /** Absent where the hub reminds nobody. */
  readonly schedules?: Schedules;
  /** Absent where the hub has no ledger. */
  readonly ledger?: Ledger;
  /** Of what bypasses its gates; absent where the hub does not look for it. */
  readonly bypassesTable?: Named;
  /** Of what people say of the uses of break-glass roles; it is there where that of bypasses is. */
  readonly reviewsTable?: Named;
  readonly measures: Measures;
  readonly automaticDecisions: boolean;
  readonly alarmTopicArn?: pulumi.Input<string>;
  /** ARN of its dead letter queue, where it has one. */
  readonly deadLetterQueueArn?: pulumi.Output<string>;
  readonly deadLetterQueueUrl?: pulumi.Output<string>;
  /** ARN of a function that stands before it in the registry. */
  readonly functionArn: (name: string) => pulumi.Output<string>;
}

/** The group of the reminders' schedules, and the role with which they invoke their function. */
export interface Schedules {
  readonly groupName: pulumi.Output<string>;
  readonly groupArn: pulumi.Output<string>;
  readonly roleArn: pulumi.Output<string>;
}

/** Where the ledger is kept, and the key that signs its entries. */
export interface Ledger {
  readonly table: Named;
  readonly bucket: Named;
  readonly keyArn: pulumi.Output<string>;
  /** Days that the log with a line of each entry is kept. */
  readonly logRetentionInDays: pulumi.Input<number>;
}

/** A resource by its name. */
export type Named = { readonly [key in "name" | "arn"]: pulumi.Output<string> };

/** Arguments of a hub that bring a function with them. */
export type MadeFor =
  | "slack"
  | "reminders"
  | "audit"
  | "metrics"
  | "bypassAlerts"
  | "automaticDecisions"
  | "connectors";

export interface HubFunction {
  /** Name of its folder in functions/; the names of its resources begin with it. */
  readonly name: string;
  readonly description: string;
  readonly timeoutInSeconds: number;
  readonly memoryInMegabytes: number;
  /** The argument that brings a role of the user's own, and the output with its policy. */
  readonly roleArgument: keyof FunctionRoles;
  readonly policyOutput: keyof FunctionPolicies;
  /** True where it is invoked asynchronously: what fails for good goes to a dead letter queue. */
  readonly isAsynchronous: boolean;
  /** The arguments for each of which it is made; absent where every hub has it. */
  readonly madeFor?: MadeFor | readonly MadeFor[];
  /** True where the outside world can call it: `reservedConcurrency` is its limit. */
  readonly isPublic: boolean;
  /** What the alarm says when Lambda turns its calls away. */
  readonly whenThrottled: string;
  /** Days that its log is kept, where they are not those of the other functions. */
  readonly logRetentionInDays?: (of: Surrounding) => pulumi.Input<number> | undefined;
  /** Variables of its environment, beside those that each function has. */
  readonly environment: (of: Surrounding) => Record<string, pulumi.Input<string> | undefined>;
  /** Its rights: those that each function has, and its own. */
  readonly policy: (
    of: Surrounding,
    common: pulumi.Output<CommonRights>,
  ) => pulumi.Output<PolicyDocument>;
}

/** A function that nothing outside the account can reach: six hours of retries, and then its queue. */
export const internal = {
  timeoutInSeconds: internalTimeoutInSeconds,
  memoryInMegabytes: 512,
  isAsynchronous: true,
  isPublic: false,
  whenThrottled:
    "Lambda turned calls away and tries them again for six hours: requests or decisions are late. " +
    "Look what uses up the account's concurrent executions, and raise the quota if it is low.",
} as const;

/** The variable of those that call Slack or verify what it signed. */
export const credentialsOf = ({ slack }: Surrounding): ReturnType<HubFunction["environment"]> => ({
  [environment.credentialsArn]: slack?.credentialsSecretArn,
});

/** The variable of those that note what the ledger still has to take. */
export const ledgerOf = ({ ledger }: Surrounding): ReturnType<HubFunction["environment"]> => ({
  [environment.hasLedger]: ledger && "yes",
});

/** The variables of those that keep requests and show them. */
export const showsRequests = (of: Surrounding): ReturnType<HubFunction["environment"]> => ({
  ...credentialsOf(of),
  [environment.gatesTable]: of.gatesTable.name,
  [environment.requestsTable]: of.requestsTable.name,
  [environment.deadLetterQueueUrl]: of.deadLetterQueueUrl,
});

/** The variables of those that print metrics; none where the hub has none. */
export const metering = ({
  hubName,
  measures,
}: Surrounding): ReturnType<HubFunction["environment"]> =>
  measures.metricsBy === undefined
    ? {}
    : { [environment.hubName]: hubDimension(hubName), [environment.metricsBy]: measures.metricsBy };

/** The variables of those that verify what Slack signed. */
export function verificationOf({ slack }: Surrounding): ReturnType<HubFunction["environment"]> {
  return {
    [environment.signingSecretArn]: slack?.signingSecretArn,
    [environment.slackTeamId]: slack?.teamId,
    [environment.slackAppId]: slack?.appId,
  };
}

/** The rights of a function that keeps requests. */
export function keepsRequests(
  policy: (rights: RequestRights) => PolicyDocument,
): HubFunction["policy"] {
  return ({ requestsTable, deadLetterQueueArn, deciderRolePath, watcherRolePath }, common) =>
    pulumi
      .all([common, requestsTable.arn, deadLetterQueueArn, deciderRolePath, watcherRolePath])
      .apply(([rights, requestsTableArn, queueArn, decider, watcher]) =>
        policy({
          ...rights,
          requestsTableArn,
          // Declared asynchronous, it has a queue.
          deadLetterQueueArn: queueArn as string,
          deciderRolePath: decider,
          watcherRolePath: watcher,
        }),
      );
}
