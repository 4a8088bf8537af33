/** Which subscriptions pass, by protocol; what stands beside an endpoint, and where it may not. */
import * as assert from "node:assert/strict";
import { pending } from "../../../../components/inputs/model/checks";
import {
  type KnownSubscription,
  subscription,
} from "../../../../components/notifications/model/recipient-checks";
import { refusalOf } from "../../../support/refusals";

const at = (service: string, resource: string, region = "eu-west-1"): string =>
  `arn:aws:${service}:${region}:111122223333:${resource}`;
const role = at("iam", "role/sns-to-firehose", "");
const queue = at("sqs", "failed");

const endpoints: Readonly<Record<string, string>> = {
  email: "qa@example.com",
  "email-json": "qa@example.com",
  sms: "+14155550123",
  https: "https://example.com/hook",
  sqs: at("sqs", "approvals"),
  lambda: at("lambda", "function:notify"),
  firehose: at("firehose", "deliverystream/audit"),
};
const protocols = Object.keys(endpoints);
const raw = ["https", "sqs", "firehose"];

/** The key that is refused of a subscription that is good but for `change`. */
function wrongKey(protocol: string, change: Partial<KnownSubscription> = {}): string | undefined {
  const needed = protocol === "firehose" ? { subscriptionRoleArn: role } : {};
  const given = { protocol, endpoint: endpoints[protocol], ...needed, ...change };
  const found = refusalOf(() => subscription(given, "arg"));
  assert.ok(found === undefined || found.path.startsWith("arg."), found?.path);
  return found?.path.slice("arg.".length);
}

describe("a subscription", () => {
  for (const protocol of protocols) {
    it(`of ${protocol} passes alone, and with all that it may have`, () => {
      assert.equal(wrongKey(protocol), undefined);
      const filterPolicy = '{"approval":["x"]}';
      for (const scope of ["MessageAttributes", "MessageBody", undefined, null, pending] as const) {
        const beside = { filterPolicy, deadLetterQueueArn: queue };
        assert.equal(wrongKey(protocol, { ...beside, filterPolicyScope: scope }), undefined);
      }
    });

    it(`of ${protocol} has no endpoint of another protocol, nor none`, () => {
      for (const other of protocols.filter((one) => endpoints[one] !== endpoints[protocol])) {
        assert.equal(wrongKey(protocol, { endpoint: endpoints[other] }), "endpoint", other);
      }
      for (const none of [undefined, null, ""]) {
        assert.equal(wrongKey(protocol, { endpoint: none }), "endpoint");
      }
      assert.equal(wrongKey(protocol, { endpoint: pending }), undefined);
    });

    it(`of ${protocol} is delivered raw ${raw.includes(protocol) ? "" : "never"}`, () => {
      const expected = raw.includes(protocol) ? undefined : "rawMessageDelivery";
      assert.equal(wrongKey(protocol, { rawMessageDelivery: true }), expected);
      for (const word of ["true", "", 1, 0, []]) {
        const change = { rawMessageDelivery: word as never };
        assert.equal(wrongKey(protocol, change), "rawMessageDelivery");
      }
      for (const not of [false, undefined, null, pending] as const) {
        assert.equal(wrongKey(protocol, { rawMessageDelivery: not }), undefined);
      }
    });

    it(`of ${protocol} has a role where SNS takes one on`, () => {
      const [some, none] =
        protocol === "firehose"
          ? [undefined, "subscriptionRoleArn"]
          : ["subscriptionRoleArn", undefined];
      assert.equal(wrongKey(protocol, { subscriptionRoleArn: role }), some);
      assert.equal(wrongKey(protocol, { subscriptionRoleArn: undefined }), none);
      assert.equal(wrongKey(protocol, { subscriptionRoleArn: null }), none);
      assert.equal(wrongKey(protocol, { subscriptionRoleArn: queue }), "subscriptionRoleArn");
    });
  }

  it("of a protocol that is still to come is judged by all else", () => {
    const open = { protocol: pending, endpoint: "any" } as const;
    assert.equal(wrongKey("https", open), undefined);
    assert.equal(wrongKey("https", { ...open, rawMessageDelivery: true }), undefined);
    assert.equal(wrongKey("https", { ...open, subscriptionRoleArn: role }), undefined);
    assert.equal(wrongKey("https", { ...open, subscriptionRoleArn: "x" }), "subscriptionRoleArn");
  });

  it("is of a protocol of SNS, in its own letters", () => {
    for (const protocol of ["http", "EMAIL", "", "application", "toString", "__proto__"]) {
      assert.equal(wrongKey("https", { protocol }), "protocol", protocol);
    }
    for (const protocol of [undefined, null, 7, ["email"]]) {
      assert.equal(wrongKey("https", { protocol: protocol as never }), "protocol");
    }
  });

  it("has a filter of JSON, and a scope only of a filter", () => {
    for (const filterPolicy of ["", "{", "[]", "null", "7", '"a"']) {
      assert.equal(wrongKey("sqs", { filterPolicy }), "filterPolicy", filterPolicy);
    }
    const scope = (filterPolicyScope: string, filterPolicy?: string | null) =>
      wrongKey("sqs", { filterPolicyScope, filterPolicy });
    assert.equal(scope("MessageBody"), "filterPolicyScope");
    assert.equal(scope("MessageBody", null), "filterPolicyScope");
    assert.equal(scope("messageBody", "{}"), "filterPolicyScope");
    assert.equal(
      wrongKey("sqs", { filterPolicyScope: "MessageBody", filterPolicy: pending }),
      undefined,
    );
  });

  it("keeps what was not delivered in a standard queue", () => {
    for (const deadLetterQueueArn of [
      "failed",
      `${queue}.fifo`,
      at("sns", "failed"),
      at("sqs", "*"),
    ]) {
      assert.equal(wrongKey("sqs", { deadLetterQueueArn }), "deadLetterQueueArn");
    }
  });
});
