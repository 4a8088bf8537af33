import * as assert from "node:assert/strict";
import { deployFunction } from "./support/function";
import { newAccount, removeFolders, types, type TestAccount } from "./support/new-account";

const key = (region: string) => `arn:aws:kms:${region}:111122223333:key/1`;
const table = {
  hashKey: "k",
  billingMode: "PAY_PER_REQUEST",
  attributes: [{ name: "k", type: "S" }],
};

const encrypted: [string, (test: TestAccount, keyArn: string) => Promise<unknown>, string][] = [
  ["a topic", ({ create }, k) => create(types.topic, { kmsMasterKeyId: k }), "InvalidParameter"],
  [
    "a queue",
    ({ create }, k) => create(types.queue, { kmsMasterKeyId: k }),
    "InvalidAttributeValue",
  ],
  [
    "a log group",
    ({ create }, k) => create(types.logGroup, { kmsKeyId: k }),
    "InvalidParameterException",
  ],
  [
    "a table",
    ({ create }, k) =>
      create(types.table, { ...table, serverSideEncryption: { enabled: true, kmsKeyArn: k } }),
    "ValidationException",
  ],
  [
    "a function",
    (test, kmsKeyArn) => deployFunction(test, { kmsKeyArn }),
    "InvalidParameterValueException",
  ],
  [
    "a secret",
    ({ create }, k) => create(types.secret, { kmsKeyId: k }),
    "InvalidParameterException",
  ],
  [
    "a parameter",
    ({ create }, k) => create(types.parameter, { type: "SecureString", value: "v", keyId: k }),
    "InvalidKeyId",
  ],
];

describe("A key of another Region", () => {
  after(removeFolders);

  for (const [what, make, code] of encrypted) {
    it(`is refused for ${what}`, async () => {
      await make(newAccount(), key("eu-west-1"));
      await assert.rejects(make(newAccount(), key("eu-central-1")), {
        code,
        message: /must be in the Region of what it encrypts, eu-west-1, got one of eu-central-1/,
      });
    });
  }

  it("is the right one for what is in that Region itself", async () => {
    const inputs = { kmsMasterKeyId: key("eu-central-1"), region: "eu-central-1" };
    await newAccount().create(types.topic, inputs);
  });

  it("is not taken from an alias or an id, which are of the Region that is asked", async () => {
    for (const kmsMasterKeyId of ["alias/aws/sns", "1234abcd"]) {
      await newAccount().create(types.topic, { kmsMasterKeyId });
    }
  });
});

describe("An endpoint of another account or Region", () => {
  after(removeFolders);

  async function subscribe(inputs: object) {
    const { create } = newAccount();
    const topic = (await create(types.topic, {})).id;
    return create(types.subscription, { topic, ...inputs });
  }
  const at = (service: string, place: string, name = "x") => `arn:aws:${service}:${place}:${name}`;

  for (const protocol of ["sqs", "lambda", "firehose"]) {
    it(`waits for its owner's confirmation, which does not come: ${protocol}`, async () => {
      const endpoint = at(protocol, "eu-west-1:999999999999");
      await assert.rejects(subscribe({ protocol, endpoint, subscriptionRoleArn: "r" }), {
        message: /confirmation: timeout while waiting .* is of account 999999999999/,
      });
    });

    it(`is taken in another Region of this account: ${protocol}`, async () => {
      const endpoint = at(protocol, "us-east-1:111122223333");
      await subscribe({ protocol, endpoint, subscriptionRoleArn: "r" });
    });

    it(`must be of the protocol's own service: ${protocol}`, async () => {
      const endpoint = at("sns", "eu-west-1:111122223333");
      await assert.rejects(subscribe({ protocol, endpoint }), { code: "InvalidParameter" });
    });
  }

  it("cannot be a stream without a role", async () => {
    const endpoint = at("firehose", "eu-west-1:111122223333");
    await assert.rejects(subscribe({ protocol: "firehose", endpoint }), /SubscriptionRoleArn/);
  });

  for (const place of ["us-east-1:111122223333", "eu-west-1:999999999999"]) {
    it(`cannot be a dead letter queue: ${place}`, async () => {
      const redrivePolicy = JSON.stringify({ deadLetterTargetArn: at("sqs", place) });
      const mail = { protocol: "email", endpoint: "qa@example.com" };
      await assert.rejects(subscribe({ ...mail, redrivePolicy }), {
        code: "InvalidParameter",
        message: /RedrivePolicy: .* must be in account 111122223333 and Region eu-west-1/,
      });
    });
  }
});
