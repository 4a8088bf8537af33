/** Tags, judged as values alone: how many, their keys, and values under a path or under a key. */
import * as assert from "node:assert/strict";
import { pending } from "../../../../components/inputs/model/checks";
import {
  isTagValue,
  tagKeys,
  tagRecord,
  tagValue,
} from "../../../../components/inputs/model/tag-checks";
import { refusalOf } from "../../../support/refusals";

const characters = "letters, digits, spaces, _ . : / = + - @";

describe("the keys of tags", () => {
  const judge = (keys: string[]) => refusalOf(() => tagKeys(keys, "tags"));
  const many = (count: number): string[] => Array.from({ length: count }, (_, n) => `key-${n}`);

  it("are at most 50", () => {
    for (const count of [0, 1, 50]) assert.equal(judge(many(count)), undefined);
    const reason = "`tags` must be at most 50 tags, got: 51. Leave some out.";
    assert.deepEqual(judge(many(51)), { path: "tags", reason });
  });

  const long = "🚀".repeat(129);
  const wrong: [key: string, rule: string][] = [
    ["", "keys of 1 to 128 characters, got an empty one. Name it or leave it out."],
    [
      "x".repeat(129),
      `keys of 1 to 128 characters, got one of 129: "${"x".repeat(59)}..." (129 characters). Shorten it.`,
    ],
    [
      long,
      `keys of 1 to 128 characters, got one of 129: ${JSON.stringify(long).slice(0, 60)}..." (258 characters). Shorten it.`,
    ],
    ["a*b", `keys of the characters ${characters}, got: "a*b". Rename it.`],
    ["aws:a", 'no key that begins with aws:, which AWS keeps for itself, got: "aws:a". Rename it.'],
    ["AwS:a", 'no key that begins with aws:, which AWS keeps for itself, got: "AwS:a". Rename it.'],
  ];
  for (const [key, rule] of wrong) {
    it(`are not ${key.slice(0, 20)}`, () => {
      const reason = `\`tags\` must have ${rule}`;
      assert.deepEqual(judge(["good", key]), { path: "tags", reason });
    });
  }

  it("are of one character at least, and may end in what is reserved", () => {
    for (const key of ["a", "x".repeat(128), "aws", "my-aws:"])
      assert.equal(judge([key]), undefined);
  });

  it("differ by more than case, in whatever letters", () => {
    // Two letters in large, one in small: only the small ones tell these apart.
    assert.equal(judge(["straße", "strasse"]), undefined);
    assert.deepEqual(judge(["Team", "owner", "TEAM"]), {
      path: "tags",
      reason:
        "`tags` must have keys that differ by more than case, as IAM compares them, got: " +
        '"Team" and "TEAM". Remove or rename one of them.',
    });
  });
});

describe("the value of a tag", () => {
  const forms: [path: string, key: string | undefined, must: string, are: string, of: string][] = [
    ['tags["team"]', undefined, '`tags["team"]` must', "be a string", ""],
    ["tags", "team", "`tags` must have values that", "are strings", ' of "team"'],
  ];
  for (const [path, key, must, are, of] of forms) {
    const judge = (value: unknown) => refusalOf(() => tagValue(value, path, key));

    it(`under the path ${path} is a text`, () => {
      for (const good of ["", "a b", "x".repeat(256)]) assert.equal(judge(good), undefined);
      for (const bad of [7, true, undefined, null, ["a"], {}]) {
        const reason = `${must} ${are}, got: ${String(JSON.stringify(bad))}${of}. Put it into quotation marks.`;
        assert.deepEqual(judge(bad), { path, reason });
      }
    });

    it(`under the path ${path} has its length and its characters`, () => {
      const long = "x".repeat(257);
      assert.deepEqual(judge(long), {
        path,
        reason: `${must} have at most 256 characters, got 257${of}: "${long.slice(0, 59)}..." (257 characters). Shorten it.`,
      });
      assert.deepEqual(judge("a*"), {
        path,
        reason: `${must} only have the characters ${characters}, got: "a*"${of}. Take out the others.`,
      });
    });
  }

  it("is judged where there is one", () => {
    for (const none of [undefined, null, pending]) assert.equal(isTagValue(none), false);
    for (const some of ["", 0, false, {}]) assert.equal(isTagValue(some), true);
  });
});

describe("tags", () => {
  const judge = (value: unknown) => refusalOf(() => tagRecord(value, "tags"));

  it("are a record, and nothing else", () => {
    for (const good of [{}, { team: "a" }, { team: 7 }]) assert.equal(judge(good), undefined);
    for (const bad of [undefined, null, "team", 7, [], ["team"], () => ({})]) {
      const found = judge(bad);
      assert.equal(found?.path, "tags");
      assert.ok(found?.reason.startsWith("`tags` must be a record of strings, got: "));
      assert.match(
        found?.reason ?? "",
        /\. Write it out as \{ KEY: "VALUE" \}, or leave it out\.$/,
      );
    }
  });

  it("have good keys", () => {
    assert.equal(judge({ "aws:team": "a" })?.path, "tags");
    assert.equal(judge({ team: "a", Team: "b" })?.path, "tags");
  });
});
