import * as assert from "node:assert/strict";
import { newAccount, policy, removeFolders, trust, types } from "../account/support/new-account";

const publish = policy({ Action: "sns:Publish", Resource: "*" });
const membership = "aws:iam/userGroupMembership:UserGroupMembership";
const exceeded = (quota: string) => ({
  code: "LimitExceeded",
  status: 409,
  message: `Cannot exceed quota for ${quota}`,
});

describe("IAM's quotas of an account", () => {
  after(removeFolders);

  it("let a user be in ten groups", async () => {
    const { create } = newAccount();
    const groups = [...Array(11).keys()].map((n) => `g${n}`);
    for (const name of groups) await create(types.group, { name });
    await create(membership, { user: "ann", groups: groups.slice(0, 10) });
    await create(membership, { user: "ann", groups: ["g0"] }, "again");
    const eleventh = create(membership, { user: "Ann", groups: ["g10"] }, "more");
    await assert.rejects(eleventh, exceeded("GroupsPerUser: 10"));
  });

  for (const [type, quota, most] of [
    [types.group, "GroupsPerAccount", 300],
    [types.role, "RolesPerAccount", 1000],
    [types.policy, "PoliciesPerAccount", 1500],
  ] as const) {
    it(`let it have ${most}: ${type}`, async () => {
      const { create } = newAccount();
      const more = { assumeRolePolicy: trust("lambda"), policy: publish };
      const add = (n: number) => create(type, { name: `n${n}`, ...more });
      for (let n = 0; n < most; n++) await add(n);
      await assert.rejects(add(most), exceeded(`${quota}: ${most}`));
    });
  }
});
