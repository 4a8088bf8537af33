/** Lists, records, arguments and words as programs without types give them, judged as values alone. */
import * as assert from "node:assert/strict";
import { nearest, oneOf } from "../../../../components/inputs/model/choices";
import {
  needElement,
  needKnownKeys,
  needList,
  needRecord,
  needValue,
} from "../../../../components/inputs/model/records";
import { needArguments } from "../../../../components/inputs/shapes";
import { refusalOf } from "../../../support/refusals";

const texts = { listOf: "string" } as const;
const shape = { users: texts, groupName: "string", roleNames: texts } as const;
const keys = Object.keys(shape);

describe("a list", () => {
  const judge = (value: unknown, required?: boolean) =>
    refusalOf(() => needList(value, "arg", required));

  it("is one, however long", () => {
    for (const list of [[], [1], [undefined]]) assert.equal(judge(list), undefined);
  });

  const others: [value: unknown, quoted: string, remedy: string][] = [
    [undefined, "undefined", "Leave it out or give it a list."],
    [null, "null", "Leave it out or give it a list."],
    ["lead", '"lead"', "Put it into brackets, as in [value]."],
    [7, "7", "Give it a list."],
    [{ 0: "lead" }, '{"0":"lead"}', "Give it a list."],
    [{ length: 1 }, '{"length":1}', "Give it a list."],
  ];
  for (const [value, quoted, remedy] of others) {
    it(`is not ${quoted}`, () => {
      const reason = `\`arg\` must be a list, got: ${quoted}. `;
      assert.deepEqual(judge(value), { path: "arg", reason: reason + remedy });
      const needed = value === undefined || value === null ? "Give it a list." : remedy;
      assert.deepEqual(judge(value, true), { path: "arg", reason: reason + needed });
    });
  }

  it("of records says how one is written, whatever stands there instead", () => {
    for (const value of ["lead", 7, { users: [] }]) {
      const found = refusalOf(() => needList(value, "arg", false, keys));
      assert.equal(
        found?.reason,
        `\`arg\` must be a list, got: ${JSON.stringify(value)}. Put records into brackets, as in ` +
          "[{ users: ... }].",
      );
    }
    const nothing = refusalOf(() => needList(null, "arg", false, keys));
    assert.match(nothing?.reason ?? "", /\. Leave it out or give it a list\.$/);
  });

  it("or anything else is no output of nothing", () => {
    for (const value of ["", 0, false, []]) {
      assert.equal(
        refusalOf(() => needValue(value, "arg")),
        undefined,
      );
    }
    for (const value of [undefined, null]) {
      assert.deepEqual(
        refusalOf(() => needValue(value, "arg")),
        {
          path: "arg",
          reason: `\`arg\` must have a value, got an output of ${value}. Leave it out or give it one.`,
        },
      );
    }
  });

  it("has no holes, but any value", () => {
    for (const value of ["", 0, false, {}]) {
      assert.equal(
        refusalOf(() => needElement(value, "arg[1]")),
        undefined,
      );
    }
    for (const value of [undefined, null]) {
      assert.deepEqual(
        refusalOf(() => needElement(value, "arg[1]")),
        {
          path: "arg[1]",
          reason: `\`arg[1]\` must have a value, got: ${value}. Take it off the list or give it one.`,
        },
      );
    }
  });
});

describe("a record", () => {
  const judge = (value: unknown) => refusalOf(() => needRecord(value, "arg", keys));

  it("has keys that somebody reads; what has no value counts as left out", () => {
    for (const good of [
      {},
      { users: [] },
      { users: 1, roleNames: 2 },
      { other: undefined, more: null },
    ]) {
      assert.equal(judge(good), undefined);
    }
  });

  for (const other of [undefined, null, "lead", 7, true, [], ["lead"], () => ({})]) {
    it(`is not ${String(JSON.stringify(other))}`, () => {
      const found = judge(other);
      assert.equal(found?.path, "arg");
      assert.ok(
        found?.reason.startsWith("`arg` must be a record of users, groupName, roleNames, got: "),
      );
      assert.match(found?.reason ?? "", /\. Write it out as \{ users: \.\.\. \}\.$/);
    });
  }

  const unknown: [key: string, meant?: string][] = [
    ["Users", "users"],
    ["user", "users"],
    ["groupname", "groupName"],
    ["roleName", "roleNames"],
    ["permissionSets"],
  ];
  for (const [key, meant] of unknown) {
    it(`has no ${key}: a mistake would pass silently`, () => {
      const did = meant === undefined ? "" : ` Did you mean \`arg.${meant}\`?`;
      assert.deepEqual(judge({ users: [], [key]: "lead" }), {
        path: `arg.${key}`,
        reason:
          `\`arg.${key}\` is no argument, got one.${did} There are users, groupName, roleNames: ` +
          "correct it or leave it out.",
      });
      for (const value of [false, 0, ""]) assert.equal(judge({ [key]: value })?.path, `arg.${key}`);
      const alone = refusalOf(() => needKnownKeys({ [key]: 1 }, "", keys));
      assert.equal(alone?.path, key);
    });
  }
});

describe("the arguments of a component", () => {
  const judge = (name: unknown, args: unknown) =>
    refusalOf(() => needArguments({ name, args, needs: "users" }, shape));

  it("are a name and a record", () => {
    for (const name of ["a", " a "]) assert.equal(judge(name, { users: [] }), undefined);
    assert.equal(judge("a", {}), undefined);
  });

  for (const name of ["", " ", "\n", undefined, null, 7, {}, ["a"]]) {
    it(`have a name, which is not ${JSON.stringify(name)}`, () => {
      assert.deepEqual(judge(name, {}), {
        path: "name",
        reason:
          "`name` of the component must have at least one character, got: " +
          `${JSON.stringify(name)}. Give it as the first argument.`,
      });
    });
  }

  for (const args of [undefined, null, "lead", 7, [], [{ users: [] }]]) {
    it(`are not ${JSON.stringify(args)}: which is needed is said`, () => {
      assert.deepEqual(judge("a", args), {
        path: "users",
        reason:
          `\`users\` must be given in a record of arguments, got: ${JSON.stringify(args)}. Write ` +
          'new ...("name", { users: ... }).',
      });
    });
  }

  it("have no key that nobody reads, said without anything before it", () => {
    assert.deepEqual(judge("a", { userss: [] }), {
      path: "userss",
      reason:
        "`userss` is no argument, got one. Did you mean `users`? There are users, groupName, " +
        "roleNames: correct it or leave it out.",
    });
  });
});

describe("one word of a few", () => {
  const judge = (value: unknown, words: string[], otherwise?: string) =>
    refusalOf(() => oneOf(words, value, "arg", otherwise))?.reason;
  const two = ["Parallel", "Sequential"];
  const three = ["email", "sms", "https"];

  it("is one of them in its own letters, as a text", () => {
    for (const word of two) assert.equal(judge(word, two), undefined);
    for (const other of [["Parallel"], undefined, null, 7, "parallel", "", "Parallel "]) {
      assert.ok(judge(other, two)?.startsWith("`arg` must be Parallel or Sequential, got: "));
    }
  });

  it("is guessed where it is near, else all are there to choose from", () => {
    assert.equal(
      judge("PARALLEL", two),
      '`arg` must be Parallel or Sequential, got: "PARALLEL". Did you mean "Parallel"?',
    );
    assert.equal(
      judge("teams", three),
      '`arg` must be one of email, sms, https, got: "teams". Choose one of them.',
    );
    assert.equal(
      judge(7, three, "leave it out"),
      "`arg` must be one of email, sms, https, got: 7. Choose one of them or leave it out.",
    );
  });

  const near: [key: string, words: string[], meant: string | undefined][] = [
    ["emails", ["sms", "emails"], "emails"],
    ["emial", three, "email"],
    ["ab", ["abcd"], "abcd"],
    ["ab", ["abcde"], undefined],
    ["abcdefghi", ["abcdef"], "abcdef"],
    ["abcdefghi", ["abcde"], undefined],
    ["abcdef", ["abc"], undefined],
    ["xxhttps", three, "https"],
    ["xxxhttps", three, undefined],
    ["httpsxx", three, "https"],
    ["tps", three, "sms"],
    ["", ["ab", "abc"], "ab"],
    // As near as another: the first of them.
    ["sma", ["sms", "smb"], "sms"],
  ];
  for (const [key, words, meant] of near) {
    it(`meant by ${JSON.stringify(key)} of ${words.join(", ")} is ${meant}`, () => {
      assert.equal(nearest(key, words), meant);
    });
  }
});
