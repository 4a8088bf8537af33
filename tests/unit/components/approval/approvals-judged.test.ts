/** What describes an approval action, judged as values alone, and what its refusals show. */
import * as assert from "node:assert/strict";
import {
  actionName,
  actionNames,
  approvalName,
  customData,
  displayName,
  externalEntityLink,
  ofANewTopic,
  oneOwner,
  pipelineName,
  runOrder,
  sameRegion,
  stageName,
  timeoutInMinutes,
  topicArn,
} from "../../../../components/approval/model/approval-checks";
import {
  groupName,
  policyName,
  roleName,
  userName,
} from "../../../../components/approvers/model/approver-checks";
import { refusalOf } from "../../../support/refusals";

const topic = "arn:aws:sns:eu-west-1:111122223333:approvals";

describe("the texts of an approval", () => {
  const texts = {
    ...{ stageName, actionName, pipelineName, approvalName },
    ...{ customData, externalEntityLink, displayName },
  };
  for (const [what, check] of Object.entries(texts)) {
    it(`are refused with an example that is one: ${what}`, () => {
      const found = refusalOf(() => check(7 as never, "arg"));
      const example = /^`arg` must be a string, like "(.+)", got: 7\. /.exec(
        found?.reason ?? "",
      )?.[1];
      assert.ok(example, found?.reason);
      assert.equal(
        refusalOf(() => check(example, "arg")),
        undefined,
      );
    });
  }

  it("are refused with their length and their characters", () => {
    const reasonOf = (check: (value: string, path: string) => void, value: string) =>
      refusalOf(() => check(value, "arg"))?.reason ?? "";
    const long = `https://example.com/${"x".repeat(980)}`;
    for (const check of [customData, externalEntityLink]) {
      assert.equal(reasonOf(check, long), "");
      assert.match(
        reasonOf(check, `${long}x`),
        /^`arg` must have 1 to 1000 characters, got 1001: /,
      );
    }
    for (const check of [stageName, actionName, pipelineName, approvalName]) {
      const rule = "`arg` may only have the characters A-Z a-z 0-9 . @ - _, got: ";
      assert.equal(reasonOf(check, "a b"), `${rule}"a b". Rename it.`);
    }
    for (const check of [userName, groupName, roleName, policyName]) {
      const rule = "`arg` may only have the characters A-Z a-z 0-9 + = , . @ - _, got: ";
      assert.equal(reasonOf(check, "a b"), `${rule}"a b". Rename it.`);
    }
    assert.match(
      reasonOf(displayName, "a\nb"),
      / may only have the characters that one line of text can hold, got: /,
    );
  });

  it("say something: white space alone is customData of nobody", () => {
    for (const blank of [" ", "\n", "\t \u00a0"]) {
      assert.deepEqual(
        refusalOf(() => customData(blank, "arg")),
        {
          path: "arg",
          reason:
            `\`arg\` must say something, got white space alone: ${JSON.stringify(blank)}. Leave it out ` +
            "or give it a value.",
        },
      );
    }
    assert.equal(
      refusalOf(() => customData(" x ", "arg")),
      undefined,
    );
  });
});

describe("the numbers of an approval", () => {
  const bounds = [
    [runOrder, 1, 999],
    [timeoutInMinutes, 5, 86_400],
  ] as const;
  for (const [check, min, max] of bounds) {
    it(`are whole, and within ${min} and ${max}`, () => {
      for (const good of [min, max])
        assert.equal(
          refusalOf(() => check(good, "arg")),
          undefined,
        );
      for (const bad of [min - 1, max + 1, min + 0.5, NaN, Infinity, `${min}`, null]) {
        const reason = refusalOf(() => check(bad as number, "arg"))?.reason ?? "";
        assert.match(reason, new RegExp(`^\`arg\` must .* between ${min} and ${max}, got: `));
      }
    });
  }
});

describe("the approvals of a stage", () => {
  const judge = (names: (string | undefined)[]) => refusalOf(() => actionNames(names, "approvals"));
  const many = (count: number): string[] => Array.from({ length: count }, (_, n) => `qa-${n}`);

  it("are 1 to 50, as many actions as a stage may have", () => {
    for (const count of [1, 2, 50]) assert.equal(judge(many(count)), undefined);
    const rule = "`approvals` must have 1 to 50 approvals, the quota of actions in a stage, got: ";
    assert.deepEqual(judge([]), { path: "approvals", reason: `${rule}0. List at least one.` });
    assert.deepEqual(judge(many(51)), {
      path: "approvals",
      reason: `${rule}51. Split them over several stages.`,
    });
  });

  it("have a name each; those that are still to come are judged later", () => {
    assert.equal(judge([undefined, "qa", undefined, "QA"]), undefined);
    assert.deepEqual(judge(["pm", "qa", undefined, "qa"]), {
      path: "approvals[3].name",
      reason:
        '`approvals[3].name` must be unique in the stage, got: "qa", which `approvals[1].name` has ' +
        "too. Rename one of them.",
    });
  });
});

describe("the topic of an approval", () => {
  it("is in the Region of its pipeline", () => {
    assert.equal(
      refusalOf(() => sameRegion(topic, "eu-west-1", "topicArn")),
      undefined,
    );
    assert.deepEqual(
      refusalOf(() => sameRegion(topic, "eu-west-2", "topicArn")),
      {
        path: "topicArn",
        reason:
          `\`topicArn\` must be in the pipeline's Region, eu-west-2, got: ${topic} in eu-west-1. Use a ` +
          "topic in that Region, leave it out to have one made, or set `region` if the pipeline is " +
          "elsewhere.",
      },
    );
  });

  it("is a standard topic", () => {
    assert.equal(
      refusalOf(() => topicArn(topic, "topicArn")),
      undefined,
    );
    assert.deepEqual(
      refusalOf(() => topicArn(`${topic}.fifo`, "topicArn")),
      {
        path: "topicArn",
        reason:
          `\`topicArn\` must be a standard topic, got the FIFO topic ${topic}.fifo: CodePipeline ` +
          "publishes without a message group. Use a standard topic, or leave it out to have one made.",
      },
    );
  });

  it("that is there already is not described", () => {
    assert.deepEqual(
      refusalOf(() => ofANewTopic("displayName", "topicArn")),
      {
        path: "displayName",
        reason:
          "`displayName` is for the topic that is made here, got one beside `topicArn`. Set it where " +
          "that topic is made, or leave `topicArn` out to have one made.",
      },
    );
  });
});

describe("the action of an approval", () => {
  it("has one component that says who decides it", () => {
    const action = { pipelineName: "orders", stageName: "Release", actionName: "qa" };
    assert.deepEqual(
      refusalOf(() => oneOwner(action, "checks", "stageName")),
      {
        path: "stageName",
        reason:
          "`stageName` must name an action that no other component decides, got: " +
          '"orders/Release/qa", which "checks" decides. Name another pipeline, stage or action, or ' +
          "make one component of both.",
      },
    );
  });
});
