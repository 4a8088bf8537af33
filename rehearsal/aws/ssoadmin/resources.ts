/**
 * IAM Identity Center: a permission set is, in the account, the role that it provisions there.
 */
import { globalArn } from "../../../iam/arns";
import { ServiceError } from "../../errors";
import type { Context, Handler } from "../account/context";
import {
  arn,
  created,
  find,
  createHandler,
  detachAndReattach,
  physicalName,
} from "../account/context";
import { attach, detach, type Identity } from "../iam";
import type { Created, RegisteredResource, Registration } from "../account/types";

export const permissionSetType = "aws:ssoadmin/permissionSet:PermissionSet";
export const attachmentType =
  "aws:ssoadmin/customerManagedPolicyAttachment:CustomerManagedPolicyAttachment";
const policyType = "aws:iam/policy:Policy";

/** The Identity Center instance of the rehearsal. */
export const instance = {
  id: "ssoins-7223111122223333",
  identityStoreId: "d-1111222233",
};

export function instanceArn({ place }: Pick<Context, "place">): string {
  return globalArn(place, "sso", `instance/${instance.id}`);
}

export const permissionSetHandler: Handler = createHandler((registration, context) => {
  const name = physicalName(registration, context);
  const id = `ps-${context.hex(16)}`;
  const setArn = globalArn(context.place, "sso", `permissionSet/${instance.id}/${id}`);
  return created(`${setArn},${registration.inputs.instanceArn}`, registration, {
    name,
    arn: setArn,
    sessionDuration: registration.inputs.sessionDuration ?? "PT1H",
  });
});

export const customerManagedPolicyAttachmentHandler: Handler = {
  ...detachAndReattach(attachTo, detachFrom),
  create: (registration, context) => {
    refuseAttached(registration, context);
    return attachTo(registration, context);
  },
};

function attachTo(registration: Registration, context: Context): Created {
  const { inputs } = registration;
  provisionRole(context, inputs.permissionSetArn);
  if (!attachNamed(context, inputs)) {
    // The policy is named, not referred to, so it may come later than its attachment.
    context.whenDeployed(() => {
      if (isStill(context, inputs)) attachNamed(context, inputs);
    });
  }
  return created(attachmentId(registration), registration, {});
}

function detachFrom({ inputs }: Pick<RegisteredResource, "inputs">, context: Context): void {
  const role = roleOf(context, inputs.permissionSetArn);
  const policy = policyOf(context, inputs);
  if (policy !== undefined) detach(context, role, policy.state.arn);
  const all = context.resources.filter(({ type }) => type === attachmentType);
  const same = all.filter((one) => one.inputs.permissionSetArn === inputs.permissionSetArn);
  // With its last attachment, nothing of the permission set is provisioned in the account.
  if (same.length <= 1) context.directory.deleteIdentity("role", role.name);
}

function attachmentId({ inputs }: Registration): string {
  const { permissionSetArn, customerManagedPolicyReference, instanceArn: at } = inputs;
  const { name, path = "/" } = customerManagedPolicyReference;
  return `${name},${path},${permissionSetArn},${at}`;
}

/** Identity Center attaches a policy once, and says of a second call that it conflicts. */
function refuseAttached(registration: Registration, { resources }: Context): void {
  const id = attachmentId(registration);
  if (!resources.some((one) => one.type === attachmentType && one.id === id)) return;
  throw new ServiceError(
    "ConflictException",
    `The customer managed policy is already attached to the permission set: ${id}`,
    409,
  );
}

/** Answers whether the policy is there. */
function attachNamed(context: Context, inputs: Record<string, any>): boolean {
  const policy = policyOf(context, inputs);
  if (policy === undefined) return false;
  attach(context, roleOf(context, inputs.permissionSetArn), policy.state.arn);
  return true;
}

function isStill({ resources }: Context, inputs: Record<string, any>): boolean {
  return resources.some((one) => one.type === attachmentType && one.inputs === inputs);
}

function policyOf({ resources }: Context, inputs: Record<string, any>) {
  const { name, path = "/" } = inputs.customerManagedPolicyReference;
  return resources.find(
    ({ type, state }) => type === policyType && state.name === name && state.path === path,
  );
}

/** The permission set's role. */
function roleOf(context: Context, permissionSetArn: string): Identity {
  const set = find(context, [permissionSetType], "arn", permissionSetArn);
  const id = permissionSetArn.split("/").pop()!;
  const suffix = id.replace(/^ps-/, "").padEnd(16, "0");
  return { kind: "role", name: `AWSReservedSSO_${set?.state.name ?? id}_${suffix}` };
}

function provisionRole(context: Context, permissionSetArn: string): void {
  const { name } = roleOf(context, permissionSetArn);
  const path = `aws-reserved/sso.amazonaws.com/${context.place.region}`;
  const trust = {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Federated: arn(context, "iam", "saml-provider/AWSSSO", { region: "" }) },
        Action: ["sts:AssumeRoleWithSAML", "sts:TagSession"],
      },
    ],
  };
  const roleArn = arn(context, "iam", `role/${path}/${name}`, { region: "" });
  context.directory.putRole(name, roleArn, JSON.stringify(trust));
}
