/** Arguments that are right of who decides beside approvers: several by a rule, a function, another system's people. */
import { everyField, person, userGroup } from "../../../../support/components";

export const rule = {
  approvals: 2,
  groups: [
    { name: "security", slackUserIds: [person], slackUserGroupIds: [userGroup], approvals: 1 },
  ],
  rejections: 2,
  excludeStarter: false,
  excludeAuthor: true,
  authorVariable: "build.AUTHOR_EMAIL",
  unknownAuthor: "refuse",
  unknownStarter: "allow",
  identities: [
    {
      ...{
        slackUserId: person,
        emails: ["ann@example.com"],
        principals: ["arn:aws:iam::111122223333:role/release"],
      },
      ...{ serviceNowUserName: "ann", jiraAccountId: "557058:ann", webhookActorId: "ann" },
    },
  ],
  aboveRule: true,
};
export const automatic = [
  { functionArn: "arn:aws:lambda:eu-west-1:111122223333:function:small-changes" },
  { when: [{ variable: "build.CHANGED", equals: "config" }] },
  { when: [{ variable: "build.AREA", oneOf: ["docs", "site"] }] },
  { when: [{ variable: "build.LINES", matches: "[0-9]+" }] },
];
const connectorOf = (kind: string) => ({
  ...{ schemaVersion: 1, kind, name: `the-${kind}`, settings: "{}" },
  credentialsSecretArn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:changes-AbCdEf",
  credentialsKmsKeyArn:
    "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
  gatesTableName: everyField.gatesTableName,
});
export const connectors = [
  { connection: connectorOf("servicenow"), approverIds: ["change.manager"] },
  { connection: connectorOf("pagerduty"), scheduleIds: ["PABC123"] },
];
/** One of each that is tried with a wrong value: the first, which has all fields in turn. */
export const onCall = [connectors[1], connectors[0]];
