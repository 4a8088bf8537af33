/** What the tests of `rule` share: a gate in Slack, with a hub that counts votes. */
import * as pulumi from "@pulumi/pulumi";
import { counting, gateWith, inSlack, types } from "../../../support/components";

export const [ann, bob, cy] = ["U0ANN", "U0BOB", "U0CY"];
export const plain = { hub: counting, approvers: undefined, slack: inSlack };

export const gate =
  (rule: object, more: object = {}) =>
  () =>
    gateWith({ ...plain, rule, ...more });

/** A value that resolves later. */
export const later = <T>(value: T): pulumi.Output<T> =>
  pulumi.output(0).apply(() => Promise.resolve(value)) as pulumi.Output<T>;

/** The gate's record: nobody decides by a rule that is refused. */
export const carrier = [types.tableItem];

export const group = (name: string, slackUserIds: string[], approvals = 1) => ({
  ...{ name, slackUserIds, approvals },
});
