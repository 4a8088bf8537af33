import * as assert from "node:assert/strict";
import { difference } from "../../../../rehearsal/provider/replacing";

const changed = (type: string, before: object, after: object) =>
  difference(type, before, after, "eu-west-1");

describe("A replacement, as the AWS provider orders it", () => {
  for (const kind of ["Group", "Role", "User"]) {
    const type = `aws:iam/${kind.toLowerCase()}PolicyAttachment:${kind}PolicyAttachment`;
    it(`deletes before it creates: ${kind}PolicyAttachment`, () => {
      const who = kind.toLowerCase();
      const before = { [who]: "a", policyArn: "p" };
      for (const after of [
        { ...before, [who]: "b" },
        { ...before, policyArn: "q" },
      ]) {
        const { replaces, deleteBeforeReplace } = changed(type, before, after);
        assert.deepEqual([replaces.length, deleteBeforeReplace], [1, true]);
      }
    });
  }

  it("deletes before it creates: PolicyAttachment", () => {
    const type = "aws:iam/policyAttachment:PolicyAttachment";
    const before = { name: "n", policyArn: "p", roles: ["a"] };
    assert.equal(changed(type, before, { ...before, policyArn: "q" }).deleteBeforeReplace, true);
    assert.deepEqual(changed(type, before, { ...before, roles: ["b"] }).replaces, []);
  });

  it("creates before it deletes: a subscription", () => {
    const type = "aws:sns/topicSubscription:TopicSubscription";
    const before = { topic: "t", protocol: "email", endpoint: "a" };
    const { replaces, deleteBeforeReplace } = changed(type, before, { ...before, endpoint: "b" });
    assert.deepEqual([replaces, deleteBeforeReplace], [["endpoint"], false]);
  });
});
