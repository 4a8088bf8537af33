import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { longestSummary, displayName, summaryOf } from "../../../../functions/domain/summary";
import { ann, bob, wildText } from "./samples";

describe("summaryOf", () => {
  it("names the decision, the person and the reason", () => {
    assert.equal(
      summaryOf("Rejected", ann, "Load test failed"),
      "Rejected by Ann (U0ANN) in Slack: Load test failed",
    );
  });

  it("says that no person has decided", () => {
    const actor = { channel: "automatic", id: "small.changes", displayName: "small-changes" };
    assert.equal(
      summaryOf("Approved", actor, "Only docs."),
      "Approved automatically by small-changes: Only docs.",
    );
    assert.equal(displayName(actor), "small-changes");
    // Whoever bears the name on a channel of people is one of them.
    assert.match(
      summaryOf("Approved", { ...actor, channel: "board" }),
      /by small-changes \(small\.ch/,
    );
  });

  it("ends without a colon where there is no reason", () => {
    for (const reason of [undefined, "", " \n\t ", "\u0000\u202E"]) {
      assert.equal(summaryOf("Approved", ann, reason), "Approved by Ann (U0ANN) in Slack");
    }
  });

  it("names the channel of who had agreed on another", () => {
    const carla = { channel: "servicenow", id: "carla", displayName: "Carla" };
    const own = "Approved by Ann (U0ANN) in Slack, with Carla (carla) in ServiceNow, Bob (U0BOB)";
    assert.equal(summaryOf("Approved", ann, undefined, [carla, bob]), own);
    const there = "Approved by Carla (carla) in ServiceNow, with Bob (U0BOB) in Slack";
    assert.equal(summaryOf("Approved", carla, undefined, [bob]), there);
  });

  it("names who had agreed, before the reason", () => {
    const words = "Approved by Ann (U0ANN) in Slack, with Bob (U0BOB)";
    assert.equal(summaryOf("Approved", ann, "Fine", [bob]), `${words}: Fine`);
    assert.equal(summaryOf("Approved", ann, "", [bob]), words);
    assert.equal(summaryOf("Approved", ann, "Fine", []), "Approved by Ann (U0ANN) in Slack: Fine");
  });

  it("names as many of them as leave room for the whole reason, and counts the others", () => {
    const agreed = Array.from({ length: 19 }, (_, at) => ({
      ...{ channel: "slack", id: `U${at}`, displayName: "n".repeat(60) },
    }));
    const reason = "x".repeat(300);
    const summary = summaryOf("Approved", ann, reason, agreed);
    assert.ok(summary.length <= longestSummary && summary.endsWith(`: ${reason}`));
    const named = (summary.match(/nnn \(U\d+\)/g) ?? []).length;
    assert.ok(named >= 1 && summary.includes(`, ${19 - named} more: x`), summary);
    // One name more would be too long.
    assert.ok(summary.length + 60 > longestSummary - 10, `${summary.length}`);
    const full = summaryOf("Approved", ann, "x".repeat(480), agreed);
    assert.ok(full.startsWith("Approved by Ann (U0ANN) in Slack, with 19 more: xxx"));
    assert.equal(full.length, longestSummary);
  });

  it("makes controls and line breaks spaces, so that nothing looks like a second entry", () => {
    assert.equal(
      summaryOf("Approved", ann, "fine\r\nRejected by\tBob\u2028\u202E!"),
      "Approved by Ann (U0ANN) in Slack: fine Rejected by Bob !",
    );
  });

  it("leaves a summary at 512 characters, and cuts one of 513", () => {
    const start = "Approved by Ann (U0ANN) in Slack: ";
    const fits = "x".repeat(longestSummary - start.length);
    assert.equal(summaryOf("Approved", ann, fits.slice(1)), start + fits.slice(1));
    assert.equal(summaryOf("Approved", ann, fits), start + fits);
    assert.equal(summaryOf("Approved", ann, `${fits}x`), `${start}${fits.slice(1)}…`);
  });

  it("breaks no character at the limit", () => {
    const start = "Approved by Ann (U0ANN) in Slack: ";
    const filler = "x".repeat(longestSummary - start.length - 3);
    assert.equal(summaryOf("Approved", ann, `${filler}👍🏽👍🏽`), `${start}${filler}…`);
  });

  it("holds the id and the longest reason of the dialog beside the longest name", () => {
    const person = { channel: "slack", id: `U${"0".repeat(11)}`, displayName: "n".repeat(300) };
    const reason = "r".repeat(360);
    const summary = summaryOf("Rejected", person, reason);
    assert.ok(summary.includes(`(${person.id}) in Slack: ${reason}`));
  });

  it("names the channel on which it was decided", () => {
    const summary = summaryOf("Approved", { channel: "pager", id: "7", displayName: "Ann" });
    assert.equal(summary, "Approved by Ann (7) in Pager");
  });

  it("is at most 512 UTF-16 units on one line, whatever people write", () => {
    fc.assert(
      fc.property(wildText(300), wildText(900), (name, reason) => {
        const summary = summaryOf(
          "Approved",
          { channel: "slack", id: "U0ANN", displayName: name },
          reason,
        );
        assert.ok(summary.length <= 512);
        assert.doesNotMatch(summary, /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202A-\u202E\u2066-\u2069]/u);
        assert.match(summary, /^Approved by .*\(U0ANN\) in Slack/);
      }),
    );
  });
});

describe("displayName", () => {
  it("cuts a name of more than 80 characters, and never the id", () => {
    assert.equal(
      displayName({ channel: "slack", id: "U0ANN", displayName: "n".repeat(80) }),
      `${"n".repeat(80)} (U0ANN)`,
    );
    assert.equal(
      displayName({ channel: "slack", id: "U0ANN", displayName: "n".repeat(81) }),
      `${"n".repeat(79)}… (U0ANN)`,
    );
  });
});
