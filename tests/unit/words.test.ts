/** Words that were given up for the field's own: ARCHITECTURE.md has the glossary. */
import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";

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
});
