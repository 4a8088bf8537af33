/** Approvers that name nobody are no error, because configuration may be to come, and no silence either. */
import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ApproverGroup, MultiApprovalStage } from "../../../../index";
import { gateWith, permissionSetArn, instanceArn } from "../../../support/components";
import { run } from "../../../support/mocks";

async function warnings(program: () => unknown): Promise<string[]> {
  const said: string[] = [];
  const log = pulumi.log as { warn: typeof pulumi.log.warn };
  const { warn } = log;
  log.warn = async (message) => void said.push(message);
  try {
    await run(program);
  } finally {
    log.warn = warn;
  }
  return said;
}

const arn = "arn:aws:codepipeline:eu-west-1:111122223333:orders/production/production";

describe("Approvers that name nobody are warned of", () => {
  const empty: Record<string, object> = {
    "an empty record": {},
    "empty lists": { users: [], roleNames: [], existingGroupNames: [], permissionSets: [] },
    "lists that configuration left out": { users: undefined, roleNames: null },
    "a demand for MFA alone": { requireMfa: true },
  };
  for (const [what, approvers] of Object.entries(empty)) {
    it(`on a gate: ${what}`, async () => {
      const [said, ...more] = await warnings(() => gateWith({ approvers }));
      assert.match(
        said,
        /^No approvers are named: .* `approvers\.users`, `approvers\.existingGroupNames`/,
      );
      assert.deepEqual(more, []);
    });
  }

  it("on one approval of a stage, and not on the others", async () => {
    const said = await warnings(
      () =>
        new MultiApprovalStage("checks", {
          pipelineName: "orders",
          approvals: [
            { name: "qa", approvers: { users: ["quinn"] } },
            { name: "pm", approvers: {} },
          ],
        }),
    );
    assert.equal(said.length, 1);
    assert.match(said[0], /`approvals\[1\]\.approvers\.users`/);
  });

  it("on an ApproverGroup", async () => {
    const [said] = await warnings(() => new ApproverGroup("qa", { actionArns: [arn] }));
    assert.match(
      said,
      /`users`, `existingGroupNames`, `roleNames` or `permissionSets`, or give `groupName`/,
    );
  });
});

describe("Approvers are not warned of", () => {
  const named: Record<string, object | undefined> = {
    "where IAM is left alone": undefined,
    "that name a user": { users: ["ann"] },
    "that name a group": { existingGroupNames: ["qa"] },
    "that name a role": { roleNames: ["lead"] },
    "that name a permission set": { permissionSets: [{ instanceArn, permissionSetArn }] },
    "in a list that is still to come": { users: pulumi.output(["ann"]) },
    "whose group has a name, and its members elsewhere": { groupName: "release-managers" },
  };
  for (const [what, approvers] of Object.entries(named)) {
    it(what, async () => {
      assert.deepEqual(
        await warnings(() => gateWith({ approvers, emails: ["a@example.com"] })),
        [],
      );
    });
  }
});
