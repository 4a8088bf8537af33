/** What is in reach of a gate or a hub, and in which part of an ARN it is not: values alone. */
import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { pending } from "../../../../components/inputs/model/checks";
import {
  alarmTopicInReach,
  keyInReach,
  keyOfSecret,
  secretInReach,
  subscriberInReach,
} from "../../../../components/scope/model/reach";
import type { KnownSubscription } from "../../../../components/notifications/model/recipient-checks";

const here = { partition: "aws", region: "eu-west-1", accountId: "111122223333" };
type Elsewhere = Partial<typeof here>;
const region: Elsewhere = { region: "us-east-1" };
const account: Elsewhere = { accountId: "444455556666" };
const partition: Elsewhere = { partition: "aws-cn" };

const arn = (service: string, resource: string, place: Elsewhere = {}): string => {
  const at = { ...here, ...place };
  return `arn:${at.partition}:${service}:${at.region}:${at.accountId}:${resource}`;
};

/** Path and words of a refusal; undefined where nothing is refused. */
function refusal(check: () => void): { path: string; words: string } | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    assert.ok(pulumi.InputPropertyError.isInstance(error), String(error));
    return { path: error.propertyPath, words: error.reason };
  }
}

/** In which part it is elsewhere, or undefined. */
type Part = "partition" | "Region" | "account";
type Row = [
  what: string,
  check: (place: Elsewhere, seen?: Elsewhere) => void,
  path: string,
  whose: string,
  parts: Part[],
];

const endpoint =
  (protocol: string, resource: string) =>
  (place: Elsewhere, seen: Elsewhere = here): void =>
    subscriberInReach({ protocol, endpoint: arn(protocol, resource, place) }, seen, "arg");

const rows: Row[] = [
  [
    "a function",
    endpoint("lambda", "function:f"),
    "arg.endpoint",
    "the pipeline",
    ["partition", "Region", "account"],
  ],
  [
    "a stream",
    endpoint("firehose", "deliverystream/s"),
    "arg.endpoint",
    "the pipeline",
    ["partition", "Region"],
  ],
  ["a queue", endpoint("sqs", "q"), "arg.endpoint", "the pipeline", ["partition"]],
  [
    "a dead letter queue",
    (place, seen = here) =>
      subscriberInReach(
        { protocol: "https", endpoint: "https://a", deadLetterQueueArn: arn("sqs", "q", place) },
        seen,
        "arg",
      ),
    "arg.deadLetterQueueArn",
    "the subscription",
    ["partition", "Region", "account"],
  ],
  [
    "a key",
    (place, seen = here) => keyInReach(arn("kms", "key/k", place), seen, "arg"),
    "arg",
    "the pipeline",
    ["partition", "Region"],
  ],
  [
    "a hub's key",
    (place, seen = here) => keyInReach(arn("kms", "key/k", place), seen, "arg", "the hub"),
    "arg",
    "the hub",
    ["partition", "Region"],
  ],
  [
    "an alarm's topic",
    (place, seen = here) => alarmTopicInReach(arn("sns", "t", place), seen, "arg"),
    "arg",
    "the hub",
    ["partition", "Region"],
  ],
  [
    "a secret without a key",
    (place, seen = here) =>
      secretInReach(arn("ssm", "parameter/s", place), undefined, seen, "arg", "key"),
    "arg",
    "the hub",
    ["partition", "account"],
  ],
  [
    "a secret with a key",
    (place, seen = here) =>
      secretInReach(arn("ssm", "parameter/s", place), arn("kms", "key/k"), seen, "arg", "key"),
    "arg",
    "the hub",
    ["partition"],
  ],
  [
    "the key of a secret",
    (place) => keyOfSecret(arn("kms", "key/k", place), arn("secretsmanager", "secret:s"), "arg"),
    "arg",
    "the credentials",
    ["partition", "Region"],
  ],
];

const elsewhere: [Part, Elsewhere, here: string, there: string][] = [
  ["partition", partition, "aws", "aws-cn"],
  ["Region", region, "eu-west-1", "us-east-1"],
  ["account", account, "111122223333", "444455556666"],
];

describe("What is out of reach", () => {
  for (const [what, check, path, whose, parts] of rows) {
    it(`${what} is what is elsewhere in its ${parts.join(", ")}`, () => {
      assert.equal(
        refusal(() => check({})),
        undefined,
      );
      for (const [part, place, mine, other] of elsewhere) {
        const found = refusal(() => check(place));
        assert.equal(found?.path, parts.includes(part) ? path : undefined, part);
        if (found === undefined) continue;
        assert.ok(
          found.words.startsWith(`\`${path}\` must be in the ${part} of ${whose}, ${mine}, `),
          found.words,
        );
        assert.ok(found.words.includes(` in ${other}`), found.words);
        // After what is wrong it says what to do.
        assert.match(found.words, /[.,] [A-Z][^.]+\.$/);
      }
    });

    if (what !== "the key of a secret") {
      it(`${what} is passed over where it is not known yet where the pipeline or the hub is`, () => {
        for (const [, place] of elsewhere)
          assert.equal(
            refusal(() => check(place, {})),
            undefined,
          );
      });
    }
  }

  it("is no alias and no id of a key, which have no Region", () => {
    for (const key of ["alias/approvals", "1234abcd-12ab-34cd-56ef-1234567890ab"]) {
      assert.equal(
        refusal(() => keyInReach(key, here, "arg")),
        undefined,
      );
    }
  });

  it("is no endpoint that has no place, and none that is still to come", () => {
    const others = ["https", "sms", pending, undefined, null] as const;
    for (const protocol of others) {
      const subscriber: KnownSubscription = {
        protocol,
        endpoint: arn("lambda", "function:f", region),
      };
      assert.equal(
        refusal(() => subscriberInReach(subscriber, here, "arg")),
        undefined,
      );
    }
    const nothings = [pending, undefined, null] as const;
    for (const protocol of ["lambda", "firehose", "sqs"]) {
      for (const nothing of nothings) {
        const subscriber: KnownSubscription = {
          protocol,
          endpoint: nothing,
          deadLetterQueueArn: nothing,
        };
        assert.equal(
          refusal(() => subscriberInReach(subscriber, here, "arg")),
          undefined,
        );
      }
    }
  });

  it("says what the key of a secret of another account does", () => {
    const secret = (place: Elsewhere) => arn("secretsmanager", "secret:s", place);
    const words = (place: Elsewhere): string =>
      refusal(() => secretInReach(secret(place), undefined, here, "arg", "the.key"))?.words ?? "";
    assert.match(words(account), /without `the\.key`.* customer managed key/);
    assert.doesNotMatch(words(partition), /`the\.key`/);
    assert.match(words(partition), /Keep the credentials in that partition\.$/);
  });

  it("is read as no ARN under its own name", () => {
    const subscriber = { protocol: "lambda", endpoint: "notify" };
    assert.equal(refusal(() => subscriberInReach(subscriber, here, "arg"))?.path, "arg.endpoint");
    assert.equal(refusal(() => keyOfSecret("key", arn("ssm", "parameter/s"), "arg"))?.path, "arg");
  });
});
