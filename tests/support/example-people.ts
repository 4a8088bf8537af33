/** Who may decide what in an example's graph: the policies are evaluated, not just read. */
import { createDirectory } from "../../rehearsal/iam/directory";
import type { IamDirectory } from "../../rehearsal/iam/types";
import type { Node } from "./example-graph";

export const account = { partition: "aws", region: "eu-west-1", accountId: "111122223333" };

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

export interface Action {
  readonly stage: string;
  readonly name: string;
  readonly category: string;
  readonly configuration: Record<string, string>;
  readonly arn: string;
}

/** Every action of the example's pipeline, in order. */
export function actionsOf(graph: readonly Node[]): Action[] {
  const { inputs } = ofType(graph, "Pipeline", "codepipeline/pipeline")[0];
  const { partition, region, accountId } = account;
  return inputs.stages.flatMap((stage: any) =>
    [...stage.actions]
      .sort((a: any, b: any) => (a.runOrder ?? 1) - (b.runOrder ?? 1))
      .map((action: any) => ({
        stage: stage.name,
        name: action.name,
        category: action.category,
        configuration: action.configuration,
        arn: `arn:${partition}:codepipeline:${region}:${accountId}:${inputs.name}/${stage.name}/${action.name}`,
      })),
  );
}

/**
 * The profiles (users; "-mfa" is a session with MFA) that may decide each approval action. The
 * administrator, whom the directory always has and who may do anything, is left out.
 */
export function decidersOf(graph: readonly Node[]): Record<string, string[]> {
  const directory = directoryOf(graph);
  const keys = directory.accessKeys().filter(({ profile }) => !profile.startsWith("administrator"));
  const approvals = actionsOf(graph).filter(({ category }) => category === "Approval");
  return Object.fromEntries(
    approvals.map(({ stage, name, arn }) => [
      `${stage}/${name}`,
      keys
        .filter(
          (key) => directory.decide(key.principal, "codepipeline:PutApprovalResult", arn).allowed,
        )
        .map(({ profile }) => profile)
        .sort(),
    ]),
  );
}

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
