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

type Make = (test: TestAccount, more: object) => Promise<unknown>;

const of =
  (type: string, inputs: object): Make =>
  ({ create }, more) =>
    create(type, { ...inputs, ...more });

const role = of(types.role, { name: "r", assumeRolePolicy: trust("lambda") });
const managed = of(types.policy, { name: "p", policy: everything });
const rule = of(types.rule, { name: "r", scheduleExpression: "rate(1 hour)" });
const alarm = of(types.alarm, { name: "a", ...metric });

describe("A text or a number as AWS takes it", () => {
  after(removeFolders);

  const lengths: [string, Make, string, number][] = [
    ["a role's description", role, "description", 1000],
    ["a policy's description", managed, "description", 1000],
    ["a rule's description", rule, "description", 512],
    ["an alarm's description", alarm, "alarmDescription", 1024],
    ["a function's description", (t, more) => deployFunction(t, more), "description", 256],
    ["a topic's display name", of(types.topic, { name: "t" }), "displayName", 100],
  ];
  for (const [what, make, input, most] of lengths) {
    it(`has ${most} characters at most: ${what}`, async () => {
      await make(newAccount(), { [input]: "n".repeat(most) });
      await assert.rejects(make(newAccount(), { [input]: "n".repeat(most + 1) }), {
        message: new RegExp(`less than or equal to ${most}`),
      });
    });
  }

  for (const text of ["gate – prod", "“gate”", "🚀", "Łódź"]) {
    it(`has letters of Latin-1 as a role's description, not ${text}`, async () => {
      await role(newAccount(), { description: "Straße\tÄ\n" });
      await assert.rejects(role(newAccount(), { description: text }), { code: "ValidationError" });
    });
  }

  const identities = [role, managed, of(types.user, { name: "u" }), of(types.group, { name: "g" })];
  it("begins and ends with a slash as a path of IAM", async () => {
    for (const make of identities) {
      for (const path of ["/", "/gates/", "/a/b-c/"]) await make(newAccount(), { path });
      for (const path of ["", "gates", "/gates", "gates/", "/a b/", `/${"n".repeat(511)}/`]) {
        await assert.rejects(make(newAccount(), { path }), { code: "ValidationError" }, path);
      }
    }
  });

  const numbers: [string, Make, string, number, number][] = [
    ["a queue's delay", of(types.queue, { name: "q" }), "delaySeconds", 0, 900],
    ["a queue's visibility", of(types.queue, { name: "q" }), "visibilityTimeoutSeconds", 0, 43_200],
    [
      "a queue's retention",
      of(types.queue, { name: "q" }),
      "messageRetentionSeconds",
      60,
      1_209_600,
    ],
    ["a function's timeout", (t, more) => deployFunction(t, more), "timeout", 1, 900],
    ["a function's memory", (t, more) => deployFunction(t, more), "memorySize", 128, 10_240],
  ];
  for (const [what, make, input, least, most] of numbers) {
    it(`is a number from ${least} to ${most}: ${what}`, async () => {
      for (const value of [least, most]) await make(newAccount(), { [input]: value });
      for (const value of [least - 1, most + 1, "much"]) {
        await assert.rejects(make(newAccount(), { [input]: value }), (error: any) =>
          /^(ValidationException|InvalidAttributeValue)$/.test(error.code),
        );
      }
    });
  }

  it("has fewer characters in a policy's path than in a role's", async () => {
    await role(newAccount(), { path: "/a:b/" });
    await assert.rejects(managed(newAccount(), { path: "/a:b/" }), { code: "ValidationError" });
  });
});
