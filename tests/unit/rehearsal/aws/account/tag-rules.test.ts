import * as assert from "node:assert/strict";
import { metric, newAccount, removeFolders, trust, types } from "./support/new-account";

const role = { name: "r", assumeRolePolicy: trust("lambda") };
const of = (count: number) =>
  Object.fromEntries([...Array(count).keys()].map((n) => [`k${n}`, "v"]));

const inputs: Readonly<Record<string, object>> = {
  [types.topic]: { name: "t" },
  [types.queue]: { name: "q" },
  [types.role]: role,
  [types.logGroup]: { name: "l" },
  [types.rule]: { name: "e", scheduleExpression: "rate(1 hour)" },
  [types.alarm]: { name: "a", ...metric },
};
const codes: Readonly<Record<string, string>> = {
  [types.topic]: "InvalidParameter",
  [types.queue]: "InvalidParameterValue",
  [types.role]: "ValidationError",
  [types.logGroup]: "InvalidParameterException",
  [types.rule]: "ValidationException",
  [types.alarm]: "ValidationError",
};

const good = [of(50), { ["k".repeat(128)]: "v" }, { k: "v".repeat(256) }, { k: "" }];
const bad = [of(51), { ["k".repeat(129)]: "v" }, { k: "v".repeat(257) }, { "": "v" }];
const reserved = [{ "aws:x": "v" }, { "AWS:x": "v" }];

describe("Tags as AWS takes them", () => {
  after(removeFolders);

  for (const [type, more] of Object.entries(inputs)) {
    it(`of ${type}`, async () => {
      for (const tags of good) await newAccount().create(type, { ...more, tags });
      for (const tags of [...bad, ...reserved]) {
        await assert.rejects(newAccount().create(type, { ...more, tags }), { code: codes[type] });
      }
    });
  }

  it("are refused in an update as well, and what there was stays", async () => {
    const { account, create, update } = newAccount();
    const made = await create(types.role, { ...role, tags: { team: "qa" } });
    const wrong = update(types.role, made, { ...role, tags: { team: "a,b" } });
    await assert.rejects(wrong, { code: "ValidationError" });
    assert.deepEqual(account.read(types.role, made.id)!.state.tags, { team: "qa" });
  });

  for (const text of ["a,b", "🚀", "a;b", "<a>", "a\nb", "a&b"]) {
    it(`have characters that IAM and CloudWatch Logs refuse: ${JSON.stringify(text)}`, async () => {
      for (const tags of [{ k: text }, { [text]: "v" }]) {
        for (const type of [types.role, types.logGroup]) {
          await assert.rejects(newAccount().create(type, { ...inputs[type], tags }), {
            code: codes[type],
          });
        }
        await newAccount().create(types.topic, { name: "t", tags });
      }
    });
  }

  it("have letters of every script, digits, spaces and _.:/=+-@ with IAM", async () => {
    const tags = { "Straße 7_.:/=+-@": "東京 ٣" };
    await newAccount().create(types.role, { ...role, tags });
  });

  it("have keys that differ in more than case with IAM", async () => {
    const tags = { Team: "a", team: "b" };
    await assert.rejects(newAccount().create(types.role, { ...role, tags }), {
      code: "ValidationError",
      message: /differ only in case are the same, got: Team,team/,
    });
    await newAccount().create(types.topic, { name: "t", tags });
  });
});
