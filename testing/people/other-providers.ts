/** IAM by another provider: it is not read, and what may give a right is not passed over. */
import { unknown } from "../engine/plain";
import type { RegisteredResource } from "../engine/resource";
import { genericType } from "../pipelines/unread";

const types = /^aws-native:(?:iam|sso):(\w+)$/;
const giving = ["groups", "managedPolicyArns", "policies"];

/** Resources that may say who decides, each in words. */
export function iamOfOtherProviders(resources: readonly RegisteredResource[]): string[] {
  return resources
    .filter((resource) => {
      const { type, inputs } = resource;
      // Of a type that is told as an argument, the properties are not read.
      const generic = genericType(resource);
      if (generic !== undefined) return generic === unknown || /^AWS::(IAM|SSO)::/.test(generic);
      const [, kind] = types.exec(type) ?? [];
      if (kind === undefined) return false;
      const gives = giving.some((key) => (inputs[key] ?? null) !== null);
      return gives || /Policy$|^UserToGroupAddition$|^PermissionSet$/.test(kind);
    })
    .map(({ type, name }) => `what ${type} "${name}" gives is not known`);
}
