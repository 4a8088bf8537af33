/** Which review of a use of a break-glass role counts, and why another does not. */
import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { judgedReviews } from "../../../../../functions/domain/bypass/reviews";
import { ann, bySession, byUser, use } from "../../bypass/uses";

const reason = "Checkout was down.";
const of = (reviewer: string, of = use, said: string | undefined = reason) =>
  judgedReviews(of, [{ reviewer, reason: said }]);
const whyNot = (...asked: Parameters<typeof of>): string | undefined => {
  const { review, refused } = of(...asked);
  assert.equal(refused.length, review === undefined ? 1 : 0);
  return refused[0]?.why;
};

describe("A review of a use of a break-glass role", () => {
  it("counts of an IAM user, and of the session of a role, who did not break the glass", () => {
    assert.deepEqual(of(byUser("ann")), { review: { actor: ann, reason }, refused: [] });
    assert.deepEqual(of(bySession("AROAEXAMPLE1:bob@example.com")), {
      review: {
        actor: {
          ...{ channel: "iam", id: "session/AROAEXAMPLE1:bob@example.com" },
          displayName: "bob@example.com",
        },
        reason,
      },
      refused: [],
    });
  });

  it("counts not of who may review another gate, or whose key names none", () => {
    for (const key of [
      byUser("ann", "orders/production/other"),
      byUser("ann", "books/production/approve"),
      byUser("ann", "ORDERS/production/approve"),
      byUser("ann", ""),
      "user/ann",
      "ann",
      "",
    ]) {
      assert.equal(whyNot(key), "may review another gate", key);
    }
    const both = { ...use, gates: ["orders/release/sign", ...use.gates] };
    assert.equal(whyNot(byUser("ann", "orders/release/sign"), both), undefined);
    assert.equal(whyNot(byUser("ann"), both), undefined);
  });

  it("counts not of what is no user and no session of a role", () => {
    for (const key of [
      byUser(""),
      byUser("path/ann"),
      byUser("ann#user/bob"),
      byUser("a".repeat(65)),
      byUser("ann\n"),
      // A user's own id, under which they would have another name.
      bySession("AIDAEXAMPLE1"),
      bySession("AIDAEXAMPLE1:bob"),
      // A federated user, whose name any user picks.
      bySession("111122223333:bob"),
      bySession("AROAEXAMPLE1"),
      bySession("AROAEXAMPLE1:"),
      bySession("AROA:bob"),
      bySession("xAROAEXAMPLE1:bob"),
      bySession("AROAEXAMPLE1:bob:carla"),
      byUser("ann").replace("user/", "root/"),
      byUser("ann").replace("#user/", "#x user/"),
    ]) {
      assert.equal(whyNot(key), "is no IAM user and no session of a role", key);
    }
    assert.equal(whyNot(byUser("a".repeat(64))), undefined);
  });

  it("counts not of who broke the glass, however they are spelled", () => {
    for (const key of [
      byUser("mallory"),
      byUser("MALLORY"),
      byUser("mallory@example.com"),
      bySession("AROAEXAMPLE1:mallory"),
      bySession("AROAEXAMPLE1:Mallory@example.com"),
    ]) {
      assert.equal(whyNot(key), "may be who broke the glass", key);
    }
    for (const name of ["mallory2", "mallor", "xmallory", "bob@mallory", "@mallory"]) {
      assert.equal(whyNot(byUser(name)), undefined, name);
    }
  });

  it("counts not of whom the source identity names, or the session, where they differ", () => {
    const { actor } = use;
    const other = { ...use, actor: { ...actor!, sourceIdentity: "carla@example.com" } };
    const who = (name: string) => whyNot(byUser(name), other);
    assert.equal(who("carla"), "may be who broke the glass");
    assert.equal(who("carla@elsewhere.example"), "may be who broke the glass");
    assert.equal(who("mallory"), "may be who broke the glass");
    assert.equal(who("ann"), undefined);
    const nobody = { ...use, actor: { ...actor!, sourceIdentity: "@one" } };
    assert.equal(whyNot(byUser("@two"), nobody), undefined);
    assert.equal(whyNot(byUser("@one"), nobody), "may be who broke the glass");
  });

  it("counts of nobody where nobody knows who broke the glass", () => {
    assert.equal(whyNot(byUser("ann"), { ...use, actor: undefined }), "may be who broke the glass");
  });

  it("counts not without a reason that can be read", () => {
    for (const blank of ["", " ", "\n\t", "\u200B\u2800\u3164", "\u00AD"]) {
      assert.equal(whyNot(byUser("ann"), use, blank), "gives no reason");
    }
    assert.deepEqual(judgedReviews(use, [{ reviewer: byUser("ann") }]).refused, [
      { reviewer: byUser("ann"), why: "gives no reason" },
    ]);
    assert.equal(whyNot(byUser("ann"), use, "."), undefined);
  });

  it("is the first that counts, in the order of the keys, whatever the order they come in", () => {
    const written = [
      { reviewer: byUser("mallory"), reason },
      { reviewer: byUser("carla"), reason },
      { reviewer: byUser("ann"), reason: " " },
      { reviewer: byUser("bob"), reason },
    ];
    const expected = {
      review: { actor: { channel: "iam", id: "user/bob", displayName: "bob" }, reason },
      refused: [{ reviewer: byUser("ann"), why: "gives no reason" }],
    };
    assert.deepEqual(judgedReviews(use, written), expected);
    assert.deepEqual(judgedReviews(use, [...written].reverse()), expected);
    assert.deepEqual(judgedReviews(use, []), { refused: [] });
    const none = judgedReviews(use, [written[0], written[2]]);
    assert.deepEqual(
      none.refused.map(({ reviewer }) => reviewer),
      [byUser("ann"), byUser("mallory")],
    );
  });

  const letters = "abcdefghijklmnopqrstuvwxyz0123456789_+=,.-";
  const name = fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 20 });
  const cased = (of: string) =>
    fc
      .array(fc.boolean(), { minLength: of.length, maxLength: of.length })
      .map((upper) => [...of].map((one, i) => (upper[i] ? one.toUpperCase() : one)).join(""));
  const domain = fc.constantFrom("", "@example.com", "@b");
  const kind = fc.constantFrom(byUser, (who: string) => bySession(`AROAEXAMPLE1:${who}`));
  const brokenBy = (who: string) => ({
    ...use,
    actor: {
      ...{ channel: "codepipeline" as const, displayName: who },
      ...{ id: `arn:aws:sts::111122223333:assumed-role/orders-glass/${who}`, arn: who },
    },
  });

  it("is never by who broke the glass, by any spelling of their name", () => {
    const spelled = name.chain((of) => fc.record({ of: cased(of), spelling: cased(of) }));
    fc.assert(
      fc.property(spelled, domain, domain, kind, ({ of: who, spelling }, one, other, by) => {
        const { review } = judgedReviews(brokenBy(`${who}${one}`), [
          { reviewer: by(`${spelling}${other}`), reason },
        ]);
        return review === undefined;
      }),
    );
  });

  it("counts of everybody else", () => {
    fc.assert(
      fc.property(name, name, kind, (who, reviewer, by) => {
        fc.pre(who !== reviewer);
        const { review } = judgedReviews(brokenBy(who), [{ reviewer: by(reviewer), reason }]);
        return review?.actor.displayName === reviewer;
      }),
    );
  });

  it("is judged whatever was written", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ reviewer: fc.string(), reason: fc.string() })),
        (written) => {
          const { review, refused } = judgedReviews(use, written);
          return review === undefined && refused.length === written.length;
        },
      ),
    );
  });
});
