/** Names of approvers, judged as text alone: roles that are not ours, and what the refusals show. */
import * as assert from "node:assert/strict";
import {
  groupName,
  newGroupName,
  permissionSet,
  policyName,
  roleName,
  throwTooManyGroups,
  throwTooManyPolicies,
  userName,
} from "../../../../components/approvers/model/approver-checks";

describe("a role that AWS reserves", () => {
  const reserved = ["AWSReservedSSO_a", "awsservicerolefora", "aws-reserved/a", "/aws-reserved/a"];
  for (const name of reserved) {
    it(`is ${name}`, () => {
      assert.throws(() => roleName(name, "roleNames[0]"), / must be a role that policies can /);
    });
  }

  // What only contains the words is a role of one's own.
  for (const name of [
    "my-AWSReservedSSO_a",
    "my-AWSServiceRoleForA",
    "AWSReservedSSO",
    "reserved",
  ]) {
    it(`is not ${name}`, () => roleName(name, "roleNames[0]"));
  }

  it("is no path either that only contains the words: then it is no name", () => {
    assert.throws(
      () => roleName("not-aws-reserved/a", "roleNames[0]"),
      (error: Error) => {
        assert.doesNotMatch(error.message, /which AWS reserves/);
        return true;
      },
    );
  });

  for (const [path, sets] of [
    ["roleNames", "permissionSets"],
    ["roleNames[3]", "permissionSets"],
    ["approvals[1].approvers.roleNames[12]", "approvals[1].approvers.permissionSets"],
    ["approvers.roleNames", "approvers.permissionSets"],
  ]) {
    it(`given as ${path} points to ${sets}`, () => {
      assert.throws(() => roleName("AWSReservedSSO_a", path), {
        propertyPath: path,
        message: new RegExp(`in \`${sets.replaceAll(/[[\].]/g, "\\$&")}\`\\.`),
      });
    });
  }
});

describe("the name of an approver that is none", () => {
  const checks = { userName, groupName, roleName, policyName };
  for (const [what, check] of Object.entries(checks)) {
    it(`is refused with an example that is one: ${what}`, () => {
      assert.throws(
        () => check(7 as never, "arg"),
        ({ message }: Error) => {
          const example = /like "([^"]+)"/.exec(message)?.[1];
          assert.ok(example, message);
          check(example, "arg");
          return true;
        },
      );
    });

    it(`is refused with the name that its ARN ends in: ${what}`, () => {
      const arn = "arn:aws:iam::111122223333:any/path/lead";
      assert.throws(() => check(arn, "arg"), { propertyPath: "arg", message: /Use "lead"\./ });
    });
  }
});

describe("a permission set", () => {
  const set = (instance: string, id: string, partition = "aws") => ({
    instanceArn: `arn:${partition}:sso:::instance/${instance}`,
    permissionSetArn: `arn:${partition}:sso:::permissionSet/${id}/ps-0123456789abcdef`,
  });
  for (const [instance, partition] of [
    ["ssoins-1234567890abcdef", "aws"],
    ["ins-1234567890abcdef", "aws-us-gov"],
  ]) {
    it(`is one of its instance ${instance}`, () => {
      permissionSet(set(instance, instance, partition), "arg");
      assert.throws(() => permissionSet(set(instance, `${instance}0`), "arg"), {
        propertyPath: "arg.permissionSetArn",
      });
    });
  }
});

describe("The name of a new group", () => {
  const existing = [undefined, "ops", 7, "Leads"];

  it("passes where no group of the list has it", () => {
    for (const name of ["lead", "leads2", "undefined-group"]) {
      newGroupName(name, existing, "groupName", "groupNames");
    }
    newGroupName("leads", [], "groupName", "groupNames");
  });

  for (const name of ["Leads", "leads", "LEADS"]) {
    it(`is not ${name}, which the list names as one that exists: IAM has no two that differ by case`, () => {
      assert.throws(() => newGroupName(name, existing, "groupName", "groupNames"), {
        propertyPath: "groupName",
        reason:
          `\`groupName\` must be the name of a new group, got: "${name}", which \`groupNames[3]\` names ` +
          "as one that exists. Take it off that list, or leave `groupName` out.",
      });
    });
  }
});

describe("Too many of IAM's links for one name", () => {
  it("are an eleventh policy of a group or role, by the name that would have it", () => {
    assert.throws(() => throwTooManyPolicies("leads", 11, "groupNames[0]"), {
      propertyPath: "groupNames[0]",
      reason:
        "`groupNames[0]` must name whom the program gives at most 10 policies, IAM's default quota per " +
        'group or role, got: "leads", who would have 11. Name them in one ApproverGroup, which packs ' +
        "many actions into one policy.",
    });
  });

  it("are an eleventh group of a user, by the name that would be in it", () => {
    assert.throws(() => throwTooManyGroups("ann", 11, "userNames[2]"), {
      propertyPath: "userNames[2]",
      reason:
        "`userNames[2]` must name a user whom the program puts into at most 10 groups, IAM's quota per " +
        'user, got: "ann", who would be in 11. Name them in one ApproverGroup, which is one group for ' +
        "many actions.",
    });
  });
});
