/** An id is the whole of its field: what stands before or after a good one makes it no id. */
import * as assert from "node:assert/strict";
import { MalformedError } from "../../../../../../functions/domain/errors";
import { readButtonValue } from "../../../../../../functions/channels/slack/views/button";
import { readTarget } from "../../../../../../functions/channels/slack/views/dialog";
import { consoleUrl } from "../../../../../../functions/domain/console";
import { readInteraction } from "../../../../../../functions/channels/slack/interaction";
import { revisionLines } from "../../../../../../functions/channels/slack/views/revision-lines";
import { isSignature } from "../../../../../../functions/channels/slack/signature";
import { freshTimestamp, isTimestamp } from "../../../../../../functions/domain/signed-time";
import { now, token } from "../../../domain/samples";
import { blockActions, formOf } from "../../../support/slack-requests";

const foreign = ["\n", " ", "<", '"', "*", "x\n", "x ", "-"];
const around = (good: string): string[] =>
  foreign.flatMap((text) => [`${text}${good}`, `${good}${[...text].reverse().join("")}`]);

function each(good: string, read: (text: string) => unknown): void {
  assert.doesNotThrow(() => read(good));
  for (const wrong of around(good)) {
    assert.throws(() => read(wrong), MalformedError, JSON.stringify(wrong));
  }
}

describe("an id that comes from Slack", () => {
  const action = "orders/production/approve";
  const button = { a: action, t: token };
  const dialog = { r: "Approved", ...button, c: "C0RELEASES", m: "1763845200.000100" };

  it("token of a button is the UUID alone", () => {
    each(token, (t) => readButtonValue(JSON.stringify({ ...button, t })));
  });

  it("token, channel and timestamp of a dialog are the ids alone", () => {
    each(dialog.t, (t) => readTarget(JSON.stringify({ ...dialog, t })));
    each(dialog.c, (c) => readTarget(JSON.stringify({ ...dialog, c })));
    each(dialog.m, (m) => readTarget(JSON.stringify({ ...dialog, m })));
  });

  it("a user's is the id alone", () => {
    each("U0ANN00001", (id) => {
      const payload = blockActions();
      return readInteraction(formOf({ ...payload, user: { ...payload.user, id } }));
    });
  });

  it("what is no JSON is said to be none", () => {
    assert.throws(() => readButtonValue("{"), /not JSON/);
    assert.throws(() => readTarget("{"), /not JSON/);
    assert.throws(() => readInteraction("payload=%7B"), /not JSON/);
  });

  it("a payload that is no object is named as a whole", () => {
    assert.throws(() => readInteraction(formOf(null)), /payload is not as it should be/);
  });
});

describe("what Slack signs with", () => {
  it("a signature is v0= and the digits alone", () => {
    const good = `v0=${"0".repeat(64)}`;
    assert.equal(isSignature(good), true);
    for (const wrong of around(good)) assert.equal(isSignature(wrong), false, wrong);
  });

  it("a timestamp is its digits alone, however near it is", () => {
    const good = String(now.getTime() / 1000);
    assert.equal(freshTimestamp(good, now), true);
    for (const wrong of [...around(good), `0${good}`, `+${good}`, `${good}.0`]) {
      assert.equal(isTimestamp(wrong), false, wrong);
      assert.equal(freshTimestamp(wrong, now), false, wrong);
    }
  });
});

describe("what is known by its form", () => {
  const lineOf = (id: string) => revisionLines([{ name: "Source", id }], 2900);

  it("a commit is shown by its first eight digits, and only where it is nothing but a commit", () => {
    const commit = "0123456789abcdef0123456789abcdef01234567";
    assert.equal(lineOf(commit), "• Source: 01234567");
    for (const other of [`v-${commit}`, `${commit}-rc`, commit.slice(1)]) {
      assert.equal(lineOf(other), `• Source: ${other}`);
    }
  });

  it("a pipeline's name is nothing but the name, or there is no address of its page", () => {
    const topicArn = "arn:aws:sns:eu-west-1:111122223333:orders";
    assert.match(consoleUrl(topicArn, "orders") ?? "", /\/pipelines\/orders\/view/);
    for (const wrong of around("orders").filter((one) => /[^A-Za-z0-9.@_-]/.test(one))) {
      assert.equal(consoleUrl(topicArn, wrong), undefined, JSON.stringify(wrong));
    }
  });
});
