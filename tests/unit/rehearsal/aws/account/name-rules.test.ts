import * as assert from "node:assert/strict";
import { deployFunction, everything } from "./support/function";
import {
  metric,
  newAccount,
  removeFolders,
  trust,
  types,
  type TestAccount,
} from "./support/new-account";

type Make = (test: TestAccount, name: string) => Promise<unknown>;

const given =
  (type: string, more: object = {}, input = "name"): Make =>
  ({ create }, name) =>
    create(type, { ...more, [input]: name });

const inGroup: Make = async (test, name) => {
  await test.create(types.group, { name: "qa" });
  const more = { group: "qa", policy: everything };
  await given("aws:iam/groupPolicy:GroupPolicy", more)(test, name);
};

const onFunction: Make = async (test, name) => {
  await deployFunction(test);
  const more = { function: "notifier", action: "lambda:InvokeFunction", principal: "a.b" };
  await given(types.permission, more, "statementId")(test, name);
};

const onRule: Make = async (test, name) => {
  await test.create(types.rule, { name: "r", scheduleExpression: "rate(1 hour)" });
  await given(
    types.target,
    { rule: "r", arn: "arn:aws:sqs:eu-west-1:1:q" },
    "targetId",
  )(test, name);
};

const keys = {
  hashKey: "k",
  billingMode: "PAY_PER_REQUEST",
  attributes: [{ name: "k", type: "S" }],
};
const role = { assumeRolePolicy: trust("lambda") };

/** What, how, least and most characters, characters beside letters and digits. From botocore 1.43. */
const rows: [string, Make, number, number, string][] = [
  ["a topic", given(types.topic), 1, 256, "_-"],
  ["a queue", given(types.queue), 1, 80, "_-"],
  ["a log group", given(types.logGroup), 1, 512, "._-/#"],
  ["an event rule", given(types.rule, { scheduleExpression: "rate(1 hour)" }), 1, 64, "._-"],
  ["a target's id", onRule, 1, 64, "._-"],
  ["a table", given(types.table, keys), 3, 255, "._-"],
  ["a function", (test, name) => deployFunction(test, { name }), 1, 64, "_-"],
  ["a statement of a function's policy", onFunction, 1, 100, "_-"],
  ["a user", given(types.user), 1, 64, "_+=,.@-"],
  ["a group", given(types.group), 1, 128, "_+=,.@-"],
  ["a role", given(types.role, role), 1, 64, "_+=,.@-"],
  ["a policy", given(types.policy, { policy: everything }), 1, 128, "_+=,.@-"],
  ["an inline policy", inGroup, 1, 128, "_+=,.@-"],
];

describe("A name as AWS takes it, of", () => {
  after(removeFolders);

  for (const [what, make, least, most, others] of rows) {
    it(`${what}: ${least} to ${most} characters`, async () => {
      await make(newAccount(), "n".repeat(least));
      await make(newAccount(), "n".repeat(most));
      await assert.rejects(make(newAccount(), "n".repeat(most + 1)), /less than or equal to/);
      await assert.rejects(make(newAccount(), "n".repeat(least - 1)), /constraint/);
    });

    it(`${what}: letters, digits and ${others}`, async () => {
      await make(newAccount(), `Aa0${others}`);
      for (const odd of "._-/#+=,.@ :ü\n".split("").filter((one) => !others.includes(one))) {
        const odder = make(newAccount(), `aa${odd}aa`);
        await assert.rejects(odder, { message: /failed to satisfy constraint/ }, odd);
      }
    });
  }

  it("an alarm: 255 characters, none of them a control character", async () => {
    const make = given(types.alarm, metric);
    await make(newAccount(), "ü @".repeat(85));
    for (const wrong of ["n".repeat(256), "a\nb", ""]) {
      await assert.rejects(make(newAccount(), wrong), { code: "ValidationError" });
    }
  });
});

describe("A name that the provider chooses", () => {
  after(removeFolders);

  for (const [type, most, more] of [
    [types.topic, 80, {}],
    [types.queue, 80, {}],
    [types.role, 64, role],
  ] as const) {
    it(`is never cut: the part before it has ${most - 8} characters at most, of ${type}`, async () => {
      const { create } = newAccount();
      const { state } = await create(type, more, "n".repeat(most - 8));
      assert.equal(state.name.length, most);
      await assert.rejects(create(type, more, "n".repeat(most - 7)), {
        message: new RegExp(`plus 7 random chars is longer than maximum length ${most}$`),
      });
    });
  }

  it("is refused by the service where the provider lets it through", async () => {
    const { create } = newAccount();
    const rule = { scheduleExpression: "rate(1 hour)" };
    await assert.rejects(create(types.rule, rule, "n".repeat(57)), { code: "ValidationException" });
    await assert.rejects(create(types.topic, {}, "v1.2"), { code: "InvalidParameter" });
  });

  it("has small letters where it is a bucket's", async () => {
    const { create } = newAccount();
    assert.match((await create(types.bucket, {}, "Files")).id, /^files-[0-9a-f]{7}$/);
  });
});
