/** Blocks and dialogs as Slack gets them, whole: what is left out or put in besides shows here. */
import * as assert from "node:assert/strict";
import { decisionDialog } from "../../../../../../functions/channels/slack/views/dialog";
import { requestMessage } from "../../../../../../functions/channels/slack/views/message";
import {
  customDataLines,
  revisionLines,
} from "../../../../../../functions/channels/slack/views/revision-lines";
import { requestOf, settings, token } from "../../../domain/samples";
import { blockActions, formOf } from "../../../support/slack-requests";
import { readInteraction } from "../../../../../../functions/channels/slack/interaction";

const plain = (text: string) => ({ type: "plain_text", text, emoji: false });
const typesOf = ({ blocks }: ReturnType<typeof requestMessage>) => blocks.map(({ type }) => type);

describe("decisionDialog as a whole", () => {
  const target = {
    ...{ action: "orders/production/approve", token },
    ...{ channel: "C0RELEASES", messageTs: "1763845200.000100" },
  };
  const stays = "It stays in the pipeline's history.";
  const cases = {
    Approved: {
      ...{ title: "Approve", label: "Comment", question: "This lets the pipeline go on." },
      ...{ hint: stays, more: {} },
    },
    Rejected: {
      ...{ title: "Reject", label: "Reason", question: "This stops the pipeline at this stage." },
      ...{ hint: `At least 10 characters. ${stays}`, more: { min_length: 10 } },
    },
  };
  for (const result of ["Approved", "Rejected"] as const) {
    it(`asks one question about ${result}, and has one input`, () => {
      const { title, label, question, hint, more } = cases[result];
      const where = "production / approve of pipeline orders";
      const element = {
        ...{ type: "plain_text_input", action_id: "reason" },
        ...{ multiline: true, max_length: 400, ...more },
      };
      const view = decisionDialog(result, target);
      assert.deepEqual(JSON.parse(JSON.stringify(view)), {
        ...{ type: "modal", callback_id: "decision" },
        private_metadata: JSON.stringify({
          ...{ r: result, a: target.action, t: token },
          ...{ c: target.channel, m: target.messageTs },
        }),
        ...{ title: plain(title), submit: plain(title), close: plain("Cancel") },
        blocks: [
          {
            type: "section",
            text: plain(`${where}\n${question}`),
          },
          {
            ...{ type: "input", block_id: "reason", optional: result === "Approved" },
            ...{ label: plain(label), hint: plain(hint), element },
          },
        ],
      });
    });
  }
});

describe("a button that was pressed", () => {
  for (const [button, result] of [
    ["approve", "Approved"],
    ["reject", "Rejected"],
  ] as const) {
    it(`${button} asks for ${result}`, () => {
      const interaction = readInteraction(formOf(blockActions(button)));
      assert.equal(interaction.kind === "open-dialog" && interaction.result, result);
    });
  }
});

describe("requestMessage as a whole", () => {
  it("has no section for what is not there", () => {
    const message = requestMessage(requestOf(), settings);
    assert.deepEqual(typesOf(message), ["header", "section", "section", "context", "actions"]);
  });

  it("shows no emoji where somebody wrote their names", () => {
    const [header] = requestMessage(requestOf({ stageName: ":tada:" }), settings).blocks;
    assert.deepEqual(header, { type: "header", text: plain("Approval needed: :tada: / approve") });
  });

  it("says what it can of an end that nothing is known of", () => {
    const message = requestMessage(requestOf({ status: "DECIDED" }), settings);
    assert.deepEqual(typesOf(message), ["header", "section", "section"]);
    assert.match(JSON.stringify(message.blocks[0]), /"Decided: production \/ approve"/);
    assert.match(JSON.stringify(message.blocks[2]), /"Decided by somebody outside Slack"/);
  });
});

describe("what is to be released", () => {
  it("is told by the first line that says something", () => {
    const lines = revisionLines([{ name: "app", id: "7", summary: "\n\n Fix\nmore" }], 2900);
    assert.equal(lines, "• app: 7 – Fix");
  });

  it("has no quotation where the pipeline says nothing", () => {
    for (const customData of [undefined, "", " \n "]) {
      assert.equal(customDataLines({ customData }, 100), undefined);
    }
  });
});
