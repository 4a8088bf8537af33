/** No ticket passes for that of another request. */
import * as assert from "node:assert/strict";
import type { Change } from "../../../../../functions/connectors/jira/answers";
import { requestOf } from "../../../../../functions/connectors/jira/judge";
import { changeOf, id, issueOf, own } from "./samples";

describe("The request that a ticket names", () => {
  const labels = (fromString: string): Change =>
    changeOf("eve", [{ field: "labels", fieldId: "labels", fromString }]);
  const summary = (fromString: string): Change =>
    changeOf("eve", [{ field: "summary", fieldId: "summary", fromString }]);
  const mark = `approval-${id}`;

  it("is the one whose mark it has borne since its creation, as label or in its summary", () => {
    assert.equal(requestOf(issueOf(), [], own), id);
    const marked = issueOf({ labels: [], summary: `Approve (${mark})` });
    assert.equal(requestOf(marked, [], own), id);
    // Somebody has taken it away, or written something else.
    assert.equal(requestOf(issueOf({ labels: [] }), [labels(`other ${mark}`)], own), id);
    const renamed = issueOf({ labels: [], summary: "Lunch" });
    assert.equal(requestOf(renamed, [summary(`Approve (${mark})`)], own), id);
  });

  it("is none where somebody else has opened it", () => {
    for (const creator of [{ accountId: "eve" }, { accountId: null }, null, undefined]) {
      assert.equal(requestOf(issueOf({ creator }), [], own), undefined);
    }
  });

  it("is none where the property was taken away or forged", () => {
    const other = "f".repeat(32);
    for (const properties of [
      {},
      { "codepipeline-approvals": { requestId: other } },
      { "codepipeline-approvals": { requestId: 7 } },
      { "codepipeline-approvals": id },
      { "codepipeline-approvals": { requestId: "" } },
    ]) {
      assert.equal(requestOf(issueOf({}, properties), [], own), undefined);
    }
  });

  it("is none where the ticket of another request was given the mark afterwards", () => {
    const earlier = `approval-${"f".repeat(32)}`;
    assert.equal(requestOf(issueOf(), [labels(earlier)], own), undefined);
    assert.equal(requestOf(issueOf(), [labels(""), labels(mark)], own), undefined);
    const inSummary = issueOf({ labels: [], summary: `Approve (${mark})` });
    assert.equal(requestOf(inSummary, [summary(`Approve (${earlier})`)], own), undefined);
  });

  it("is none where a name in the summary passes for a mark: of an action, or before the last parenthesis", () => {
    const last = `(approval-${"1".repeat(32)})`;
    for (const summary of [
      mark,
      `Approve ${mark} in S of P ${last}`,
      `Approve (${mark}) in S of P ${last}`,
      `Approve in S of P (${mark}) `,
      `Approve (x${mark})`,
    ]) {
      assert.equal(requestOf(issueOf({ labels: [], summary }), [], own), undefined);
    }
  });

  it("is none where the mark is but a part of a word", () => {
    for (const words of [`x${mark}`, `${mark}0`, `${mark}-1`]) {
      assert.equal(requestOf(issueOf({ labels: [words], summary: words }), [], own), undefined);
    }
  });
});
