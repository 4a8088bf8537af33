import * as assert from "node:assert/strict";
import { newAccount, policy, removeFolders, types } from "../account/support/new-account";

const permissionSet = "aws:ssoadmin/permissionSet:PermissionSet";
const attachment = "aws:ssoadmin/customerManagedPolicyAttachment:CustomerManagedPolicyAttachment";
const instanceArn = "arn:aws:sso:::instance/ssoins-7223111122223333";
const publish = policy({ Action: "sns:Publish", Resource: "*" });

function provisioned(name: string, suffix: string): string {
  const path = "aws-reserved/sso.amazonaws.com/eu-west-1";
  return `arn:aws:iam::111122223333:role/${path}/AWSReservedSSO_${name}_${suffix}`;
}

describe("IAM Identity Center on the account", () => {
  after(removeFolders);

  it("gives a permission set its ARN", async () => {
    const { create } = newAccount();
    const { id, state } = await create(permissionSet, { name: "QA", instanceArn });
    assert.match(
      state.arn,
      /^arn:aws:sso:::permissionSet\/ssoins-7223111122223333\/ps-[0-9a-f]{16}$/,
    );
    assert.equal(id, `${state.arn},${instanceArn}`);
    assert.equal(state.sessionDuration, "PT1H");
  });

  it("lets the permission set's role do what its policy allows, once all is deployed", async () => {
    const { account, create } = newAccount();
    const set = await create(permissionSet, { name: "QA", instanceArn, sessionDuration: "PT8H" });
    // The policy comes after its attachment: it is referred to by name.
    await create(attachment, {
      instanceArn,
      permissionSetArn: set.state.arn,
      customerManagedPolicyReference: { name: "approve", path: "/gates/" },
    });
    await create(types.policy, { name: "approve", path: "/gates/", policy: publish });
    const role = provisioned("QA", set.state.arn.slice(-16));
    const may = () => account.directory.decideRole(role, "sns:Publish", "*").allowed;
    assert.equal(may(), false);
    account.deployed();
    assert.equal(may(), true);
  });

  it("names the role after a permission set that another program made", async () => {
    const { account, create } = newAccount();
    await create(types.policy, { name: "approve", policy: publish });
    await create(attachment, {
      instanceArn,
      permissionSetArn: "arn:aws:sso:::permissionSet/ssoins-7223111122223333/ps-0123456789abcdef",
      customerManagedPolicyReference: { name: "approve" },
    });
    account.deployed();
    const role = provisioned("ps-0123456789abcdef", "0123456789abcdef");
    assert.equal(account.directory.decideRole(role, "sns:Publish", "*").allowed, true);
  });

  it("attaches nothing for a policy of that name on another path", async () => {
    const { account, create } = newAccount();
    await create(types.policy, { name: "approve", path: "/other/", policy: publish });
    const { id } = await create(attachment, {
      instanceArn,
      permissionSetArn: "arn:aws:sso:::permissionSet/ssoins-7223111122223333/ps-0123456789abcdef",
      customerManagedPolicyReference: { name: "approve" },
    });
    account.deployed();
    const role = provisioned("ps-0123456789abcdef", "0123456789abcdef");
    assert.ok(id.startsWith("approve,/,"));
    assert.equal(account.directory.decideRole(role, "sns:Publish", "*").allowed, false);
  });
});
