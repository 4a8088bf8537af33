/** IAM Identity Center: the resource types, each with everything that is known of it. */
import type { ResourceType } from "../account/resource-type";
import model from "./api-model.json";
import {
  attachmentType,
  customerManagedPolicyAttachmentHandler,
  permissionSetHandler,
  permissionSetType,
} from "./resources";

export const ssoadminTypes: readonly ResourceType[] = [
  {
    type: permissionSetType,
    handler: permissionSetHandler,
    call: {
      model,
      operation: "CreatePermissionSet",
      code: "ValidationException",
    },
    requires: ["instanceArn"],
    name: { input: "name" },
    replaces: ["name", "instanceArn"],
  },
  {
    type: attachmentType,
    handler: customerManagedPolicyAttachmentHandler,
    call: {
      ...{ model, code: "ValidationException" },
      operation: "AttachCustomerManagedPolicyReferenceToPermissionSet",
    },
    requires: ["customerManagedPolicyReference", "instanceArn", "permissionSetArn"],
    replaces: "all",
  },
];
