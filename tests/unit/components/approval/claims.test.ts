/** What AWS has once, one resource of a program is. */
import * as assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ApprovalGate, MultiApprovalStage } from "../../../../index";
import { connection, existingTopic, inSlack, types } from "../../../support/components";
import { attempt, type Registered, run } from "../../../support/mocks";

const gate = (name: string, args: object, opts?: pulumi.ComponentResourceOptions): ApprovalGate =>
  new ApprovalGate(name, { pipelineName: "orders", topicArn: existingTopic, ...args }, opts);

async function refusal(program: () => void): Promise<string> {
  const { thrown, rejected } = await attempt(() => program());
  return `${thrown ?? rejected[0]}`;
}

async function subscribed(program: () => void): Promise<Registered[]> {
  const { resources } = await run(program);
  return resources.filter(({ type }) => type === types.subscription);
}

const forms = Object.entries({
  plain: (value: string) => value,
  "to come": (value: string) => pulumi.output(value),
});

describe("two gates on one topic", () => {
  const queue = "arn:aws:sqs:eu-west-1:111122223333:approvals";
  const filtered = (filterPolicy: unknown) => ({
    subscriptions: [{ protocol: "sqs", endpoint: queue, filterPolicy }],
  });

  for (const [how, wrap] of forms) {
    it(`subscribe one address once, and neither owns it (${how})`, async () => {
      const emails = [wrap("qa@example.com")];
      const topicArn = wrap(existingTopic);
      const both = await subscribed(() => {
        gate("qa", { emails, topicArn });
        gate("release", { emails, topicArn });
      });
      assert.equal(both.length, 1);
      assert.equal(both[0].parent, "");
      const [alone] = await subscribed(() => gate("release", { emails, topicArn }));
      assert.equal(alone.urn, both[0].urn, "the other gate keeps it when the first one goes");
    });

    it(`may filter one endpoint alike (${how})`, async () => {
      const policy = '{"approval":{"pipelineName":["orders"]}}';
      const all = await subscribed(() => {
        gate("qa", filtered(wrap(policy)));
        gate("release", filtered(wrap(policy)));
      });
      assert.equal(all.length, 1);
    });
  }

  it("are heard once by the hub that they share", async () => {
    const slack = { approvers: undefined, slack: inSlack, hub: connection };
    const heard = await subscribed(() => {
      gate("qa", slack);
      gate("release", slack);
    });
    assert.deepEqual(
      heard.map(({ inputs }) => inputs.protocol),
      ["lambda"],
    );
  });

  it("share a subscription where one of them says the Region that both are in", async () => {
    const emails = ["qa@example.com"];
    const both = await subscribed(() => {
      gate("qa", { emails });
      gate("release", { emails, region: "eu-west-1" });
    });
    assert.equal(both.length, 1);
  });

  it("do not show an address that is a secret", async () => {
    const emails = [pulumi.secret("canary@example.com")];
    const { resources } = await run(() => gate("qa", { emails }));
    const names = resources.flatMap(({ urn, aliases }) => [urn, ...aliases.map((a) => a.name)]);
    assert.doesNotMatch(names.join(" "), /canary/);
  });

  it("may notify one person by two protocols", async () => {
    const endpoint = "qa@example.com";
    const both = await subscribed(() => {
      gate("qa", { emails: [endpoint] });
      gate("release", { subscriptions: [{ protocol: "email-json", endpoint }] });
    });
    assert.equal(both.length, 2);
  });

  it("in two programs of one process do not meet", async () => {
    for (const _ of [1, 2]) {
      assert.equal((await subscribed(() => gate("qa", { emails: ["qa@example.com"] }))).length, 1);
    }
  });

  it("are waited for by what waits for either of them, before anything is published", async () => {
    const { resources } = await run(() => {
      const emails = ["qa@example.com"];
      gate("qa", { emails });
      const dependsOn = [gate("release", { emails })];
      new aws.sns.Topic("late", {}, { dependsOn });
    });
    const late = resources.find(({ name }) => name === "late")!;
    const found = resources.find(({ type }) => type === types.subscription)!;
    assert.ok(late.dependencies.includes(found.urn), late.dependencies.join("\n"));
  });

  it("subscribe with the provider of their component", async () => {
    const { resources } = await run(() => {
      const provider = new aws.Provider("there", { region: "eu-west-1" });
      gate("qa", { emails: ["qa@example.com"] }, { providers: [provider] });
    });
    const found = resources.find(({ type }) => type === types.subscription)!;
    assert.match(found.provider ?? "", /pulumi:providers:aws::there::/);
  });
});

describe("two gates for one action", () => {
  const names = { stageName: "Review", actionName: "qa" };

  it("are refused, of whatever kind, before either decides", async () => {
    const said = await refusal(() => {
      gate("one", names);
      new MultiApprovalStage("two", {
        ...{ pipelineName: "orders", stageName: "Review", topicArn: existingTopic },
        approvals: [{ name: "qa" }],
      });
    });
    assert.match(
      said,
      /`approvals\[0\]\.name` must name an action that no other component decides/,
    );
    assert.match(said, /"orders\/Review\/qa", which "one" decides/);
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
