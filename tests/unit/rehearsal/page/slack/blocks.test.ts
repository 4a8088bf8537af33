import * as assert from "node:assert/strict";
import { blockViews, dialogView } from "../../../../../rehearsal/page/slack/blocks";
import { button, input, modal, mrkdwn, plain, section, workspace } from "../../slack/support";

const view = (block: object) => blockViews(block, workspace);

describe("blockViews", () => {
  it("shows a heading and a divider", () => {
    assert.deepEqual(view({ type: "header", text: plain("*Decide*") }), [
      { kind: "header", text: "*Decide*" },
    ]);
    assert.deepEqual(view({ type: "divider" }), [{ kind: "divider" }]);
  });

  it("shows text, fields and a button beside them", () => {
    const fields = [mrkdwn("*Stage*\nRelease"), plain("*x*")];
    const accessory = button("open", { url: "https://x.test/" });
    assert.deepEqual(view({ ...section("Hello <@U0ANN>"), fields, accessory }), [
      {
        kind: "text",
        text: [{ text: "Hello " }, { text: "@ann", style: "mention" }],
        small: false,
      },
      {
        kind: "fields",
        fields: [[{ text: "Stage", style: "bold" }, { text: "\nRelease" }], [{ text: "*x*" }]],
      },
      {
        kind: "buttons",
        buttons: [{ actionId: "open", label: "Press", href: "https://x.test/" }],
      },
    ]);
    assert.deepEqual(view({ type: "section", fields: [plain("x")] }), [
      { kind: "fields", fields: [[{ text: "x" }]] },
    ]);
  });

  it("shows what stands below in small", () => {
    const elements = [plain("one"), mrkdwn("*two*")];
    assert.deepEqual(view({ type: "context", elements }), [
      {
        kind: "text",
        text: [{ text: "one" }, { text: "  " }, { text: "two", style: "bold" }],
        small: true,
      },
    ]);
  });

  it("shows buttons with their style, without what they carry", () => {
    const elements = [
      button("approve", { style: "primary", value: "secret of the app" }),
      button("bad", { url: "javascript:alert(1)" }),
    ];
    assert.deepEqual(view({ type: "actions", elements }), [
      {
        kind: "buttons",
        buttons: [
          { actionId: "approve", label: "Press", style: "primary" },
          { actionId: "bad", label: "Press" },
        ],
      },
    ]);
  });

  it("shows nothing of an input, which a dialog has apart", () => {
    assert.deepEqual(view(input("reason")), []);
  });
});

describe("dialogView", () => {
  it("shows a dialog with its texts and inputs, without what the app keeps in it", () => {
    const blocks = [
      { type: "header", text: plain("Release") },
      section("*Sure?*"),
      { type: "section", fields: [plain("a"), plain("b")] },
      { type: "divider" },
      { type: "actions", elements: [button("x")] },
      input("reason", { hint: plain("Why?"), optional: true }),
      input("note", { element: { type: "plain_text_input", action_id: "n", multiline: true } }),
    ];
    assert.deepEqual(dialogView({ ...modal({ blocks }), id: "V1" }, workspace), {
      viewId: "V1",
      title: "Reject",
      submit: "Reject",
      cancel: "Cancel",
      text: [
        [{ text: "Release", style: "bold" }],
        [{ text: "Sure?", style: "bold" }],
        [{ text: "a" }],
        [{ text: "b" }],
      ],
      inputs: [
        {
          ...{ blockId: "reason", label: "Reason", hint: "Why?", optional: true, multiline: false },
          ...{ maxLength: 5, minLength: 3 },
        },
        { blockId: "note", label: "Reason", optional: false, multiline: true },
      ],
    });
  });

  it("words the buttons where the app does not", () => {
    const { submit, cancel } = dialogView(
      { id: "V1", title: plain("x"), submit: null, close: null, blocks: [] },
      workspace,
    );
    assert.deepEqual([submit, cancel], ["Submit", "Cancel"]);
  });
});
