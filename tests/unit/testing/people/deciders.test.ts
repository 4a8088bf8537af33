import * as assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { ApprovalGate, ApproverGroup, MultiApprovalStage } from "../../../../index";
import {
  approve,
  failsWith,
  people,
  pipeline,
  policy,
  production,
  qa,
  releaseArn,
  source,
  stackOf,
  user,
} from "../support";

describe("assertCanDecide", () => {
  it("knows the rights that this package gives, with and without MFA", async () => {
    const stack = await stackOf(() => {
      const gate = new ApprovalGate("Approve", {
        pipelineName: "release",
        approvers: { users: ["quinn"], requireMfa: true },
      });
      const both = new MultiApprovalStage("SignOff", {
        pipelineName: "release",
        approvals: [
          { name: "qa", approvers: { users: ["quinn"] } },
          { name: "po", approvers: { roleNames: ["owner"], existingGroupNames: ["owners"] } },
        ],
      });
      new ApproverGroup("leads", { actionArns: [gate.actionArn], users: ["lea"] });
      pipeline([source, gate.stage, both.stage, production]);
    });
    const approval = "release/Approve/Approve";
    stack.assertCanDecide({ user: "quinn", mfa: true }, [approval, "release/SignOff/qa"]);
    stack.assertCanDecide({ user: "quinn", mfa: false }, ["release/SignOff/qa"]);
    stack.assertCanDecide({ user: "lea" }, [approval]);
    stack.assertCanDecide({ role: "owner" }, ["release/SignOff/po"]);
    stack.assertCanDecide({ group: "owners" }, ["release/SignOff/po"]);
    assert.deepEqual(stack.deciders(), {
      [approval]: ["user lea", "user quinn with MFA"],
      "release/SignOff/qa": ["user quinn"],
      "release/SignOff/po": ["group owners", "role owner"],
    });
  });

  it("fails for one more and for one less, and names the statement that allows it", async () => {
    const stack = await people(() => user("quinn", policy({ Sid: "Mine", Resource: qa })));
    stack.assertCanDecide({ user: "quinn" }, ["release/Approve/QA"]);
    failsWith(
      () => stack.assertCanDecide({ user: "quinn" }, []),
      /^user quinn may not decide exactly these approvals\.\n {2}release\/Approve\/QA is allowed by statement "Mine" of UserPolicy "quinn"\.\n.*\+ actual - expected/s,
    );
    failsWith(
      () => stack.assertCanDecide({ user: "quinn" }, ["release/Approve/QA", "release/SignOff/qa"]),
      /^user quinn may not decide exactly these approvals\.\n.*- {3}'release\/SignOff\/qa'/s,
    );
  });

  it("asks which session is meant where MFA decides", async () => {
    const condition = { Bool: { "aws:MultiFactorAuthPresent": "true" } };
    const stack = await people(() => user("quinn", policy({ Resource: qa, Condition: condition })));
    failsWith(
      () => stack.assertCanDecide({ user: "quinn" }, ["release/Approve/QA"]),
      "What user quinn may decide depends on MFA: with it release/Approve/QA, without it nothing. " +
        "Say which is meant: `mfa: true` or `mfa: false`.",
    );
    failsWith(
      () => stack.assertCanDecide({ user: "quinn", mfa: false }, ["release/Approve/QA"]),
      /^user quinn without MFA may not decide exactly/,
    );
  });

  it("takes access keys, which say nothing of MFA, for what they can do", async () => {
    const condition = { BoolIfExists: { "aws:MultiFactorAuthPresent": "true" } };
    const stack = await people(() => user("quinn", policy({ Resource: qa, Condition: condition })));
    stack.assertCanDecide({ user: "quinn", mfa: false }, ["release/Approve/QA"]);
  });

  it("sees rights that reach further than the stack", async () => {
    const wide: Record<string, string> = {
      ann: "*",
      bob: `${releaseArn}/*`,
      cyd: `${releaseArn}/Approve/*`,
      dan: `${releaseArn.replace("release", "other")}/Gate/QA`,
      eve: `${releaseArn.replace("eu-west-1", "us-east-1")}/Approve/QA`,
      fay: `${releaseArn}*/SignOff/qa`,
      gus: releaseArn,
    };
    const stack = await people(() => {
      for (const [name, Resource] of Object.entries(wide)) user(name, policy({ Resource }));
    });
    const all = ["release/Approve/QA", "release/SignOff/po", "release/SignOff/qa"];
    stack.assertCanDecide({ user: "ann" }, ["*", ...all]);
    stack.assertCanDecide({ user: "bob" }, ["release/*", ...all]);
    stack.assertCanDecide({ user: "cyd" }, ["release/Approve/*", "release/Approve/QA"]);
    stack.assertCanDecide({ user: "dan" }, ["other/Gate/QA"]);
    stack.assertCanDecide({ user: "eve" }, [
      "arn:aws:codepipeline:us-east-1:111122223333:release/Approve/QA",
    ]);
    stack.assertCanDecide({ user: "fay" }, ["release*/SignOff/qa", "release/SignOff/qa"]);
    stack.assertCanDecide({ user: "gus" }, []);
    failsWith(() => stack.assertCanDecide({ user: "ann" }, all), /\* is allowed by statement 1 of/);
  });

  it("says what is not known of a session, and takes it from the person", async () => {
    const condition = { StringEquals: { "aws:PrincipalTag/team": "web" } };
    const stack = await people(() =>
      user("quinn", policy({ Sid: "Team", Resource: qa, Condition: condition })),
    );
    const told = (team: string) => ({
      user: "quinn",
      context: { "AWS:PrincipalTag/team": team },
    });
    stack.assertCanDecide(told("web"), ["release/Approve/QA"]);
    stack.assertCanDecide(told("app"), []);
    for (const approvals of [[], ["release/Approve/QA"]]) {
      failsWith(
        () => stack.assertCanDecide({ user: "quinn" }, approvals),
        "Who may decide cannot be told:\n  user quinn and release/Approve/QA: " +
          'statement "Team" of UserPolicy "quinn": it depends on aws:PrincipalTag/team (StringEquals).\n' +
          "Give the condition keys in the person's `context`, and documents of policies in `managedPolicies`.",
      );
    }
    failsWith(() => stack.deciders(), /user quinn and release\/Approve\/QA: statement "Team"/);
  });

  it("refuses somebody of whom the stack never speaks, and somebody who is two", async () => {
    const stack = await people(() => user("quinn", policy({ Resource: qa })));
    assert.throws(() => stack.assertCanDecide({ user: "quin" }, []), {
      name: "TypeError",
      message:
        'The stack names no user "quin", so it gives no right to user "quin". It names: quinn.',
    });
    assert.throws(() => stack.assertCanDecide({ role: "x" }, []), /It names: none\./);
    assert.throws(
      () => stack.assertCanDecide({ user: "quinn", role: "x" }, []),
      /one of user, group, role and permissionSet/,
    );
  });

  it("says nothing of anybody while a preview does not know who is who", async () => {
    const stack = await people(
      () => {
        const group = new aws.iam.Group("qas");
        new aws.iam.GroupMembership("m", { group: group.name, users: ["ann"] });
      },
      { preview: true },
    );
    const message =
      /^Who may decide cannot be told:\n.*`group` of GroupMembership "m" is not known/s;
    failsWith(() => stack.assertCanDecide({ user: "ann" }, []), message);
    failsWith(() => stack.deciders(), message);
    failsWith(() => stack.assertDeciders("release/Approve/QA", []), message);
  });

  it("knows pipelines of other Regions by their own ARNs", async () => {
    const stack = await stackOf(() => {
      new aws.codepipeline.Pipeline("release", {
        name: "release",
        region: "us-east-1",
        roleArn: "r",
        artifactStores: [],
        stages: [source, approve, production],
      });
      user("ann", policy({ Resource: qa }));
      user("bob", policy({ Resource: qa.replace("eu-west-1", "us-east-1") }));
    });
    stack.assertCanDecide({ user: "bob" }, ["release/Approve/QA"]);
    stack.assertCanDecide({ user: "ann" }, [qa]);
  });

  it("finds what a denial of some names leaves", async () => {
    const stack = await people(() => {
      const Resource = ["a*", "release/a*", "release/*/a*"].map((names) =>
        releaseArn.replace("release", names),
      );
      user("ann", policy({ Resource: "*" }, { Effect: "Deny", Resource: [qa, ...Resource] }));
    });
    stack.assertCanDecide({ user: "ann" }, ["*", "release/SignOff/po", "release/SignOff/qa"]);
  });

  it("asks about a pipeline in the Region of that pipeline", async () => {
    const stack = await stackOf(() => {
      const east = { name: "release", region: "us-east-1", roleArn: "r", artifactStores: [] };
      new aws.codepipeline.Pipeline("east", { ...east, stages: [source, approve] });
      const only = (region: string) => ({ StringEquals: { "aws:RequestedRegion": region } });
      const Resource = qa.replace("eu-west-1", "*");
      user("ann", policy({ Resource, Condition: only("us-east-1") }));
      user("bob", policy({ Resource, Condition: only("eu-west-1") }));
    });
    stack.assertDeciders("release/Approve/QA", [{ user: "ann" }]);
  });

  it("tells pipelines of one name in two Regions apart", async () => {
    const stack = await stackOf(() => {
      pipeline([source, approve, production]);
      const east = { name: "release", region: "us-east-1", roleArn: "r", artifactStores: [] };
      new aws.codepipeline.Pipeline("east", { ...east, stages: [source, approve] });
      user("ann", policy({ Resource: qa }));
    });
    stack.assertCanDecide({ user: "ann" }, [qa]);
    const other = qa.replace("eu-west-1", "us-east-1");
    assert.deepEqual(stack.deciders(), { [qa]: ["user ann"], [other]: [] });
  });
});

describe("assertDeciders", () => {
  it("fails where somebody else may decide, and where somebody may not", async () => {
    const stack = await people(() => {
      user("ann", policy({ Resource: qa }));
      user(
        "bob",
        policy({ Resource: qa, Condition: { Bool: { "aws:MultiFactorAuthPresent": true } } }),
      );
    });
    const approval = "release/Approve/QA";
    stack.assertDeciders(approval, [{ user: "bob", mfa: true }, { user: "ann" }]);
    stack.assertDeciders("release/SignOff/qa", []);
    const words = /^Not exactly these may decide release\/Approve\/QA\.\n.*\+ actual - expected/s;
    failsWith(() => stack.assertDeciders(approval, [{ user: "ann" }]), words);
    failsWith(() => stack.assertDeciders(approval, [{ user: "ann" }, { user: "bob" }]), words);
    failsWith(
      () => stack.assertDeciders("release/Aprove/QA", []),
      "The stack has no approval release/Aprove/QA. Nearest: release/Approve/QA.\nIts approvals: release/Approve/QA, " +
        "release/SignOff/qa, release/SignOff/po.",
    );
  });

  it("does not pass over an account or a Region that a policy writes out", async () => {
    const elsewhere = async (from: string, to: string): Promise<void> => {
      const stack = await people(() => user("ann", policy({ Resource: qa.replace(from, to) })));
      const message =
        /in another account or Region .*\(111122223333, eu-west-1\):\n  user ann: arn:/;
      failsWith(() => stack.assertDeciders("release/Approve/QA", []), message);
      stack.assertDeciders("release/SignOff/qa", []);
    };
    await elsewhere("111122223333", "999988887777");
    await elsewhere("111122223333:release/Approve/QA", "999988887777:release/A*");
    await elsewhere("eu-west-1", "us-east-1");
    const stack = await people(() =>
      user("ann", policy({ Resource: [qa, qa.replace("eu-west-1", "us-east-1")] })),
    );
    stack.assertDeciders("release/Approve/QA", [{ user: "ann" }]);
  });
});
