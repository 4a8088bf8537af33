/** Words that were given up for the field's own: ARCHITECTURE.md has the glossary. */
import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

const root = path.join(__dirname, "../..");

/** What stood in the code, and what stands there now. */
const givenUp: Record<string, string> = {
  atOnce: "requirePlain",
  eachAtOnce: "requirePlainList",
  namesAtOnce: "requirePlainNames",
  isToCome: "isUnresolved",
  discreet: "redactIfSecret",
  discreetQuote: "quoteUnlessToken",
  toCome: "unresolved",
  receivers: "principals",
  withoutValue: "redactedError",
  judgedTogether: "validateTogether",
  Receivers: "ApproverPrincipals",
  ReceiversSpec: "PrincipalsSpec",
  GateAccess: "HubAttachment",
  HubChoice: "ResolvedHub",
  InsideFunction: "InternalFunction",
  keepFailures: "configureAsyncRetries",
  noMfaInSlack: "rejectMfaWithSlack",
  someApprover: "requireApprover",
  takeTurn: "acquireLease",
  orTell: "notifyOnFailure",
  SignedClick: "SignedInteraction",
  lastWord: "fallbackReplyMs",
  Patience: "RetryPolicy",
  Expectation: "PollPolicy",
  Parcel: "PendingDelivery",
  Surroundings: "ServiceContext",
  Equipped: "RequestContext",
  Workshop: "EngineDeps",
  ApprovalDesk: "ApprovalTokens",
  PageDesk: "PageServer",
  GivenUp: "FailedEvent",
  onRenew: "detachAndReattach",
  hopeless: "unparsable",
  News: "ActivityLog",
  createNews: "createActivityLog",
  tally: "counts",
  sceneOf: "snapshotOf",
  scene: "snapshot",
  KeepWhatWasNotDelivered: "AllowDeadLetterDelivery",
  KeepWhatFailed: "SendToDeadLetterQueue",
  TakeOnGateRoles: "AssumeGateRoles",
  ReadWithoutAName: "AllowReadOnlySession",
};

/** Names in the rehearsal that are words of English too: comments and texts may have them. */
const givenUpInRehearsal: Record<string, string> = {
  parcel: "pending",
  parcels: "pendingDeliveries",
  means: "deps",
  carrier: "transport",
  around: "ctx",
  shop: "deps",
  desk: "tokens, server or installation",
  Desk: "Installation",
  Asked: "the name of what is asked",
  giveUp: "sendToFailureDestination",
  soon: "schedule",
  beat: "heartbeat",
  announce: "markNotified",
  constraintOf: "violationsOf",
  newsDropped: "activityDropped",
};

/** Of the page and the screen alone: `olds` and `news` are Pulumi's terms in a provider. */
const givenUpOnPage: Record<string, string> = { news: "activity", acts: "actions" };

/** Every name in a source file, declared or used. */
function* identifiers(file: string): Iterable<string> {
  const text = readFileSync(path.join(root, file), "utf8");
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  const open: ts.Node[] = [source];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (ts.isIdentifier(node)) yield node.text;
    node.forEachChild((child) => void open.push(child));
  }
}

describe("words that were given up", () => {
  const files = execFileSync("git", ["ls-files", "*.ts", "*.js", "*.md", "*.json"], { cwd: root })
    .toString()
    .trim()
    .split("\n")
    .filter((file) => !["CHANGELOG.md", "tests/unit/words.test.ts"].includes(file));

  it("stand nowhere any more", () => {
    const pattern = new RegExp(`\\b(?:${Object.keys(givenUp).join("|")})\\b`, "g");
    const found = files.flatMap((file) =>
      [...readFileSync(path.join(root, file), "utf8").matchAll(pattern)].map(
        ([word]) => `${file}: say ${givenUp[word]} for ${word}`,
      ),
    );
    assert.deepEqual(found, []);
  });

  it("are no names in the rehearsal any more", () => {
    const sources = files.filter((file) => /^rehearsal\/.*\.(ts|js)$/.test(file));
    assert.ok(sources.length > 300, `${sources.length} files`);
    const found = sources.flatMap((file) => {
      const isPage = /^rehearsal\/(page|screen)\//.test(file);
      const words = { ...givenUpInRehearsal, ...(isPage && givenUpOnPage) };
      return [...new Set(identifiers(file))]
        .filter((name) => Object.hasOwn(words, name))
        .map((name) => `${file}: say ${words[name]} for ${name}`);
    });
    assert.deepEqual(found, []);
  });
});
