/** The stage block: what goes into `aws.codepipeline.Pipeline({ stages })`, for one or many actions. */

/** An approval action whose values are plain or still to come: the block is the same. */
export interface ApprovalActionFields<S, N> {
  readonly name: S;
  readonly runOrder: N;
  readonly notificationArn?: S;
  readonly customData?: S;
  readonly externalEntityLink?: S;
  readonly timeoutInMinutes?: N;
}

/** CodePipeline User Guide, "Manual approval action reference". */
const actionType = {
  category: "Approval",
  owner: "AWS",
  provider: "Manual",
  version: "1",
} as const;

export interface ActionFields<S, N> {
  name: S;
  category: string;
  owner: string;
  provider: string;
  version: string;
  runOrder: N;
  configuration: Record<string, S>;
  timeoutInMinutes?: N;
}

/**
 * One approval action. A key that has no value is left out: CodePipeline refuses empty
 * configuration values, and 0 is not "no timeout".
 */
export function approvalAction<S, N>(fields: ApprovalActionFields<S, N>): ActionFields<S, N> {
  const configuration: Record<string, S> = {};
  if (fields.notificationArn !== undefined) configuration.NotificationArn = fields.notificationArn;
  if (fields.customData !== undefined) configuration.CustomData = fields.customData;
  if (fields.externalEntityLink !== undefined) {
    configuration.ExternalEntityLink = fields.externalEntityLink;
  }
  return {
    name: fields.name,
    ...actionType,
    runOrder: fields.runOrder,
    configuration,
    ...(fields.timeoutInMinutes === undefined ? {} : { timeoutInMinutes: fields.timeoutInMinutes }),
  };
}

/** Where the approvals of a stage stand: all at once, or one after the other. */
export function runOrders(count: number, sequential: boolean): number[] {
  return Array.from({ length: count }, (_, index) => (sequential ? index + 1 : 1));
}
