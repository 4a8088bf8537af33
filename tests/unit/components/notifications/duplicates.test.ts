/** What stands in a list twice is refused by its place, whenever it is known, and no secret is quoted. */
import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  assertRefusal,
  gateWith,
  instanceArn,
  permissionSetArn,
  types,
} from "../../../support/components";
import { attempt, run } from "../../../support/mocks";
import { refuses } from "../../../support/refusal-table";

const queue = "arn:aws:sqs:eu-west-1:111122223333:approvals";

describe("A list in which something stands twice", () => {
  const twice = (path: string, value: string, first: string): string =>
    `\`${path}\` must stand in the list once, got: ${value}, which \`${first}\` is too. Remove one of them.`;
  const duplicate = twice("emails[2]", '"a@example.com"', "emails[0]");
  const [a, b] = ["a@example.com", "b@example.com"];
  const subscription = { protocol: "sqs", endpoint: queue };
  const toQueue = (endpoint: unknown) => ({ protocol: "sqs", endpoint });
  const queueTwice = twice("subscriptions[1]", JSON.stringify(toQueue(queue)), "subscriptions[0]");
  refuses([
    {
      title: "is refused at once where it is an e-mail address",
      plain: () => gateWith({ emails: [a, b, a] }),
      path: "emails[2]",
      reason: duplicate,
    },
    {
      title: "is refused at once where it is a subscription",
      plain: () => gateWith({ subscriptions: [subscription, { ...subscription }] }),
      path: "subscriptions[1]",
      reason: twice("subscriptions[1]", JSON.stringify(subscription), "subscriptions[0]"),
    },
  ]);

  for (const [how, emails] of Object.entries({
    "in a list that is an output": pulumi.output([a, b, a]),
    "one of them an output": [pulumi.output(a), b, a],
    "both of them outputs": [pulumi.output(a), b, pulumi.output(a)],
  })) {
    it(`is refused where it is an e-mail address, ${how}`, async () => {
      const program = (): unknown => gateWith({ emails });
      const { thrown, rejected, resources } = await attempt(program);
      assert.equal(thrown, undefined);
      assertRefusal(rejected[0], "emails[2]", duplicate);
      const endpoints = resources
        .filter(({ type }) => type === types.subscription)
        .map(({ inputs }) => inputs.endpoint);
      assert.equal(new Set(endpoints).size, endpoints.length);
    });
  }

  for (const [how, subscriptions, reason] of [
    ["both endpoints outputs", [pulumi.output(queue), pulumi.output(queue)], queueTwice],
    ["one endpoint an output", [queue, pulumi.output(queue)], queueTwice],
    [
      "both endpoints secrets, without quoting them",
      [pulumi.secret(queue), pulumi.secret(queue)],
      "`subscriptions[1]` must stand in the list once, got a secret, which is not shown here. " +
        "Correct it where it is stored.",
    ],
  ] as const) {
    it(`is refused where it is a subscription in records that are written out, ${how}`, async () => {
      const program = (): unknown => gateWith({ subscriptions: subscriptions.map(toQueue) });
      const { thrown, rejected, resources } = await attempt(program);
      assert.equal(thrown, undefined);
      assertRefusal(rejected[0], "subscriptions[1]", reason);
      const made = resources.filter(({ type }) => type === types.subscription);
      assert.ok(made.length < 2, "the same endpoint is not subscribed twice");
    });
  }

  it("is refused where it is a permission set of outputs", async () => {
    const set = { instanceArn, permissionSetArn };
    const written = { instanceArn, permissionSetArn: pulumi.output(permissionSetArn) };
    const permissionSets = [written, { ...written }];
    const { rejected } = await attempt(() => gateWith({ approvers: { permissionSets } }));
    const path = "approvers.permissionSets[1]";
    const first = "approvers.permissionSets[0]";
    const quoted = `${JSON.stringify(set).slice(0, 60)}...`;
    assertRefusal(rejected[0], path, twice(path, quoted, first));
  });

  for (const [how, emails, endpoint] of [
    ["the subscription's", ["canary@example.com"], pulumi.secret("canary@example.com")],
    ["that of emails", [pulumi.secret("canary@example.com")], "canary@example.com"],
  ] as const) {
    it(`is refused where emails and subscriptions share an address, of which ${how} is secret`, async () => {
      const subscriptions = [{ protocol: "email", endpoint }];
      const { rejected } = await attempt(() => gateWith({ emails, subscriptions }));
      assertRefusal(
        rejected[0],
        "subscriptions[0]",
        "`subscriptions[0]` must not be an address of `emails`, got a secret, which is not shown " +
          "here. Correct it where it is stored.",
      );
      assert.doesNotMatch(rejected.join(), /canary/);
    });
  }

  it("leaves what is no secret none, beside one that is", async () => {
    const emails = [pulumi.output(a), pulumi.secret(b)];
    const { resources } = await run(() => gateWith({ emails }));
    const endpoints = resources
      .filter(({ type }) => type === types.subscription)
      .map(({ inputs }) => inputs.endpoint as unknown);
    assert.ok(endpoints.includes(a), JSON.stringify(endpoints));
  });
});
