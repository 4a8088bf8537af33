import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Person } from "../../../../testing";
import { failsWith, people, policy, qa, user, Native } from "../support";

describe("assertCanDecide, by policies of every kind", () => {
  it("lists a group that is imported: it may have members that nobody names", async () => {
    const groups = (options: { import?: string }) =>
      people(() => {
        new aws.iam.Group("leads", { name: "leads" }, options);
        new aws.iam.GroupPolicy("leads", { group: "leads", policy: policy({ Resource: qa }) });
      });
    const approval = "release/Approve/QA";
    (await groups({})).assertDeciders(approval, []);
    (await groups({ import: "leads" })).assertDeciders(approval, [{ group: "leads" }]);
  });

  it("follows every way in which IAM gives a policy to somebody", async () => {
    const stack = await people(() => {
      const { arn } = new aws.iam.Policy("qa", { policy: policy({ Resource: qa }) });
      const group = new aws.iam.Group("qas", { name: "quality" });
      new aws.iam.GroupPolicy("inline", { group: group.id, policy: policy({ Resource: qa }) });
      new aws.iam.GroupMembership("m", { group: group.name, users: ["ann"] });
      new aws.iam.Group("other");
      new aws.iam.GroupPolicyAttachment("a", { group: "other", policyArn: arn });
      new aws.iam.UserGroupMembership("n", { user: "bob", groups: ["other"] });
      new aws.iam.UserPolicyAttachment("b", { user: "cyd", policyArn: arn });
      new aws.iam.PolicyAttachment("c", { policyArn: arn, users: ["dan"], roles: ["r1"] });
      const role = new aws.iam.Role("r2", {
        assumeRolePolicy: "{}",
        managedPolicyArns: [arn],
      });
      new aws.iam.RolePolicyAttachment("d", { role, policyArn: arn });
      new aws.iam.Role("r3", {
        assumeRolePolicy: "{}",
        inlinePolicies: [{ name: "x", policy: policy({ Resource: qa }) }],
      });
      const set = { instanceArn: "arn:aws:sso:::instance/ssoins-1" };
      const permissionSet = new aws.ssoadmin.PermissionSet("ps", set);
      new aws.ssoadmin.CustomerManagedPolicyAttachment("e", {
        ...set,
        permissionSetArn: permissionSet.arn,
        customerManagedPolicyReference: { name: "qa" },
      });
      new aws.ssoadmin.PermissionSetInlinePolicy("f", {
        ...set,
        permissionSetArn: "arn:ps2",
        inlinePolicy: policy({ Resource: qa }),
      });
      new aws.iam.User("zoe");
    });
    const arn = "arn:aws:sso:::permissionSet/ssoins-1/ps-583f57a06b267deb";
    const those: Person[] = [
      ...["ann", "bob", "cyd", "dan"].map((name) => ({ user: name })),
      ...["r1", "r2", "r3"].map((role) => ({ role })),
      { permissionSet: arn },
      { permissionSet: "arn:ps2" },
    ];
    for (const one of [...those, { group: "quality" }, { group: "other" }]) {
      stack.assertCanDecide(one, ["release/Approve/QA"]);
    }
    stack.assertCanDecide({ user: "zoe" }, []);
    stack.assertDeciders("release/Approve/QA", those);
  });

  it("reads lists of attachments that are the only ones", async () => {
    const stack = await people(() => {
      const { arn } = new aws.iam.Policy("qa", { policy: policy({ Resource: qa }) });
      const policyArns = [arn];
      new aws.iam.UserPolicyAttachmentsExclusive("a", { userName: "ann", policyArns });
      new aws.iam.GroupPolicyAttachmentsExclusive("b", { groupName: "qas", policyArns });
      new aws.iam.RolePolicyAttachmentsExclusive("c", { roleName: "r1", policyArns });
      new aws.iam.RolePoliciesExclusive("d", { roleName: "r1", policyNames: [] });
      const instanceArn = "arn:aws:sso:::instance/ssoins-1";
      new aws.ssoadmin.ManagedPolicyAttachmentsExclusive("e", {
        ...{ instanceArn, permissionSetArn: "arn:ps1" },
        managedPolicyArns: ["arn:aws:iam::aws:policy/AWSCodePipelineApproverAccess"],
      });
      new aws.ssoadmin.CustomerManagedPolicyAttachmentsExclusive("f", {
        ...{ instanceArn, permissionSetArn: "arn:ps2" },
        customerManagedPolicyReferences: [{ name: "qa" }],
      });
    });
    const [ps1, ps2] = [{ permissionSet: "arn:ps1" }, { permissionSet: "arn:ps2" }];
    const those: Person[] = [{ user: "ann" }, { group: "qas" }, { role: "r1" }, ps2];
    for (const one of those) stack.assertCanDecide(one, ["release/Approve/QA"]);
    stack.assertDeciders("release/Approve/QA", [...those, ps1]);
  });

  it("does not pass over an attachment of a type that it does not know", async () => {
    class Later extends pulumi.CustomResource {}
    const stack = await people(() => {
      new Later("aws:iam/rolePolicyAttachmentsLater:RolePolicyAttachmentsLater", "x");
    });
    failsWith(() => stack.assertDeciders("release/Approve/QA", []), /"x": .* are not known here/);
  });

  it("does not pass over what another provider gives", async () => {
    const stack = await people(() => {
      user("ann", policy({ Resource: qa }));
      new Native("aws-native:iam:UserPolicy", "x", { userName: "bob" });
    });
    const words = /what aws-native:iam:UserPolicy "x" gives is not known/;
    failsWith(() => stack.assertCanDecide({ user: "ann" }, ["release/Approve/QA"]), words);
    const plain = await people(() => {
      user("ann", policy({ Resource: qa }));
      new Native("aws-native:iam:Role", "x", { assumeRolePolicyDocument: {} });
    });
    plain.assertDeciders("release/Approve/QA", [{ user: "ann" }]);
  });

  it("obeys denials and permissions boundaries", async () => {
    const stack = await people(() => {
      user("ann", policy({ Resource: "*" }, { Effect: "Deny", Resource: qa }));
      const boundary = new aws.iam.Policy("b", { policy: policy({ Resource: qa }) }).arn;
      new aws.iam.User("bob", { permissionsBoundary: boundary });
      user("bob", policy({ Resource: "*" }));
      new aws.iam.User("cyd", {
        permissionsBoundary: "arn:aws:iam::111122223333:policy/elsewhere",
      });
      user("cyd", policy({ Resource: qa }));
    });
    stack.assertCanDecide({ user: "ann" }, ["*", "release/SignOff/po", "release/SignOff/qa"]);
    stack.assertCanDecide({ user: "bob" }, ["release/Approve/QA"]);
    failsWith(
      () => stack.assertCanDecide({ user: "cyd" }, []),
      /policy\/elsewhere .* cannot be read/,
    );
  });

  it("knows the AWS managed policies that matter, and takes documents of others", async () => {
    const attached: Record<string, string> = {
      ann: "arn:aws:iam::aws:policy/AWSCodePipelineApproverAccess",
      bob: "arn:aws:iam::aws:policy/AdministratorAccess",
      cyd: "arn:aws:iam::aws:policy/PowerUserAccess",
      dan: "arn:aws:iam::aws:policy/ReadOnlyAccess",
      eve: "arn:aws:iam::aws:policy/SomethingNew",
      fay: "arn:aws:iam::111122223333:policy/elsewhere",
      gus: "arn:aws:iam::aws:policy/AWSCodePipeline_FullAccess",
      hal: "arn:aws:iam::aws:policy/AWSDenyAll",
    };
    const program = () => {
      for (const [name, policyArn] of Object.entries(attached)) {
        new aws.iam.UserPolicyAttachment(name, { user: name, policyArn });
      }
      user("hal", policy({ Resource: "*" }));
    };
    const stack = await people(program);
    const all = ["*", "release/Approve/QA", "release/SignOff/po", "release/SignOff/qa"];
    for (const name of ["ann", "bob", "cyd", "gus"]) stack.assertCanDecide({ user: name }, all);
    for (const name of ["dan", "hal"]) stack.assertCanDecide({ user: name }, []);
    for (const name of ["eve", "fay"]) {
      failsWith(
        () => stack.assertCanDecide({ user: name }, []),
        new RegExp(`${attached[name]} \\(not .*: give its document in \`managedPolicies\``),
      );
    }
    failsWith(() => stack.deciders(), /user eve and .*SomethingNew/);
    const told = await people(program, {
      managedPolicies: {
        [attached.eve]: policy({ Resource: qa }),
        [attached.fay]: { Statement: [] },
      },
    });
    told.assertCanDecide({ user: "eve" }, ["release/Approve/QA"]);
    told.assertCanDecide({ user: "fay" }, []);
  });

  it("follows permission sets to policies of AWS and of other stacks", async () => {
    const set = { instanceArn: "arn:aws:sso:::instance/ssoins-1" };
    const managed = "arn:aws:iam::aws:policy/AWSCodePipelineApproverAccess";
    const elsewhere = "arn:aws:iam::111122223333:policy/teams/elsewhere";
    const program = () => {
      const of = (permissionSetArn: string) => ({ ...set, permissionSetArn });
      new aws.ssoadmin.ManagedPolicyAttachment("a", { ...of("a"), managedPolicyArn: managed });
      const reference = { name: "elsewhere", path: "/teams/" };
      new aws.ssoadmin.CustomerManagedPolicyAttachment("b", {
        ...of("b"),
        customerManagedPolicyReference: reference,
      });
    };
    const stack = await people(program);
    const all = ["*", "release/Approve/QA", "release/SignOff/po", "release/SignOff/qa"];
    stack.assertCanDecide({ permissionSet: "a" }, all);
    failsWith(
      () => stack.assertCanDecide({ permissionSet: "b" }, []),
      /policy \/teams\/elsewhere \(not in this stack\) cannot be read/,
    );
    const told = await people(program, {
      managedPolicies: { [elsewhere]: policy({ Resource: qa }) },
    });
    told.assertCanDecide({ permissionSet: "b" }, ["release/Approve/QA"]);
  });

  it("says nothing where a permission set has a boundary", async () => {
    const stack = await people(() => {
      user("ann", policy({ Resource: qa }));
      new aws.ssoadmin.PermissionsBoundaryAttachment("x", {
        instanceArn: "arn:aws:sso:::instance/ssoins-1",
        permissionSetArn: "a",
        permissionsBoundary: { managedPolicyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
      });
    });
    failsWith(() => stack.deciders(), /boundaries of permission sets are not evaluated/);
  });
});
