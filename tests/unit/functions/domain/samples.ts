/** What the tests of the run time's pure code start from. */
import * as fc from "fast-check";
import { schemaVersion } from "../../../../contract/records";
import type {
  ApprovalRequest,
  Attempt,
  DecisionCommand,
  Face,
  GateSettings,
  Actor,
} from "../../../../functions/domain/types";

import type { SlackGate } from "../../../../functions/channels/slack/gate";

export const token = "1f6cb7a0-27b5-4b0b-9a5c-6a31a1d0f7a5";
export const now = new Date("2026-11-22T21:00:00.000Z");
export const expires = "2026-11-29T21:00:00.000Z";

export const ann: Actor = { channel: "slack", id: "U0ANN", displayName: "Ann" };
export const bob: Actor = { channel: "slack", id: "U0BOB", displayName: "Bob" };

/** Seconds after `now`. */
export const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);

/** What the gate says about Slack. */
export const inSlack: SlackGate = {
  channel: "C0RELEASES",
  approverUserIds: ["U0ANN"],
  approverUserGroupIds: ["S0LEADS"],
};

export const settings: GateSettings = {
  action: "orders/production/approve",
  topicArn: "arn:aws:sns:eu-west-1:111122223333:orders-production",
  channels: { slack: inSlack },
  deciderRoleArn: "arn:aws:iam::111122223333:role/codepipeline-approvals/hub/slack-orders",
};

/** The gate as the table has it. */
const { channels: _, ...ofEveryGate } = settings;
export const gateRecord = { ...ofEveryGate, ...inSlack };

/** The gate, with something else about Slack. */
export const settingsOf = (change: Partial<SlackGate>): GateSettings => ({
  ...settings,
  channels: { slack: { ...inSlack, ...change } },
});

/** A message of Slack, and what it shows. */
export const messageOf = <S extends Face>(id: string, shows: S, place = "C0RELEASES") => ({
  ...{ channel: "slack", place, id, shows },
});

export function requestOf(change: Partial<ApprovalRequest> = {}): ApprovalRequest {
  return {
    schemaVersion,
    action: "orders/production/approve",
    token,
    pipelineName: "orders",
    stageName: "production",
    actionName: "approve",
    region: "eu-west-1",
    status: "PENDING",
    expires,
    requestedAt: now.toISOString(),
    revisions: [],
    messages: [],
    version: 1,
    ttl: 1_800_000_000,
    ...change,
  };
}

export function commandOf(change: Partial<DecisionCommand> = {}): DecisionCommand {
  return {
    id: "command-1",
    action: "orders/production/approve",
    token,
    result: "Approved",
    person: ann,
    ...change,
  };
}

export function attemptOf(change: Partial<Attempt> = {}): Attempt {
  return {
    id: "command-1",
    result: "Approved",
    person: ann,
    leaseUntil: later(45).toISOString(),
    ...change,
  };
}

/** The gate's role, and a session of it. */
export const { deciderRoleArn } = settings;
export const sessionArn = (name: string): string =>
  `arn:aws:sts::111122223333:assumed-role/slack-orders/${name}`;

/** Text as people and attackers write it: everything that has a meaning, in any order. */
export const wildText = (maxLength: number): fc.Arbitrary<string> =>
  fc.oneof(
    fc.string({ unit: "binary", maxLength, size: "max" }),
    fc.string({
      unit: fc.constantFrom(
        ..."<>&|*_~`!@#^\n\r\t\u2028\u202E\u2066\u200F\u0000\uD800\uDC00 a",
        ..."é ש ب 漢 👩‍👩‍👧‍👦 🇩🇪 é &amp; <!channel> ``` https://evil.example/".split(" "),
      ),
      maxLength,
      size: "max",
    }),
  );
