/** What Teams shows of a request: cards with links alone, in which others can word nothing but text. */
import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { teams } from "../../../../../functions/connectors/teams/index";
import type { ApprovalRequest } from "../../../../../functions/domain/types";
import { ann, later, requestOf, token } from "../../domain/samples";
import { eventOf } from "../support";
import { schemaProblems } from "../vendor/vendor";
import { type Card, channel, webhookUrl } from "./support";

const textOf = ({ body }: Card): string =>
  body.map(({ inlines }) => inlines.map(({ text }) => text).join("")).join("\n");

const needValid = (card: Card): void =>
  assert.deepEqual(schemaProblems("adaptive-card", "#/definitions/AdaptiveCard", card), []);

const decided = (result: "Approved" | "Rejected"): ApprovalRequest =>
  requestOf({
    status: "DECIDED",
    outcome: { at: later(60).toISOString(), result, person: ann, reason: "Load test *passed*" },
  });

describe("Teams: cards", () => {
  it("posts one when the request comes, and opens no ticket that could decide", async () => {
    const { http, system, cards } = channel();
    assert.equal(await system.open(requestOf({ customData: "Release 7" })), undefined);
    assert.equal(system.read, undefined);
    assert.equal(teams.createReader, undefined);
    const [{ method, url }] = http.sent;
    assert.deepEqual([method, url], ["POST", webhookUrl]);
    const [message] = http.bodies as { type: string; attachments: { contentType: string }[] }[];
    assert.equal(message.type, "message");
    assert.equal(message.attachments[0].contentType, "application/vnd.microsoft.card.adaptive");
    needValid(cards()[0]);
    const text = textOf(cards()[0]);
    assert.match(text, /^Approval needed: production \/ approve/);
    assert.match(text, /What the pipeline says: Release 7/);
    assert.match(text, /Nobody decides in Teams/);
    assert.deepEqual(
      cards()[0].actions.map(({ type, title }) => [type, title]),
      [["Action.OpenUrl", "Open in the AWS console"]],
    );
  });

  it("posts another when it is escalated, and one when it ends, and says who and why", async () => {
    for (const result of ["Approved", "Rejected"] as const) {
      const { system, cards } = channel();
      await system.tell(eventOf("Escalated"), requestOf(), undefined);
      await system.tell(eventOf("Decided"), decided(result), undefined);
      cards().forEach(needValid);
      assert.match(textOf(cards()[0]), /^Not answered in time/);
      const end = textOf(cards()[1]);
      assert.match(end, new RegExp(`^${result}: production / approve`));
      assert.match(end, new RegExp(`${result} by Ann \\(U0ANN\\) in Slack`));
      assert.match(end, /Reason: Load test \*passed\*/);
    }
  });

  it("says of what has expired or was cancelled that nobody has decided", async () => {
    const { system, cards } = channel();
    const outcome = { at: later(60).toISOString() };
    await system.tell(eventOf("Expired"), requestOf({ status: "EXPIRED", outcome }), undefined);
    await system.tell(eventOf("Cancelled"), requestOf({ status: "CANCELLED", outcome }), undefined);
    cards().forEach(needValid);
    assert.match(textOf(cards()[0]), /^Expired: .*\nExpired: nobody decided in time/);
    assert.match(textOf(cards()[1]), /^Cancelled: .*\nCancelled: /);
  });

  it("says nothing of other events, and of what has ended only its end", async () => {
    const { http, system } = channel();
    for (const type of ["Reminded", "SlaBreached", "Voted", "Deciding"] as const) {
      await system.tell(eventOf(type), requestOf(), undefined);
    }
    await system.open(decided("Approved"));
    await system.tell(eventOf("Escalated"), decided("Approved"), undefined);
    assert.deepEqual(http.sent, []);
  });

  it("links to tickets by https, six links at most, and to nothing that others have worded", async () => {
    const { system, cards } = channel();
    const ticket = (connector: string, url: string) => ({
      ...{ connector, kind: "jira", id: "1", label: "OPS-1", url },
    });
    const bad = ["http://x.example/1", "javascript:alert(1)", "https://a@x.example/", "x"];
    const good = [1, 2, 3, 4, 5, 6].map((n) => ticket(`g${n}`, `https://x.example/${n}`));
    await system.open(
      requestOf({
        externalEntityLink: "https://evil.example/",
        approvalReviewLink: "https://evil.example/",
        tickets: [...bad.map((url, i) => ticket(`b${i}`, url)), ...good],
      }),
    );
    needValid(cards()[0]);
    assert.deepEqual(
      cards()[0]
        .actions.slice(1)
        .map(({ title, url }) => `${title} ${url}`),
      [1, 2, 3, 4, 5].map((n) => `Open OPS-1 in Jira https://x.example/${n}`),
    );
  });
});

/** Words by which one would be somebody else in Teams. */
const hostile = [
  "[Approve here](https://evil.example)",
  "<at>Everyone</at>",
  "**Approved** by _the boss_",
  "{{DATE(2026-11-22T21:00:00Z,SHORT)}}",
  "{{{DATE(2026-11-22T21:00:00Z,SHORT)}}}",
  "\n\n# Approved: production",
  "<a href='https://evil.example'>x</a>",
  "\u202Egpj.exe",
];

const worded = fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: "binary" }));

describe("Teams: what others have worded", () => {
  it("is text, in a card of at most 28 KB that has no mention, input or other action", async () => {
    const long = fc.tuple(worded, fc.integer({ min: 1, max: 3000 })).map(([w, n]) => w.repeat(n));
    const words = fc.oneof(worded, long);
    await fc.assert(
      fc.asyncProperty(words, words, words, words, async (a, b, c, d) => {
        const { http, system, cards } = channel();
        const change: Partial<ApprovalRequest> = {
          customData: a,
          revisions: Array.from({ length: 12 }, () => ({ name: b, id: c, summary: d })),
          tickets: Array.from({ length: 12 }, (_, n) => ({
            ...{ connector: `t${n}`, kind: "jira", id: "1", label: b },
            url: `https://x.example/${"x".repeat(1480)}`,
          })),
        };
        await system.open(requestOf(change));
        await system.tell(eventOf("Escalated"), requestOf(change), undefined);
        const outcome = {
          ...decided("Rejected").outcome!,
          ...{ reason: c, person: { ...ann, displayName: d } },
        };
        await system.tell(
          eventOf("Decided"),
          requestOf({ ...change, status: "DECIDED", outcome }),
          undefined,
        );
        for (const card of cards()) {
          needValid(card);
          assert.ok(card.body.every(({ type }) => type === "RichTextBlock"));
          const runs = card.body.flatMap(({ inlines }) => inlines);
          assert.ok(runs.every(({ type, text }) => type === "TextRun" && !text.includes("\n")));
          assert.ok(card.actions.every(({ type }) => type === "Action.OpenUrl"));
          assert.ok(!("msteams" in card));
          assert.doesNotMatch(JSON.stringify(card), /\{\{|\u202E/);
        }
        for (const { body } of http.sent) assert.ok(Buffer.byteLength(body!) <= 28_000);
      }),
      { numRuns: 50 },
    );
  });

  it("does not tell the token", async () => {
    const { http, system } = channel();
    await system.open(requestOf({ customData: `token ${token.toUpperCase()}` }));
    assert.doesNotMatch(http.sent[0].body!, new RegExp(token, "i"));
  });
});
