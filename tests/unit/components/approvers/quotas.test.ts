/** IAM's quotas, counted over all components of a program: 10 policies a group or role, 10 groups a user. */
import * as assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ApprovalGate, ApproverGroup, MultiApprovalStage } from "../../../../index";
import { actionArn, types } from "../../../support/components";
import { attempt } from "../../../support/mocks";

const gate = (place: string, approvers: object, opts?: pulumi.ComponentResourceOptions) =>
  new ApprovalGate(`gate-${place}`, { pipelineName: `orders-${place}`, approvers }, opts);

function gates(count: number, approvers: (index: number) => object): void {
  for (let index = 0; index < count; index += 1) gate(`${index}`, approvers(index));
}

const policies = (path: string, name: string): string =>
  `\`${path}\` must name whom the program gives at most 10 policies, IAM's default quota per group ` +
  `or role, got: "${name}", who would have 11. Name them in one ApproverGroup, which packs many ` +
  "actions into one policy.";
const groups = (path: string, name: string): string =>
  `\`${path}\` must name a user whom the program puts into at most 10 groups, IAM's quota per user, ` +
  `got: "${name}", who would be in 11. Name them in one ApproverGroup, which is one group for many ` +
  "actions.";

const principals = Object.entries({
  existingGroupNames: { reason: policies, type: types.groupAttachment, stopped: types.policy },
  roleNames: { reason: policies, type: types.roleAttachment, stopped: types.policy },
  users: { reason: groups, type: types.members, stopped: types.group },
});

function assertRefused(error: unknown, path: string, reason: string): void {
  assert.ok(pulumi.InputPropertyError.isInstance(error), `${error}`);
  assert.deepEqual([error.propertyPath, error.reason], [path, reason]);
}

for (const [key, { reason, type, stopped }] of principals) {
  describe(`${key} of more than 10 gates`, () => {
    const path = `approvers.${key}[1]`;

    it("are refused at once, in whatever case they are written", async () => {
      const { thrown, resources } = await attempt(() =>
        gates(11, (index) => ({ [key]: [`other-${index}`, index === 10 ? "ANN" : "ann"] })),
      );
      assertRefused(thrown, path, reason(path, "ANN"));
      const made = resources.filter((made) => made.type === stopped);
      assert.equal(made.length, 10, "nothing is made that the right would go through");
    });

    for (const [how, list] of Object.entries({
      names: (name: string) => ["somebody-else", pulumi.output(name)],
      list: (name: string) => pulumi.output(["somebody-else", name]),
    })) {
      it(`are refused as an output of the ${how}, before AWS is asked`, async () => {
        const { thrown, rejected, resources } = await attempt(() =>
          gates(11, (index) => ({
            [key]: index < 10 ? ["ann"] : list("Ann"),
          })),
        );
        assert.equal(thrown, undefined);
        assertRefused(rejected[0], path, reason(path, "Ann"));
        const ofAnn = resources.filter(
          (made) => made.type === type && /ann/i.test(JSON.stringify(made.inputs)),
        );
        assert.equal(ofAnn.length, 10);
      });
    }

    it("are not quoted where they are secret", async () => {
      const { rejected } = await attempt(() =>
        gates(11, () => ({ [key]: [pulumi.secret("hush-hush")] })),
      );
      assert.match(`${rejected[0]}`, /got a secret, which is not shown here/);
      assert.doesNotMatch(`${rejected[0]}`, /hush-hush/);
    });

    it("are allowed where they are 10, or names that differ", async () => {
      const program = (): void =>
        gates(11, (index) => ({ [key]: index < 10 ? ["ann", `of-${index}`] : ["bob"] }));
      const { thrown, rejected } = await attempt(program);
      assert.deepEqual([thrown, rejected], [undefined, []]);
      const again = await attempt(program);
      assert.deepEqual([again.thrown, again.rejected], [undefined, []], "another deployment");
    });

    it("are allowed in another account, whose names are its own", async () => {
      const { thrown, rejected } = await attempt(() => {
        gates(10, () => ({ [key]: ["ann"] }));
        const provider = new aws.Provider("audit", { region: "eu-west-1" });
        gate("audit", { [key]: ["ann"] }, { provider });
      });
      assert.deepEqual([thrown, rejected], [undefined, []]);
    });

    it("are not counted in a preview that does not know them", async () => {
      const program = (): void => {
        const unresolved = new aws.sns.Topic("new").arn;
        gates(11, () => ({ [key]: [unresolved] }));
      };
      const { thrown, rejected } = await attempt(program, { preview: true });
      assert.deepEqual([thrown, rejected], [undefined, []]);
    });
  });
}

describe("a group or role of components of several kinds", () => {
  it("is counted over all of them, each policy once", async () => {
    const approvers = { roleNames: ["ann"] };
    const { thrown } = await attempt(() => {
      gates(8, () => approvers);
      const approvals = [{ name: "qa" }, { name: "pm" }, { name: "cto", approvers }];
      new MultiApprovalStage("checks", { pipelineName: "shop", approvals, approvers });
      new ApproverGroup("leads", { actionArns: [actionArn("web/production/qa")], ...approvers });
    });
    assertRefused(thrown, "roleNames[0]", policies("roleNames[0]", "ann"));
  });

  it("may have any number of actions in an ApproverGroup", async () => {
    const actionArns = Array.from({ length: 30 }, (_, n) => actionArn(`pipeline-${n}/prod/qa`));
    const { thrown, rejected } = await attempt(
      () => new ApproverGroup("leads", { actionArns, users: ["ann"], roleNames: ["ann", "bob"] }),
    );
    assert.deepEqual([thrown, rejected], [undefined, []]);
  });
});

describe("a stage whose approvals have their approvers of the stage", () => {
  const approvals = Array.from({ length: 11 }, (_, index) => ({ name: `approval-${index}` }));
  const stage = (approvers: object) =>
    new MultiApprovalStage("checks", { pipelineName: "shop", approvals, approvers });

  it("may have more of them than a group, role or user takes policies", async () => {
    const approvers = { users: ["ann"], existingGroupNames: ["qa"], roleNames: ["ops"] };
    const { thrown, rejected } = await attempt(() => stage(approvers));
    assert.deepEqual([thrown, rejected], [undefined, []]);
  });

  for (const [key, { reason, type, stopped }] of principals) {
    it(`is refused with \`${key}\` as the user wrote it, before anything of it is made`, async () => {
      const { thrown, resources } = await attempt(() => {
        gates(10, () => ({ [key]: ["ann"] }));
        stage({ [key]: ["ann"] });
      });
      assertRefused(thrown, `approvers.${key}[0]`, reason(`approvers.${key}[0]`, "ann"));
      const made = resources.filter((one) => one.type === type || one.type === stopped);
      assert.deepEqual(
        made.filter(({ name }) => name.startsWith("checks")),
        [],
      );
    });
  }
});
