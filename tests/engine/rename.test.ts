/** What another name of the action does to those who may decide, on the real engine. */
import assert from "node:assert/strict";
import { EngineStack } from "./support/engine-stack";
import { type LocalCloud, openLocalCloud, region } from "./support/local-cloud";
import { gateProgram } from "./support/programs";

const actionArn = (stage: string, action: string) =>
  `arn:aws:codepipeline:${region}:111122223333:orders/${stage}/${action}`;
const before = actionArn("ApproveQA", "ApproveQA");
const after = actionArn("ApproveQA", "Release");

const renamed = (...users: string[]) =>
  gateProgram({ actionName: "Release", approvers: { users } });

describe("an approval action with another name", () => {
  let cloud: LocalCloud;
  let stack: EngineStack;

  beforeEach(async () => {
    cloud = await openLocalCloud();
    stack = await EngineStack.open(cloud, gateProgram());
    await stack.up();
  });
  afterEach(() => cloud.close());

  /** The actions that somebody may decide. */
  function decidable(user: string): string[] {
    const { directory } = cloud.account;
    const { principal } = directory.accessKeys().find(({ profile }) => profile === user)!;
    return [before, after].filter(
      (resource) => directory.decide(principal, "codepipeline:PutApprovalResult", resource).allowed,
    );
  }

  const names = (type: string): string[] =>
    cloud.account.resources
      .filter((resource) => resource.type === type)
      .map(({ state }) => state.name);

  it("is decided by the same people, and the old one by nobody", async () => {
    assert.deepEqual([decidable("quinn"), decidable("lee")], [[before], []]);
    await stack.up(renamed("quinn"));
    assert.deepEqual([decidable("quinn"), decidable("lee")], [[after], []]);
    const [policy, ...others] = names("aws:iam/policy:Policy");
    assert.deepEqual(others, []);
    // A hash of the component and the action ends it.
    assert.match(policy, new RegExp(`^approve-orders-ApproveQA-Release-${region}-[0-9a-f]{8}$`));
  });

  it("takes the right of who is taken out in the same update", async () => {
    await stack.up(renamed("lee"));
    assert.deepEqual([decidable("quinn"), decidable("lee")], [[], [after]]);
  });

  it("keeps no right for who is in the old group by hand, and ends when they have left", async () => {
    const made = new RegExp(`^approvers-orders-ApproveQA-ApproveQA-${region}-[0-9a-f]{8}$`);
    const group = names("aws:iam/group:Group").find((name) => made.test(name))!;
    const { directory } = cloud.account;
    directory.addUserToGroup("lee", group);
    assert.deepEqual(decidable("lee"), [before]);

    await assert.rejects(stack.up(renamed("quinn")), (error: Error) => {
      assert.match(error.message, /DeleteConflict/);
      assert.ok(error.message.includes(group));
      return true;
    });
    assert.deepEqual([decidable("quinn"), decidable("lee")], [[after], []]);

    directory.removeUserFromGroup("lee", group);
    await stack.up(renamed("quinn"));
    assert.ok(!names("aws:iam/group:Group").includes(group));
    assert.deepEqual(await stack.preview(renamed("quinn")), []);
  });
});
