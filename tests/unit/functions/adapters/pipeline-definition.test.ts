import * as assert from "node:assert/strict";
import { createPipelineLooks } from "../../../../functions/adapters/pipeline-looks";
import { now, settings } from "../domain/samples";
import { FakeAws } from "../support/fakes-aws";

const aws = new FakeAws();
const looks = () => createPipelineLooks("hub-bypass");

const seconds = now.getTime() / 1000;
const manual = { category: "Approval", owner: "AWS", provider: "Manual", version: "1" };

describe("A definition of a pipeline", () => {
  before(() => aws.start());
  beforeEach(() => aws.clear());
  after(() => aws.stop());

  it("shows what of the definition protects", async () => {
    const action = (name: string, more: object = {}) => ({
      name,
      actionTypeId: { category: "Deploy", owner: "AWS", provider: "S3", version: "1" },
      ...more,
    });
    const cloudFormation = { ...manual, category: "Deploy", provider: "CloudFormation" };
    const rule = { name: "window", ruleTypeId: { category: "Rule", provider: "X", version: "1" } };
    const stages = [
      { name: "source", actions: [action("source")] },
      {
        name: "production",
        beforeEntry: { conditions: [{ result: "FAIL", rules: [rule] }] },
        actions: [
          action("approve", {
            ...{ actionTypeId: manual, runOrder: 2, timeoutInMinutes: 60 },
            configuration: { NotificationArn: settings.topicArn, CustomData: "secret" },
          }),
          action("invoke", { actionTypeId: { ...manual, provider: "Other" }, runOrder: 3 }),
          ...["CHANGE_SET_REPLACE", "CHANGE_SET_EXECUTE"].map((ActionMode) =>
            action(ActionMode, { actionTypeId: cloudFormation, configuration: { ActionMode } }),
          ),
        ],
      },
      { name: "release", onFailure: { result: "ROLLBACK" }, onSuccess: { conditions: [{}] } },
    ];
    const metadata = { created: seconds, updated: seconds + 60 };
    aws.answers.set("GetPipeline", [
      { output: { pipeline: { name: "orders", version: 7, stages }, metadata } },
    ]);
    const { rules, ...rest } = await looks().definition(settings, "orders");
    const of = { stage: "production", category: "Approval" };
    const deploys = { ...of, order: [1, 1], category: "Deploy", isApproval: false };
    assert.deepEqual(rest, {
      ...{ version: 7, created: now.toISOString() },
      actions: [
        ...[
          { stage: "source", name: "source", order: [0, 1], category: "Deploy", isApproval: false },
        ],
        {
          ...of,
          ...{ name: "approve", order: [1, 2], isApproval: true },
          ...{ topicArn: settings.topicArn, timeoutInMinutes: 60 },
        },
        { ...of, name: "invoke", order: [1, 3], isApproval: false },
        { ...deploys, name: "CHANGE_SET_REPLACE", isPreparation: true },
        { ...deploys, name: "CHANGE_SET_EXECUTE" },
      ],
    });
    assert.deepEqual(
      rules.map(({ stage, condition }) => [stage, condition]),
      [["production", "beforeEntry"]],
    );
    assert.doesNotMatch(JSON.stringify(rest), /secret/);
  });

  it("has one text for one rule, in whatever order its members are answered", async () => {
    const rule = (members: object) => ({
      name: "orders",
      stages: [{ name: "a", beforeEntry: { conditions: [members] } }],
    });
    const texts: string[] = [];
    for (const condition of [
      { result: "FAIL", rules: [{ name: "w", region: "r", configuration: { a: "1", b: "2" } }] },
      { rules: [{ configuration: { b: "2", a: "1" }, region: "r", name: "w" }], result: "FAIL" },
      { result: "SKIP", rules: [{ name: "w", region: "r", configuration: { a: "1", b: "2" } }] },
      { result: "FAIL", rules: [{ name: "w", region: "r", configuration: { a: "1", b: "3" } }] },
    ]) {
      aws.answers.set("GetPipeline", [{ output: { pipeline: rule(condition) } }]);
      texts.push((await looks().definition(settings, "orders")).rules[0].rule);
    }
    assert.equal(texts[0], texts[1]);
    assert.equal(new Set(texts).size, 3);
  });
});
