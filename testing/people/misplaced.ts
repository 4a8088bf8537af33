/** Rights and Slack gates on an approval that no pipeline of the stack has: nobody can use them. */
import { likeAction } from "../../iam/pattern";
import { type NamedPolicy, readPolicy } from "../../iam/policy";
import { unknown } from "../engine/plain";
import type { RegisteredResource } from "../engine/resource";
import { approve } from "./actions";
import type { Directory } from "./directory";
import { nearest } from "./nearest";
import type { Target } from "./target";
import type { SlackGate } from "./slack";

/** A pipeline of the stack. */
export interface Owner {
  readonly name: string;
  readonly arn: string;
}

/** What is there to be matched. */
export interface Named {
  /** `PIPELINE/STAGE/ACTION`; an ARN where its pipeline is not where the stack's is. */
  readonly path: string;
  /** The stack's pipeline that it names, if there is one. */
  readonly owner: Owner | undefined;
  /** Who gives the right, for people. */
  readonly holders: readonly string[];
  /** Whether a pipeline of the stack has it. */
  readonly isThere: boolean;
}

/** What the stack's rights and Slack gates name, beside what its pipelines have. */
export class ApprovalNames {
  /** Every approval that a policy or a Slack gate names in full. */
  readonly named: readonly Named[];
  /** Policies that a preview leaves open. */
  readonly doubts: readonly string[];

  constructor(
    directory: Directory,
    resources: readonly RegisteredResource[],
    slack: readonly SlackGate[],
    private readonly pipelines: readonly Owner[],
    private readonly approvals: readonly Target[],
  ) {
    const { policies, open } = policiesIn(directory, resources);
    this.doubts = open;
    this.named = namedApprovals(policies, slack, pipelines, approvals);
  }

  /** Complaints about names that one of these pipelines does not have. */
  complaints(pipeline: string): string[] {
    return this.named
      .filter(({ owner, isThere }) => owner?.name === pipeline && !isThere)
      .map((one) => misplacedWords(one, this.approvals));
  }

  /** Complaints about some of the names, where no pipeline has them. */
  complaintsAbout(paths: readonly string[]): string[] {
    return this.named
      .filter(({ path, owner, isThere }) => owner !== undefined && !isThere && paths.includes(path))
      .map((one) => misplacedWords(one, this.approvals));
  }

  /** Complaints about every name that no pipeline has; those of `otherPipelines` are elsewhere. */
  all(otherPipelines: readonly string[]): string[] {
    return this.named
      .filter(({ isThere }) => !isThere)
      .filter(({ path, owner }) => {
        const [pipeline] = path.split(":").at(-1)!.split("/");
        return owner !== undefined || !otherPipelines.includes(pipeline);
      })
      .map((one) => misplacedWords(one, this.approvals));
  }

  /** Why a test cannot mean this approval: its pipeline is in the stack, and has another. */
  missing(path: string): string | undefined {
    const owner = this.pipelines.find(({ name }) => path.startsWith(`${name}/`));
    const isOne = path.split("/").length === 3 && !path.includes("*");
    if (owner === undefined || !isOne) return undefined;
    const all = this.approvals.map((approval) => approval.path);
    if (this.approvals.some(({ arn }) => arn === owner.arn + path.slice(owner.name.length)))
      return undefined;
    const near = nearest(path, all);
    return [
      `The stack has no approval ${path}.${near ? ` Nearest: ${near}.` : ""}`,
      ...this.complaints(owner.name),
      `Its approvals: ${all.join(", ") || "none"}.`,
    ].join("\n");
  }
}

function namedApprovals(
  policies: readonly NamedPolicy[],
  slack: readonly SlackGate[],
  pipelines: readonly Owner[],
  approvals: readonly Target[],
): Named[] {
  const holders = new Map<string, Set<string>>();
  const add = (arn: string, holder: string): void => {
    holders.set(arn, (holders.get(arn) ?? new Set()).add(holder));
  };
  for (const policy of policies) for (const arn of exactArns(policy)) add(arn, policy.name);
  for (const { path } of slack) {
    const owner = pipelines.find(({ name }) => path.startsWith(`${name}/`));
    add(
      owner === undefined ? path : owner.arn + path.slice(owner.name.length),
      "its gate in Slack",
    );
  }
  return [...holders].map(([arn, those]) => {
    const owner = pipelines.find((pipeline) => arn.startsWith(`${pipeline.arn}/`));
    return {
      path: owner === undefined ? arn : owner.name + arn.slice(owner.arn.length),
      owner,
      holders: [...those],
      isThere: approvals.some((approval) => approval.arn === arn),
    };
  });
}

/** Approval actions that a policy allows somebody to decide, each by its whole name. */
function exactArns(policy: NamedPolicy): string[] {
  return readPolicy(policy, "identity")
    .statements.filter(({ effect, actions, resources }) => {
      const decides = actions.values.some((pattern) => likeAction(pattern, approve) === "yes");
      return effect === "Allow" && decides !== actions.not && resources?.not === false;
    })
    .flatMap(({ resources }) => resources?.values ?? [])
    .filter((arn) =>
      /^arn:[^:]+:codepipeline:[^:*?]+:[^:*?]+:[^/*?$]+\/[^/*?$]+\/[^/*?$]+$/.test(arn),
    );
}

/** All policies that the stack gives to somebody or creates; those that a preview leaves open first. */
function policiesIn(
  directory: Directory,
  resources: readonly RegisteredResource[],
): { readonly policies: NamedPolicy[]; readonly open: string[] } {
  const given = [...directory.identities.values()].flatMap(({ policies }) => policies);
  const created = resources
    .filter(({ type }) => type === "aws:iam/policy:Policy")
    .map(({ name, inputs }) => ({ name: `Policy "${name}"`, document: inputs.policy }));
  const policies = [...new Map([...given, ...created].map((one) => [one.name, one])).values()];
  const open = policies
    .filter(({ document }) => String(document).includes(unknown))
    .map(({ name }) => `${name} is not known`);
  return { policies, open };
}

/** What is wrong with it, and what to write. */
function misplacedWords({ path, owner, holders }: Named, approvals: readonly Target[]): string {
  const by = `${holders.join(" and ")} ${holders.length > 1 ? "are" : "is"} about it`;
  if (owner === undefined) {
    const near = nearest(
      path.split(":").at(-1)!,
      approvals.map((approval) => approval.path),
    );
    return (
      `The stack has no pipeline for ${path}, and ${by}.${near ? ` Nearest: ${near}.` : ""} ` +
      "Where another stack has it, name its pipeline in `otherPipelines`."
    );
  }
  const own = approvals.map((one) => one.path).filter((one) => one.startsWith(`${owner.name}/`));
  const words = `Pipeline "${owner.name}" has no approval ${path}, and ${by}.`;
  const near = nearest(path, own);
  if (near === undefined) return `${words} It has no approval at all: put \`gate.stage\` into it.`;
  return `${words} Nearest: ${near}. ${remedy(path, near)}`;
}

function remedy(path: string, near: string): string {
  const [[, stage, action], [, nearStage, nearAction]] = [path.split("/"), near.split("/")];
  const names = [
    ...(stage === nearStage ? [] : [`\`stageName: "${nearStage}"\``]),
    ...(action === nearAction ? [] : [`\`actionName: "${nearAction}"\``]),
  ];
  return `Give the gate ${names.join(" and ")}, or put its \`stage\` into the pipeline.`;
}
