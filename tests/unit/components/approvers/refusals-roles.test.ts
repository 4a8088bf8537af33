/** Roles that AWS reserves: a policy attached to one is refused, or lost with the next change of it. */
import * as pulumi from "@pulumi/pulumi";
import { ApproverGroup } from "../../../../index";
import { actionArn, gateWith, types } from "../../../support/components";
import { quotedText } from "../../../support/refusal-words";
import { refuses } from "../../../support/refusal-table";

const account = "arn:aws:iam::111122223333:role";
const identityCenter = [
  "AWSReservedSSO_Release_0123456789abcdef",
  "awsreservedsso_release_0123456789abcdef",
  "/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Release_0123456789abcdef",
  `${account}/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Release_0123456789abcdef`,
  "aws-reserved/other.amazonaws.com/Release",
];
const ofServices = [
  "AWSServiceRoleForSupport",
  `${account}/aws-service-role/support.amazonaws.com/AWSServiceRoleForSupport`,
];

const reason = (prefix: string, value: string): string =>
  `\`${prefix}roleNames[0]\` must be a role that policies can be attached to, got: ${quotedText(value)}, ` +
  (identityCenter.includes(value)
    ? "which AWS reserves for IAM Identity Center. Name its permission set in " +
      `\`${prefix}permissionSets\`.`
    : "which AWS reserves for a service. Name the role that the people sign in with.");

describe("A role that AWS reserves", () => {
  refuses([
    ...[...identityCenter, ...ofServices].flatMap((value) => {
      const gate = (role: pulumi.Input<string>) => () =>
        gateWith({ approvers: { roleNames: [role] } });
      const text = reason("approvers.", value);
      const carrier = types.roleAttachment;
      return [
        {
          title: `is refused at once: ${value}`,
          plain: gate(value),
          path: "approvers.roleNames[0]",
          reason: reason("approvers.", value),
        },
        {
          title: `is refused as an output: ${value}`,
          later: gate(pulumi.output(value)),
          path: "approvers.roleNames[0]",
          reason: text,
          carrier,
        },
        {
          title: `is refused by an ApproverGroup: ${value}`,
          plain: () =>
            new ApproverGroup("managers", {
              actionArns: [actionArn("orders/checks/qa")],
              roleNames: [value],
            }),
          path: "roleNames[0]",
          reason: reason("", value),
        },
      ];
    }),
  ]);
});
