/** What AWS has once, one component of a program has. */
import * as assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ApprovalGate, MultiApprovalStage } from "../../../index";
import { existingTopic } from "../../support/components";
import { attempt, run } from "../../support/mocks";

const gate = (name: string, args: object, opts?: pulumi.ComponentResourceOptions): ApprovalGate =>
  new ApprovalGate(name, { pipelineName: "orders", topicArn: existingTopic, ...args }, opts);

async function refusal(program: () => void): Promise<string> {
  const { thrown, rejected } = await attempt(() => program());
  return `${thrown ?? rejected[0]}`;
}

describe("two gates on one topic", () => {
  for (const [how, wrap] of Object.entries({
    plain: (value: string) => value,
    "to come": (value: string) => pulumi.output(value),
  })) {
    it(`are refused where they subscribe one address (${how})`, async () => {
      const emails = [wrap("qa@example.com")];
      const said = await refusal(() => {
        gate("qa", { emails });
        gate("release", { emails });
      });
      assert.match(said, /`topicArn` must not hear of one endpoint twice/);
      assert.match(said, /`qa` subscribes/);
    });
  }

  it("are refused without the address where that is a secret", async () => {
    const said = await refusal(() => {
      gate("qa", { emails: ["canary@example.com"] });
      gate("release", { emails: [pulumi.secret("canary@example.com")] });
    });
    assert.match(said, /`topicArn` must not hear of one endpoint twice, got a secret/);
    assert.doesNotMatch(said, /canary/);
  });

  it("may notify different people, and one person by two protocols", async () => {
    const endpoint = "qa@example.com";
    await run(() => {
      gate("qa", { emails: [endpoint] });
      gate("release", { emails: ["ops@example.com"] });
      gate("pay", { subscriptions: [{ protocol: "email-json", endpoint }] });
    });
  });

  it("are refused where one of them made the topic", async () => {
    const emails = ["qa@example.com"];
    const said = await refusal(() => {
      const first = gate("qa", { topicArn: undefined, emails });
      gate("release", { topicArn: first.topicArn, emails });
    });
    assert.match(said, /`topicArn` must not hear of one endpoint twice/);
  });

  it("in two programs of one process do not meet", async () => {
    for (const _ of [1, 2]) await run(() => gate("qa", { emails: ["qa@example.com"] }));
  });
});

describe("two gates for one action", () => {
  const names = { stageName: "Review", actionName: "qa" };

  it("are refused, of whatever kind", async () => {
    const said = await refusal(() => {
      gate("one", names);
      new MultiApprovalStage("two", {
        ...{ pipelineName: "orders", stageName: "Review", topicArn: existingTopic },
        approvals: [{ name: "qa" }],
      });
    });
    assert.match(said, /`actionName` must be that of an action without another gate/);
    assert.match(said, /orders\/Review\/qa, which `one` has too/);
  });

  it("are two actions in two Regions", async () => {
    await run(() => {
      const approvers = { users: ["ann"] };
      gate("here", { ...names, topicArn: undefined, approvers });
      const provider = new aws.Provider("there", { region: "eu-central-1" });
      const there = { ...names, topicArn: undefined, approvers, region: "eu-central-1" };
      gate("there", there, { provider });
    });
  });
});
