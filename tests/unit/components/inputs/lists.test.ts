/** Children of lists: named by what they are, wherever they stand and however they are written. */
import * as assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { gateWith, instanceArn, namesOf, types } from "../../../support/components";
import { attempt, run } from "../../../support/mocks";

const set = (id: string) => ({
  instanceArn,
  permissionSetArn: `arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/${id}`,
});

const kinds = {
  roleNames: {
    type: types.roleAttachment,
    values: ["Lead", "ops"],
    keys: ["role-lead", "role-ops"],
  },
  existingGroupNames: {
    type: types.groupAttachment,
    values: ["Lead", "ops"],
    keys: ["group-lead", "group-ops"],
  },
  permissionSets: {
    type: types.permissionSet,
    values: [set("ps-1"), set("ps-2")],
    keys: ["permission-set-ps-1", "permission-set-ps-2"],
  },
};

for (const [argument, { type, values, keys }] of Object.entries(kinds)) {
  const names = async (list: unknown): Promise<string[]> => {
    const { resources } = await run(() => gateWith({ approvers: { [argument]: list } }));
    return namesOf(resources, type).sort();
  };
  const expected = keys.map((key) => `production-policy-${key}`);

  describe(`children of ${argument}`, () => {
    for (const [how, list] of Object.entries({
      "as plain values": values,
      "the other way round": [...values].reverse(),
      "as outputs": values.map((value) => pulumi.output(value)),
      "as secrets": values.map((value) => pulumi.secret(value)),
      "half as outputs": [pulumi.output(values[0]), values[1]],
      "as one output": pulumi.output(values),
      "as a promise": Promise.resolve(values),
    })) {
      it(`have the same names ${how}`, async () => {
        assert.deepEqual(await names(list), expected);
      });
    }
  });
}

describe("a list of names", () => {
  it("keeps what earlier versions named by case and by place", async () => {
    const roleNames = [pulumi.output("lead"), "Ops"];
    const { resources } = await run(() => gateWith({ approvers: { roleNames } }));
    const attached = resources.filter(({ type }) => type === types.roleAttachment);
    const aliases = attached.map(({ name, aliases }) => [name, aliases.map((alias) => alias.name)]);
    assert.deepEqual(Object.fromEntries(aliases), {
      "production-policy-role-lead": ["production-policy-role-0"],
      "production-policy-role-ops": ["production-policy-role-Ops"],
    });
  });

  it("takes no place that is a name of the list", async () => {
    const roleNames = [pulumi.output("lead"), "0"];
    const { resources } = await run(() => gateWith({ approvers: { roleNames } }));
    const lead = resources.find(({ name }) => name === "production-policy-role-lead")!;
    assert.deepEqual(lead.aliases, []);
  });

  it("refuses a name that is there in another case", async () => {
    const roleNames = ["ops", pulumi.output("Ops")];
    const { rejected } = await attempt(() => gateWith({ approvers: { roleNames } }));
    assert.match(`${rejected[0]}`, /`approvers.roleNames\[1\]` must stand in the list once/);
  });

  it("shows a name that is still to come in a preview", async () => {
    const program = (): unknown =>
      gateWith({ approvers: { roleNames: [new aws.sns.Topic("later").name, "ops"] } });
    const { resources } = await run(program, { preview: true });
    assert.deepEqual(namesOf(resources, types.roleAttachment).sort(), [
      "production-policy-role-0",
      "production-policy-role-ops",
    ]);
  });

  it("depends on what its elements come from, also as one output", async () => {
    const { resources } = await run(() => {
      const role = new aws.iam.Role("ops", { name: "ops", assumeRolePolicy: "{}" });
      gateWith({ approvers: { roleNames: pulumi.all([role.name]) } });
    });
    const attached = resources.find(({ type }) => type === types.roleAttachment)!;
    const role = resources.find(({ name }) => name === "ops")!;
    assert.ok(attached.dependencies.includes(role.urn));
  });
});
