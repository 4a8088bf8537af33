/** What the function that measures may do, with a gate's metrics and without: how requests stand, and nothing of what they say. */
import * as assert from "node:assert/strict";
import type { ApprovalHubArgs } from "../../../../index";
import { hubWith, only, types } from "../../../support/components";
import { run } from "../../../support/mocks";
import { decision } from "../../../support/simulate";

const at = (resource: string): string => `arn:aws:dynamodb:eu-west-1:111122223333:${resource}`;
const [gates, requests] = [at("table/shared-gates"), at("table/shared-requests")];
const index = `${requests}/index/unsettled`;
const alarmTopicArn = "arn:aws:sns:eu-west-1:111122223333:alarms";
const waits = [
  "action",
  "token",
  "status",
  "region",
  "requestedAt",
  "unconfirmed",
  "sla",
  "unsettled",
];

type Row = [what: string, action: string, resource: string, context: object, allowed: boolean];
const reads = (...attributes: string[]) => ({
  "dynamodb:Attributes": attributes,
  "dynamodb:Select": "SPECIFIC_ATTRIBUTES",
});

const stuck: Row[] = [
  ["what is unsettled", "dynamodb:Query", index, reads("unsettled", "action"), true],
  [
    "the text of what is unsettled",
    "dynamodb:Query",
    index,
    reads("unsettled", "customData"),
    false,
  ],
  ["how requests stand", "dynamodb:Query", requests, reads(...waits, "stuckToldAt"), true],
  ["the text of requests", "dynamodb:Query", requests, reads(...waits, "customData"), false],
  ["who decided", "dynamodb:Query", requests, reads("action", "history"), false],
  ["whole requests", "dynamodb:Query", requests, {}, false],
  [
    "whole requests, naming a key",
    "dynamodb:Query",
    requests,
    { "dynamodb:Attributes": ["action"], "dynamodb:Select": "ALL_ATTRIBUTES" },
    false,
  ],
  ["requests one by one", "dynamodb:GetItem", requests, reads("action"), false],
  [
    "a note of who was told",
    "dynamodb:UpdateItem",
    requests,
    { "dynamodb:Attributes": ["action", "token", "stuckToldAt"], "dynamodb:ReturnValues": "NONE" },
    true,
  ],
  [
    "a note that answers what stood there",
    "dynamodb:UpdateItem",
    requests,
    { "dynamodb:Attributes": ["action", "stuckToldAt"], "dynamodb:ReturnValues": "ALL_OLD" },
    false,
  ],
  [
    "a status",
    "dynamodb:UpdateItem",
    requests,
    { "dynamodb:Attributes": ["action", "token", "status"], "dynamodb:ReturnValues": "NONE" },
    false,
  ],
  [
    "a new request",
    "dynamodb:PutItem",
    requests,
    { "dynamodb:Attributes": ["stuckToldAt"] },
    false,
  ],
  ["the end of a request", "dynamodb:DeleteItem", requests, {}, false],
  ["the topic of the alarms", "sns:Publish", alarmTopicArn, {}, true],
  ["another topic", "sns:Publish", `${alarmTopicArn}-2`, {}, false],
  ["the keys of gates", "dynamodb:Scan", gates, reads("action"), false],
  [
    "a decision",
    "codepipeline:PutApprovalResult",
    "arn:aws:codepipeline:eu-west-1:111122223333:orders/Release/approve",
    {},
    false,
  ],
  ["a gate's role", "sts:AssumeRole", "arn:aws:iam::111122223333:role/gate", {}, false],
];

const plain: Row[] = [
  ["how requests stand", "dynamodb:Query", requests, reads(...waits), true],
  [
    "a note of who was told",
    "dynamodb:UpdateItem",
    requests,
    { "dynamodb:Attributes": ["action", "token", "stuckToldAt"], "dynamodb:ReturnValues": "NONE" },
    false,
  ],
  ["the topic of the alarms", "sns:Publish", alarmTopicArn, {}, false],
  ["the keys of gates", "dynamodb:Scan", gates, reads("action"), true],
  ["a gate's approvers", "dynamodb:Scan", gates, reads("action", "approverUserIds"), false],
];

const hubs: [title: string, args: Partial<ApprovalHubArgs>, rows: Row[]][] = [
  ["that tells of what is stuck", { stuckAfterMinutes: 60, alarmTopicArn }, stuck],
  ["that measures by gate", { metricsByGate: true, alarmTopicArn }, plain],
];

for (const [title, args, rows] of hubs) {
  describe(`What the function measures may do in a hub ${title}`, () => {
    let policy: object;
    before(async () => {
      const { resources } = await run(() => void hubWith(args));
      const { inputs } = only(resources, types.rolePolicy, "shared-measures-policy");
      policy = JSON.parse(inputs.policy);
    });

    for (const [what, action, resource, context, allowed] of rows) {
      it(`${allowed ? "is" : "is not"} ${what}`, async () => {
        const answer = await decision({
          principal: "arn:aws:iam::111122223333:role/shared-measures-role",
          ...{ action, resource, identityPolicies: [policy], context: context as never },
        });
        assert.equal(answer === "Allowed", allowed, answer);
      });
    }
  });
}
