/**
 * Artifacts of an action whose role is of another account than the bucket: the role's own policies
 * must allow them, and the policies of the bucket and of its key as well (User Guide, "Create a
 * pipeline in CodePipeline that uses resources from another account").
 */
import { globalArn, readArn } from "../../../iam/arns";
import { evaluateResourcePolicy, type IamDirectory, type Principal } from "../iam";
import type { Need } from "./action-needs";
import { locationsOf } from "./artifact-locations";
import type { ActionRun, PipelineDeclaration } from "./types";

/** The policy of what the program makes, null where it has none; undefined of what it does not make. */
export interface Owned {
  bucketPolicy(bucket: string): string | null | undefined;
  keyPolicy(keyArn: string): string | null | undefined;
}

interface Right extends Need {
  /** For people. */
  readonly owner: string;
  readonly policy: string | null | undefined;
}

const context = { "aws:SecureTransport": "true" };

/** Why the action cannot have its artifacts; undefined where it can, or where nobody knows. */
export function artifactRefusal(
  run: ActionRun,
  directory: Pick<IamDirectory, "decideRole" | "rolePrincipal">,
  owned: Owned,
): string | undefined {
  if (!isForeign(run)) return undefined;
  const { roleArn } = run;
  const caller = directory.rolePrincipal(roleArn)!;
  const notKnown = new Set<string>();
  for (const right of rightsOf(run, owned)) {
    const own = directory.decideRole(roleArn, right.action, right.resource, context);
    if (!own.allowed) return refusal(roleArn, right, own.reason, "the policy of the role");
    if (right.policy === undefined) notKnown.add(right.owner);
    else {
      const { allowed, reason } = ask(right, caller);
      if (!allowed) return refusal(roleArn, right, reason, `the policy of ${right.owner}`);
    }
  }
  if (notKnown.size > 0) {
    const owners = [...notKnown].join(" and of ");
    run.log(
      `The policy of ${owners} is not known here: not checked whether it lets ${roleArn} in.`,
    );
  }
  return undefined;
}

/** The rights of it that an action as declared will be asked for. */
export function artifactNeeds(
  run: Pick<ActionRun, "action" | "roleArn" | "pipelineRoleArn">,
  pipeline: PipelineDeclaration,
  home: { readonly region: string },
): Need[] {
  if (!isForeign(run)) return [];
  const { action, roleArn } = run;
  const { inputArtifacts = [], region = home.region } = action;
  const store = locationsOf(pipeline, {
    ...{ action, region, actionExecutionId: "" },
    inputArtifacts: inputArtifacts.map(({ name }) => ({ name })),
  });
  return rightsOf({ roleArn, store }, { bucketPolicy: () => null, keyPolicy: () => null });
}

const isForeign = ({
  roleArn,
  pipelineRoleArn = roleArn,
}: Pick<ActionRun, "roleArn" | "pipelineRoleArn">): boolean =>
  readArn(roleArn).accountId !== readArn(pipelineRoleArn).accountId;

function rightsOf({ roleArn, store }: Pick<ActionRun, "roleArn" | "store">, owned: Owned): Right[] {
  const { partition = "aws" } = readArn(roleArn);
  const { inputs, outputs, encryptionKey } = store;
  const object = (action: string) => (detail: (typeof inputs)[number]) => {
    const { bucket = "", key = "" } = detail.s3location ?? {};
    const resource = `${globalArn({ partition }, "s3", bucket)}/${key}`;
    return { action, resource, owner: `bucket ${bucket}`, policy: owned.bucketPolicy(bucket) };
  };
  const keyArn = encryptionKey?.id;
  const key = (action: string): Right[] =>
    keyArn?.startsWith("arn:") === true
      ? [{ action, resource: keyArn, owner: `key ${keyArn}`, policy: owned.keyPolicy(keyArn) }]
      : [];
  return [
    ...inputs.map(object("s3:GetObject")),
    ...outputs.map(object("s3:PutObject")),
    ...(inputs.length > 0 ? key("kms:Decrypt") : []),
    ...(outputs.length > 0 ? key("kms:GenerateDataKey") : []),
  ];
}

function ask({ policy, action, resource }: Right, { arn, accountId, context: own }: Principal) {
  if (policy === null)
    return { allowed: false, reason: "It has no policy that names another account." };
  const requester = { arn, accountId, roleArn: own["aws:PrincipalArn"] };
  return evaluateResourcePolicy(policy, requester, action, resource, { ...context, ...own });
}

function refusal(
  roleArn: string,
  { action, resource }: Right,
  reason: string,
  where: string,
): string {
  const isRole = where.endsWith("role");
  const statement = {
    Effect: "Allow",
    ...(isRole ? {} : { Principal: { AWS: roleArn } }),
    ...{ Action: action, Resource: resource },
  };
  return (
    `${roleArn} is not authorized to perform: ${action} on resource: ${resource}. ${reason} An action ` +
    `of another account needs its artifacts. Add to ${where}: ${JSON.stringify(statement)}`
  );
}
