/** People, groups, roles and permission sets that were there before, and what the account says of them. */
import * as aws from "@pulumi/aws";
import type { LocalCloud } from "./local-cloud";

const letters = ["a", "b", "c"] as const;
export type Letter = (typeof letters)[number];

const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::111122223333:root" },
      Action: "sts:AssumeRole",
    },
  ],
});

/** Three of everybody: a user to name, a user in a group to name, and a role. */
export function people(): void {
  for (const letter of letters) {
    new aws.iam.User(`user-${letter}`, { name: `user-${letter}` });
    const member = new aws.iam.User(`member-${letter}`, { name: `member-${letter}` });
    const group = new aws.iam.Group(`team-${letter}`, { name: `team-${letter}` });
    new aws.iam.GroupMembership(`team-${letter}`, { group: group.name, users: [member.name] });
    new aws.iam.Role(`Role-${letter}`, { name: `Role-${letter}`, assumeRolePolicy: trust });
  }
}

export const permissionSet = (letter: Letter) => ({
  instanceArn: "arn:aws:sso:::instance/ssoins-7223111122223333",
  permissionSetArn: `arn:aws:sso:::permissionSet/ssoins-7223111122223333/ps-000000000000000${letter}`,
});

/** Who may decide an action, by kind, as the account answers. */
export function deciders({ account }: LocalCloud, actionArn: string): Record<string, Letter[]> {
  const { directory, place } = account;
  const asks = "codepipeline:PutApprovalResult";
  const user = (name: string): boolean => {
    const key = directory.accessKeys().find(({ profile }) => profile === name)!;
    return directory.decide(key.principal, asks, actionArn).allowed;
  };
  const role = (name: string): boolean =>
    directory.decideRole(`arn:aws:iam::${place.accountId}:role/${name}`, asks, actionArn).allowed;
  const who = (may: (letter: Letter) => boolean): Letter[] => letters.filter(may);
  return {
    users: who((letter) => user(`user-${letter}`)),
    existingGroupNames: who((letter) => user(`member-${letter}`)),
    roleNames: who((letter) => role(`Role-${letter}`)),
  };
}

/** Which permission sets have an approver policy in the account. */
export function provisioned({ account }: LocalCloud): Letter[] {
  const attached = account.resources.filter(({ type }) =>
    type.endsWith(":CustomerManagedPolicyAttachment"),
  );
  return attached.map(({ inputs }) => inputs.permissionSetArn.slice(-1)).sort();
}

/** Endpoints of a protocol that hear a topic. */
export function subscribed({ account }: LocalCloud, protocol: string): string[] {
  const all = account.topics["subscriptions"];
  return all
    .filter((one) => one.protocol === protocol)
    .map(({ endpoint }) => endpoint)
    .sort();
}
