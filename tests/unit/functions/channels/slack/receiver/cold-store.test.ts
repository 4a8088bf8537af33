/** A flood at the door while the store with the credentials fails, before it was ever read. */
import * as assert from "node:assert/strict";
import { createCredentialsStore } from "../../../../../../functions/channels/slack/credentials";
import { blockActions, formOf, now, secret, urlEvent } from "../../../support/slack-requests";
import { canary, newWorld } from "./support";

const arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:slack-AbCdEf";

describe("a flood at a door whose credentials cannot be read", () => {
  it("asks the store once in five to eight seconds, answers 503, and lets Slack in again after that", async () => {
    let at = now.getTime();
    let reads = 0;
    let works = false;
    const clock = { now: () => new Date(at) };
    const readSecret = async () => {
      reads += 1;
      if (!works) throw new Error("down");
      return JSON.stringify({ botToken: canary, signingSecret: secret });
    };
    const credentials = createCredentialsStore(arn, clock, { readSecret });
    const world = newWorld({ credentials, clock });
    const ask = async (signedWith: string) =>
      ((await world.handler(urlEvent(formOf(blockActions()), { secret: signedWith }))) as any)
        .statusCode as number;
    for (let request = 0; request < 100; request += 1) {
      assert.equal(await ask("forged-secret-0123456789"), 503);
    }
    assert.equal(reads, 1);
    works = true;
    assert.equal(await ask(secret), 503);
    at += 8000;
    assert.equal(await ask(secret), 200);
    assert.equal(await ask("forged-secret-0123456789"), 401);
    assert.equal(world.views.length, 1);
    assert.equal(reads, 2);
  });
});
