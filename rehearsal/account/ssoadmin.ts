/**
 * IAM Identity Center: a permission set is, in the account, the role that it provisions there.
 */
import type { Context, Handlers } from "./context";
import { arn, created, find, onCreate, physicalName } from "./context";
import type { RegisteredResource } from "./types";

const permissionSetType = "aws:ssoadmin/permissionSet:PermissionSet";
const policyType = "aws:iam/policy:Policy";

/** The Identity Center instance of the rehearsal. */
export const instance = {
  id: "ssoins-7223111122223333",
  identityStoreId: "d-1111222233",
};

export function instanceArn({ place }: Pick<Context, "place">): string {
  return `arn:${place.partition}:sso:::instance/${instance.id}`;
}

export const ssoadminHandlers: Handlers = {
  [permissionSetType]: onCreate((registration, context) => {
    const name = physicalName(registration, context);
    const id = `ps-${context.hex(16)}`;
    const setArn = `arn:${context.place.partition}:sso:::permissionSet/${instance.id}/${id}`;
    return created(`${setArn},${registration.inputs.instanceArn}`, registration, {
      name,
      arn: setArn,
      sessionDuration: registration.inputs.sessionDuration ?? "PT1H",
    });
  }),

  "aws:ssoadmin/customerManagedPolicyAttachment:CustomerManagedPolicyAttachment": onCreate(
    (registration, context) => {
      const { permissionSetArn, customerManagedPolicyReference, instanceArn } = registration.inputs;
      const { name, path = "/" } = customerManagedPolicyReference;
      const role = provisionedRole(context, permissionSetArn);
      // The policy is named, not referred to, so it may come later than its attachment.
      context.whenDeployed(() => {
        const policy = context.resources.find((r) => isPolicy(r, name, path));
        if (policy !== undefined) {
          context.directory.attach({ kind: "role", name: role }, policy.state.arn);
        }
      });
      return created(`${name},${path},${permissionSetArn},${instanceArn}`, registration, {});
    },
  ),
};

function isPolicy({ type, state }: RegisteredResource, name: string, path: string): boolean {
  return type === policyType && state.name === name && state.path === path;
}

/** The name of the permission set's role; puts the role on first use. */
function provisionedRole(context: Context, permissionSetArn: string): string {
  const set = find(context, [permissionSetType], "arn", permissionSetArn);
  const id = permissionSetArn.split("/").pop()!;
  const name = `AWSReservedSSO_${set?.state.name ?? id}_${id.replace(/^ps-/, "").padEnd(16, "0")}`;
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
  return name;
}
