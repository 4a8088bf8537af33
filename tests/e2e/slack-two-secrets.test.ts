/** The signing secret in a secret of its own: everything works, and who only posts never sees it. */
import * as assert from "node:assert/strict";
import { keepCredentials } from "../../rehearsal/slack/open-workspace";
import {
  assertClosed,
  credentialsSecretArn,
  gate,
  openSlack,
  type SlackAws,
} from "../support/e2e-slack";

const signingSecretArn =
  "arn:aws:secretsmanager:eu-west-1:111122223333:secret:slack-signing-GhIjKl";

describe("the signing secret in a secret of its own", function () {
  this.timeout(240_000);
  let local: SlackAws;

  before(async () => {
    const around = { workspace: { signingSecretArn }, config: { signingSecretArn } };
    local = await openSlack(
      ["slack", "console", "rotated"].map((name) => gate(name)),
      around,
    );
  });

  after(() => local.close());

  /** Which functions have read this secret. */
  const readers = (arn: string): string[] => {
    const kinds = ["notifier", "slack-callback", "decider", "watcher"] as const;
    const reads = local.calls.filter(
      ({ action, resource }) => action === "secretsmanager:GetSecretValue" && resource === arn,
    );
    return kinds.filter((kind) =>
      reads.some(({ principal }) => principal?.arn.includes(`/${local.functionName(kind)}`)),
    );
  };

  it("holds what signs, and the other secret what posts", async () => {
    const { stores } = local.rehearsal.account;
    const keys = (arn: string) => Object.keys(JSON.parse(stores.secrets.find(arn)!.value!));
    assert.deepEqual(keys(credentialsSecretArn), ["botToken"]);
    assert.deepEqual(keys(signingSecretArn), ["signingSecret"]);
  });

  it("is read by slackCallback and decider alone, and requests are shown, decided and closed", async () => {
    await local.decideAs("ann", local.message("slack"), "approve");
    assertClosed(local.message("slack"), "Approved");
    await local.decide("ann", await local.request("console"), "Rejected", "Not from here.");
    assertClosed(local.message("console"), "Rejected");
    assert.deepEqual(readers(signingSecretArn), ["slack-callback", "decider"]);
    assert.deepEqual(readers(credentialsSecretArn), [
      ...["notifier", "slack-callback", "decider", "watcher"],
    ]);
  });

  it("is rotated by itself", async () => {
    local.slack.rotate({ keepPrevious: true });
    keepCredentials(local.rehearsal.account, local.slack);
    local.rehearsal.clock.advance(31_000);
    await local.decideAs("ann", local.message("rotated"), "approve");
    assertClosed(local.message("rotated"), "Approved");
  });
});
