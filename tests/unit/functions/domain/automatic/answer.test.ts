import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { ask, readAnswer } from "../../../../../functions/domain/automatic/answer";
import { wildText } from "../samples";

const read = (answer: unknown) => readAnswer(Buffer.from(JSON.stringify(answer)));
const readText = (text: string) => readAnswer(Buffer.from(text));

describe("An answer of a gate's function", () => {
  it("approves or rejects, with its reason on one line", () => {
    assert.deepEqual(read({ decision: "approve", reason: "Only\ndocs. " }), {
      ...{ decision: "approve", reason: "Only docs." },
    });
    assert.deepEqual(read({ decision: "reject", reason: "Nobody releases on Fridays." }), {
      ...{ decision: "reject", reason: "Nobody releases on Fridays." },
    });
  });

  it("leaves it to people, with a reason or without one", () => {
    assert.deepEqual(read({ decision: "ask", reason: "Code." }), ask("Code."));
    for (const answer of [{ decision: "ask" }, { decision: "ask", reason: " \u200B\n" }]) {
      assert.deepEqual(read(answer), ask("it gave no reason"));
    }
  });

  it("is none without a reason that says something: it is left to people", () => {
    for (const reason of [undefined, "", "  \n", "\u200B\u2800", "\u0000\u202E"]) {
      assert.deepEqual(read({ decision: "approve", reason }), ask("it approved without a reason"));
    }
    for (const reason of [undefined, "", "frozen", "too short", "  .  .  .  "]) {
      assert.deepEqual(
        read({ decision: "reject", reason }),
        ask("it rejected with a reason that is too short"),
      );
    }
    assert.equal(read({ decision: "reject", reason: "0123456789" }).decision, "reject");
  });

  it("is cut where its reason is longer than the history has room for", () => {
    const { decision, reason } = read({ decision: "approve", reason: "a".repeat(401) });
    assert.equal(decision, "approve");
    assert.equal(reason, `${"a".repeat(399)}…`);
    assert.equal(read({ decision: "ask", reason: "a".repeat(1000) }).reason.length, 400);
  });

  const reason = "Only docs.";
  const others: Record<string, unknown> = {
    "another word": { decision: "yes", reason },
    "another case": { decision: "Approve", reason },
    "with white space": { decision: "approve ", reason },
    "another type": { decision: true, reason },
    "a list": { decision: ["approve"], reason },
    "a reason that is none": { decision: "approve", reason: 1 },
    "a reason of null": { decision: "ask", reason: null },
    "more members": { decision: "approve", reason, errorMessage: "It crashed" },
    "a response of HTTP": {
      statusCode: 200,
      body: JSON.stringify({ decision: "approve", reason }),
    },
    "an error of Lambda": { errorType: "Error", errorMessage: "approve", trace: [] },
    "the JSON of its JSON": JSON.stringify({ decision: "approve", reason }),
    "in a list": [{ decision: "approve", reason }],
    ...{ null: null, true: true, "a number": 1, "the word alone": "approve", "no members": {} },
    "no decision": { reason },
  };
  for (const [what, answer] of Object.entries(others)) {
    it(`is none: ${what}`, () => assert.deepEqual(read(answer), ask("its answer is no decision")));
  }

  const texts: Record<string, string> = {
    nothing: "",
    "a word": "approve",
    "half of it": '{"decision":"approve","reason":"Only docs."',
    "two of them": '{"decision":"approve","reason":"a"}{"decision":"approve","reason":"a"}',
    "JSON with a comment": '{"decision":"approve","reason":"a"}// fine',
    "single quotes": "{'decision':'approve','reason':'a'}",
    "a prototype": '{"__proto__":{"decision":"approve","reason":"Only docs."}}',
  };
  for (const [what, text] of Object.entries(texts)) {
    it(`is none: ${what}`, () => {
      assert.deepEqual(readText(text), ask("its answer is no decision"));
    });
  }

  it("is none that is no UTF-8", () => {
    const [before, after] = ['{"decision":"approve","reason":"a', '"}'].map((part) =>
      Buffer.from(part),
    );
    const broken = Buffer.concat([before, Buffer.from([0xc3, 0x28]), after]);
    assert.deepEqual(readAnswer(broken), ask("its answer is no decision"));
  });

  it("is none that is longer than 6 KB", () => {
    const of = (bytes: number) => {
      const empty = JSON.stringify({ decision: "approve", reason: "" }).length;
      return readText(JSON.stringify({ decision: "approve", reason: "a".repeat(bytes - empty) }));
    };
    assert.equal(of(6 * 1024).decision, "approve");
    assert.deepEqual(of(6 * 1024 + 1), ask("its answer is too long"));
  });

  it("never approves whatever else is answered, and never throws", () => {
    const value = fc.jsonValue();
    const near = fc.record(
      {
        decision: fc.oneof(fc.constantFrom("approve", "reject", "ask"), fc.jsonValue()),
        reason: fc.oneof(wildText(50), fc.jsonValue()),
        more: fc.option(fc.jsonValue(), { nil: undefined }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(value, near), (wild) => {
        const answer = JSON.parse(JSON.stringify(wild));
        const { decision, reason } = read(answer);
        assert.ok(reason !== "" && reason.length <= 400);
        if (decision === "ask") return;
        assert.deepEqual(Object.keys(answer).sort(), ["decision", "reason"]);
        assert.equal(answer.decision, decision);
        assert.equal(typeof answer.reason, "string");
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        assert.equal(readAnswer(bytes).decision, "ask");
      }),
    );
  });
});
