import * as assert from "node:assert/strict";
import type { InputBlock, ModalView, PlainTextInput, SectionBlock } from "@slack/types";
import * as fc from "fast-check";
import { MalformedError } from "../../../../../../functions/domain/errors";
import { longestSummary, summaryOf } from "../../../../../../functions/domain/summary";
import {
  longestReason,
  reasonProblem,
  shortestReason,
} from "../../../../../../functions/domain/reason";
import {
  decisionDialog,
  readTarget,
} from "../../../../../../functions/channels/slack/views/dialog";
import { token, wildText } from "../../../domain/samples";

const target = {
  action: "orders/production/approve",
  token,
  channel: "C0RELEASES",
  messageTs: "1763845200.000100",
};
const results = ["Approved", "Rejected"] as const;
const name = fc.stringMatching(/^[A-Za-z0-9.@_-]{1,100}$/, { size: "max" });
const targets = fc.record({
  action: fc.tuple(name, name, name).map((names) => names.join("/")),
  token: fc.uuid(),
  channel: fc.constantFrom("C0RELEASES", `G${"0".repeat(63)}`),
  messageTs: fc.constantFrom("1763845200.000100", "1.1"),
});
const inputOf = ({ blocks }: ModalView) => {
  const input = blocks[1] as InputBlock;
  return { input, element: input.element as PlainTextInput };
};

describe("decisionDialog", () => {
  for (const [result, title] of [
    ["Approved", "Approve"],
    ["Rejected", "Reject"],
  ] as const) {
    it(`asks to ${title.toLowerCase()}, and says what`, () => {
      const view = decisionDialog(result, target);
      assert.equal(view.type, "modal");
      assert.equal(view.callback_id, "decision");
      assert.equal(view.title.text, title);
      assert.equal(view.submit?.text, title);
      assert.equal(view.close?.text, "Cancel");
      const { text } = view.blocks[0] as SectionBlock;
      assert.equal(text?.type, "plain_text");
      assert.match(text.text, /^production \/ approve of pipeline orders\nThis /);
    });
  }

  it("says which version and execution, so that two waiting requests can be told apart", () => {
    const version = "Source 4f2c1d9a and 1 more *bold*\nExecution: forged";
    const view = decisionDialog("Approved", { ...target, version, execution: "01234567" });
    const { text } = view.blocks[0] as SectionBlock;
    assert.deepEqual(text?.text.split("\n").slice(1, 3), [
      "Version: Source 4f2c1d9a and 1 more *bold* Execution: forged",
      "Execution: 01234567",
    ]);
  });

  it("lets Approve have a comment, without a least length", () => {
    const { input, element } = inputOf(decisionDialog("Approved", target));
    assert.equal(input.optional, true);
    assert.equal(element.min_length, undefined);
    assert.equal(element.max_length, longestReason);
  });

  it("demands a reason of Reject, of at least 10 characters", () => {
    const { input, element } = inputOf(decisionDialog("Rejected", target));
    assert.equal(input.optional, false);
    assert.equal(element.min_length, 10);
    assert.equal(element.max_length, longestReason);
  });

  it("calls the input what the reader of the submission looks for", () => {
    const { input, element } = inputOf(decisionDialog("Approved", target));
    assert.equal(input.block_id, "reason");
    assert.equal(element.action_id, "reason");
  });

  it("keeps Slack's limits with the longest names, and is read back", () => {
    fc.assert(
      fc.property(fc.constantFrom(...results), targets, (result, where) => {
        const view = decisionDialog(result, where);
        const labels = [view.title, view.submit, view.close];
        assert.ok(labels.every((label) => label !== undefined && label.text.length <= 24));
        assert.ok((view.private_metadata ?? "").length <= 3000);
        assert.ok(((view.blocks[0] as SectionBlock).text?.text ?? "").length <= 3000);
        assert.deepEqual(readTarget(view.private_metadata ?? ""), { result, ...where });
      }),
    );
  });

  it("takes a reason that the history can hold beside an ordinary name", () => {
    const person = { channel: "slack", id: `U${"0".repeat(10)}`, displayName: "n".repeat(60) };
    const summary = summaryOf("Rejected", person, "r".repeat(longestReason));
    assert.ok(summary.length <= longestSummary);
    assert.ok(summary.endsWith("r".repeat(longestReason)));
  });
});

describe("readTarget", () => {
  const metadata = decisionDialog("Approved", target).private_metadata ?? "";
  const changed = (change: object) => JSON.stringify({ ...JSON.parse(metadata), ...change });

  it("refuses what is no JSON, and what is no target", () => {
    for (const text of ["", "{", "null", "[]", "{}", "1"]) {
      assert.throws(() => readTarget(text), MalformedError);
    }
  });

  for (const [what, change] of Object.entries({
    "another result": { r: "approved" },
    "an action that is no key": { a: "orders/*" },
    "a token that is none": { t: "1" },
    "a channel that is none": { c: "#releases" },
    "a message that is none": { m: "1" },
    "something besides": { x: 1 },
  })) {
    it(`refuses ${what}`, () => {
      assert.throws(() => readTarget(changed(change)), MalformedError);
    });
  }
});

describe("reasonProblem", () => {
  it("demands of Reject 10 characters that are not blank", () => {
    assert.equal(reasonProblem("Rejected", "0123456789"), undefined);
    assert.equal(reasonProblem("Rejected", "0 1 2 3 4\n5 6 7 8 9"), undefined);
    assert.match(reasonProblem("Rejected", "012345678") ?? "", /at least 10 characters/);
    assert.match(reasonProblem("Rejected", " 0 1 2 3 4 5 6 7 8 ") ?? "", /at least 10/);
  });

  it("takes no reason for one that cannot be seen", () => {
    const unseen = [
      " ",
      "\n",
      "\u00A0",
      "\u200B",
      "\u200D",
      "\u2060",
      "\u3000",
      "\u3164",
      "\u2800",
    ];
    for (const blank of [
      ...unseen,
      "\u00AD",
      "\u202E",
      "\u0000",
      "\u{E0041}",
      "\uFE0F",
      "\u115F",
    ]) {
      assert.ok(reasonProblem("Rejected", blank.repeat(50)) !== undefined);
    }
    assert.ok(reasonProblem("Rejected", undefined) !== undefined);
    assert.ok(reasonProblem("Rejected", "") !== undefined);
  });

  it("counts letters of any script, and an emoji as one", () => {
    assert.equal(reasonProblem("Rejected", "漢".repeat(shortestReason)), undefined);
    assert.equal(reasonProblem("Rejected", "😀".repeat(shortestReason)), undefined);
    assert.ok(reasonProblem("Rejected", "😀".repeat(shortestReason - 1)) !== undefined);
  });

  it("lets Approve go without a comment", () => {
    for (const comment of [undefined, "", " ", "ok"]) {
      assert.equal(reasonProblem("Approved", comment), undefined);
    }
  });

  it("takes the longest reason, and says how long a longer one is", () => {
    for (const result of results) {
      assert.equal(reasonProblem(result, "x".repeat(longestReason)), undefined);
      assert.match(
        reasonProblem(result, "x".repeat(longestReason + 1)) ?? "",
        new RegExp(`At most ${longestReason} .*${longestReason + 1}`),
      );
    }
  });

  it("never lets a rejection through that says less than 10 characters", () => {
    fc.assert(
      fc.property(wildText(60), (reason) => {
        if (reasonProblem("Rejected", reason) === undefined) {
          assert.ok(Array.from(reason.replace(/\s/g, "")).length >= 10);
        }
      }),
    );
  });
});
