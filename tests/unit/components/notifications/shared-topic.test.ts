/** SNS keeps one subscription a topic, protocol and endpoint: two that differ are refused by name. */
import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ApprovalGate, MultiApprovalStage, type MultiApprovalStageArgs } from "../../../../index";
import { connection, existingTopic, inSlack } from "../../../support/components";
import { attempt } from "../../../support/mocks";

const gate = (name: string, args: object): ApprovalGate =>
  new ApprovalGate(name, { pipelineName: "orders", topicArn: existingTopic, ...args });

async function refusal(program: () => void): Promise<string> {
  const { thrown, rejected } = await attempt(() => program());
  const error = (thrown ?? rejected[0]) as { reason?: string };
  return error.reason ?? `${error}`;
}

const ofBoth = (first: object, second: object): Promise<string> =>
  refusal(() => {
    gate("qa", first);
    gate("release", second);
  });

const queue = (name: string): string => `arn:aws:sqs:eu-west-1:111122223333:${name}`;
const toQueue = (settings: object) => ({
  subscriptions: [{ protocol: "sqs", endpoint: queue("approvals"), ...settings }],
});

const differs = (mine: string, theirs: string): string =>
  '`subscriptions` of "release" must give an endpoint of one topic the settings that ' +
  `\`subscriptions\` of "qa" gives it, got: "${queue("approvals")}" ${mine}, there ` +
  `${theirs}. SNS keeps one subscription a topic, protocol and endpoint: give both the same ` +
  "settings, or remove one of them.";

const taken = (argument: string, got: string): string =>
  `\`${argument}\` of "release" must not name an endpoint that the topic's own component subscribes ` +
  `already, got${got} \`${argument}\` of "qa" subscribes. SNS keeps one subscription a topic, ` +
  "protocol and endpoint. Remove it from one of them.";

const forms = Object.entries({
  plain: (value: string) => value,
  "to come": (value: string) => pulumi.output(value),
});

describe("two gates that say of one endpoint of one topic what cannot be one", () => {
  for (const [how, wrap] of forms) {
    it(`filter differently (${how}): the error says which gate has which filter`, async () => {
      const filtered = (filterPolicy: string) => toQueue({ filterPolicy: wrap(filterPolicy) });
      assert.equal(
        await ofBoth(filtered('{"a":[1]}'), filtered('{"a":[2]}')),
        differs('with filterPolicy "{\\"a\\":[2]}"', 'with "{\\"a\\":[1]}"'),
      );
    });

    it(`keep elsewhere what was not delivered (${how})`, async () => {
      const kept = (name: string) => toQueue({ deadLetterQueueArn: wrap(queue(name)) });
      const mine = `with deadLetterQueueArn "${queue("two")}"`;
      assert.equal(await ofBoth(kept("one"), kept("two")), differs(mine, `with "${queue("one")}"`));
      assert.equal(await ofBoth(toQueue({}), kept("two")), differs(mine, "without"));
    });
  }

  it("deliver in another form", async () => {
    const raw = toQueue({ rawMessageDelivery: true });
    assert.equal(
      await ofBoth(raw, toQueue({ rawMessageDelivery: false })),
      differs("with rawMessageDelivery false", "with true"),
    );
    assert.equal(
      await ofBoth(raw, toQueue({})),
      differs("without rawMessageDelivery", "with true"),
    );
  });

  it("or two approvals of a stage: the error says which", async () => {
    const approvals = [
      { name: "qa", ...toQueue({ filterPolicy: '{"a":[1]}' }) },
      { name: "pm", ...toQueue({ filterPolicy: '{"a":[2]}' }) },
    ];
    const stage = { pipelineName: "orders", topicArn: existingTopic, approvals, approvers: {} };
    const said = await refusal(
      () => void new MultiApprovalStage("release", stage as MultiApprovalStageArgs),
    );
    assert.ok(said.startsWith('`approvals[1].subscriptions` of "release" must give an endpoint'));
    assert.ok(said.includes('that `approvals[0].subscriptions` of "release" gives it'), said);
  });

  it("or a stage and one of its approvals, on the topic that they share", async () => {
    const args = {
      ...toQueue({ filterPolicy: '{"a":[1]}' }),
      approvals: [{ name: "qa", ...toQueue({ filterPolicy: '{"a":[2]}' }) }],
    };
    const stage = { pipelineName: "orders", topicArn: existingTopic, approvers: {}, ...args };
    const said = await refusal(
      () => void new MultiApprovalStage("release", stage as MultiApprovalStageArgs),
    );
    assert.ok(said.startsWith('`subscriptions` of "release" must give an endpoint'), said);
    assert.ok(said.includes('that `approvals[0].subscriptions` of "release" gives it'), said);
  });

  it("with a secret among it, which is not quoted", async () => {
    const secret = (filterPolicy: string) => ({
      subscriptions: [
        { protocol: "https", endpoint: pulumi.secret("https://example.com/canary"), filterPolicy },
      ],
    });
    assert.equal(
      await ofBoth(secret('{"a":[1]}'), secret('{"a":[2]}')),
      '`subscriptions` of "release" must give an endpoint of one topic the settings that ' +
        '`subscriptions` of "qa" gives it, got a secret, which is not shown here. Correct it where ' +
        "it is stored.",
    );
  });
});

describe("an endpoint of a topic that another gate made, and that would go with it, is refused", () => {
  const emails = ["qa@example.com"];
  const first = (args: object): pulumi.Output<string> =>
    gate("qa", { ...args, topicArn: undefined }).topicArn as pulumi.Output<string>;

  it("by address, argument and gate", async () => {
    const said = await refusal(() => gate("release", { topicArn: first({ emails }), emails }));
    assert.equal(said, taken("emails", ': "qa@example.com", which'));
  });

  it("where the topic's ARN is written down, whichever is first", async () => {
    const said = await refusal(() => {
      first({ emails });
      gate("release", { topicArn: "arn:aws:sns:eu-west-1:111122223333:qa-topic", emails });
    });
    assert.equal(said, taken("emails", ': "qa@example.com", which'));
  });

  it("where it is the hub's notifier", async () => {
    const slack = { approvers: undefined, slack: inSlack, hub: connection };
    const said = await refusal(() => gate("release", { ...slack, topicArn: first(slack) }));
    assert.equal(said, taken("topicArn", " one that"));
  });

  it("without the address, where that is a secret", async () => {
    const secret = { emails: [pulumi.secret("canary@example.com")] };
    const said = await refusal(() => gate("release", { topicArn: first(secret), ...secret }));
    assert.equal(said, taken("emails", " one that"));
  });
});
