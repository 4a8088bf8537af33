/** Who may do what in an example's graph besides deciding: the policies are evaluated, not just read. */
import { createDirectory } from "../../rehearsal/aws/iam/directory";
import type { IamDirectory } from "../../rehearsal/aws/iam/types";
import type { Node } from "./example-graph";

const account = { partition: "aws", region: "eu-west-1", accountId: "111122223333" };

const iam = (kind: string): string => `aws:iam/${kind[0].toLowerCase()}${kind.slice(1)}:${kind}`;

export function ofType(graph: readonly Node[], kind: string, module?: string): Node[] {
  const type = module === undefined ? iam(kind) : `aws:${module}:${kind}`;
  return graph.filter((node) => node.type === type);
}

/** A directory with the example's groups, their members and their policies. */
export function directoryOf(graph: readonly Node[]): IamDirectory {
  const directory = createDirectory(account);
  for (const { name, inputs } of ofType(graph, "Policy")) {
    directory.putPolicy(policyArn(inputs.name ?? name), JSON.stringify(inputs.policy));
  }
  for (const { inputs } of ofType(graph, "Group")) directory.putGroup(inputs.name);
  for (const { inputs } of ofType(graph, "GroupPolicyAttachment")) {
    directory.attach({ kind: "group", name: inputs.group }, inputs.policyArn);
  }
  for (const { name, inputs } of ofType(graph, "GroupPolicy")) {
    const group = { kind: "group" as const, name: inputs.group };
    directory.putInline(group, name, JSON.stringify(inputs.policy));
  }
  for (const { inputs } of ofType(graph, "GroupMembership")) {
    for (const user of inputs.users) {
      directory.putUser(user);
      directory.addUserToGroup(user, inputs.group);
    }
  }
  return directory;
}

const policyArn = (name: string): string =>
  `arn:${account.partition}:iam::${account.accountId}:policy/${name}`;

/** Action and resource of every allowing statement of one role's policies, one pair a line. */
export function grantsOf(graph: readonly Node[], role: string): string[] {
  return ofType(graph, "RolePolicy")
    .filter(({ inputs }) => inputs.role === role)
    .flatMap(({ inputs }) => inputs.policy.Statement)
    .flatMap(({ Action, Resource }: any) =>
      [Action].flat().flatMap((action) => [Resource].flat().map((on) => `${action} ${on}`)),
    )
    .sort();
}
