/** Parts of the message: versions, and a request that nobody could confirm. */
import * as assert from "node:assert/strict";
import type { ApprovalRequest } from "../../../../../../functions/domain/types";
import { requestMessage } from "../../../../../../functions/channels/slack/views/message";
import { expires, settings } from "../../../domain/samples";
import { buttonsIn, headerOf, textIn, textsOf } from "./blocks";
import { full, linesIn, pipelinePage, sha } from "./full-request";

describe("requestMessage of a request that CodePipeline has not confirmed", () => {
  const unconfirmed = requestMessage({ ...full, unconfirmed: true }, settings);

  it("has nothing to decide with, says why, and leads to the console", () => {
    assert.deepEqual(
      buttonsIn(unconfirmed).map(({ action_id: id, url }) => [id, url]),
      [["open", pipelinePage]],
    );
    assert.match(headerOf(unconfirmed), /^Not confirmed: /);
    assert.match(textIn(unconfirmed), /could not be asked yet whether it waits/);
    assert.match(textIn(unconfirmed), /nothing to press\. It is asked again\. .* console is true/);
    assert.doesNotMatch(textIn(unconfirmed), /Who may decide|Approval needed/);
    const nowhere = { ...settings, topicArn: settings.topicArn.replace("arn:aws:", "arn:aws-x:") };
    const bare = requestMessage({ ...full, unconfirmed: true }, nowhere);
    assert.deepEqual(buttonsIn(bare), []);
    assert.ok(bare.blocks.every(({ type }) => type && type !== "actions"));
  });

  it("is like any other once it is confirmed, or has ended", () => {
    const confirmed = requestMessage({ ...full, unconfirmed: false }, settings);
    assert.deepEqual(confirmed, requestMessage(full, settings));
    const ended = { status: "EXPIRED" as const, outcome: { at: expires } };
    assert.deepEqual(
      requestMessage({ ...full, ...ended, unconfirmed: true }, settings),
      requestMessage({ ...full, ...ended }, settings),
    );
  });
});

describe("the link of a request that is no address", () => {
  it("is quoted, a thousand characters at most", () => {
    const externalEntityLink = `no address ${"x".repeat(1500)}`;
    const { blocks } = requestMessage({ ...full, externalEntityLink }, settings);
    const shown = textsOf({ text: "", blocks }, "section").find(({ text }) =>
      text.includes("no address"),
    );
    assert.ok(shown !== undefined && shown.text.length > 900 && shown.text.length <= 1000);
  });
});

describe("versions in the message", () => {
  it("without an address have no block of links", () => {
    const revisions = [{ name: "Source", id: sha }];
    const { blocks } = requestMessage({ ...full, revisions }, settings);
    assert.ok(blocks.every(({ type }) => type !== undefined));
  });

  const versionOf = (revision: Partial<ApprovalRequest["revisions"][number]>): string =>
    linesIn({ revisions: [{ name: "Source", id: sha, ...revision }] })[9];

  it("are a commit's first 8 characters, without a link where there is none of the web", () => {
    assert.equal(versionOf({}), "• Source: 01234567");
    assert.equal(versionOf({ url: "javascript:alert(1)" }), "• Source: 01234567");
    assert.equal(versionOf({ url: "" }), "• Source: 01234567");
  });

  it("are whole where they are no commit", () => {
    assert.equal(versionOf({ id: "v4.7.11" }), "• Source: v4.7.11");
    const almost = sha.slice(1);
    assert.equal(versionOf({ id: almost }), `• Source: ${almost}`);
  });

  it("are followed by links that say where they lead, of at most 500 characters", () => {
    const linkOf = (url: string) =>
      linesIn({ revisions: [{ name: "Source", id: sha, url }], customData: "" })[10];
    const rest = "<https://git.example/|git.example/…>".length;
    const url = `https://git.example/${"c".repeat(500 - rest - 137)}`;
    assert.match(linkOf(url), /^<https:\/\/git\.example\/c+\|git\.example\/c+…>$/);
    assert.equal(linkOf(`${url}${"c".repeat(9)}`), "*Link*");
    assert.equal(linkOf("javascript:alert(1)"), "*Link*");
  });

  it("have words where CodePipeline names nothing", () => {
    assert.equal(versionOf({ name: "", id: " " }), "• source: unknown");
  });

  it("could not be read: the message says so, and nothing where there is none", () => {
    const lines = linesIn({ revisions: [], versionUnread: true });
    assert.deepEqual(lines.slice(8, 10), ["*Version*", "could not be read: see the console"]);
    assert.ok(!linesIn({ revisions: [] }).includes("*Version*"));
  });

  it("have the commit's message out of the JSON of a connection's source", () => {
    const summary = JSON.stringify({ ProviderType: "GitHub", CommitMessage: "Fix <it>\n\nBody" });
    assert.equal(versionOf({ summary }), "• Source: 01234567 – Fix <it>");
  });

  it("have other summaries as they are", () => {
    assert.equal(versionOf({ summary: "{not JSON" }), "• Source: 01234567 – {not JSON");
    assert.equal(versionOf({ summary: '{"a":1}' }), '• Source: 01234567 – {"a":1}');
    assert.equal(
      versionOf({ summary: '{"CommitMessage":7}' }),
      '• Source: 01234567 – {"CommitMessage":7}',
    );
    assert.equal(versionOf({ summary: " \n " }), "• Source: 01234567");
  });
});
