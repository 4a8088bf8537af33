/** What messages say that nobody can decide from: whole, for nothing else may be in them. */
import * as assert from "node:assert/strict";
import {
  duplicateMessage,
  unknownMessage,
} from "../../../../../../functions/channels/slack/views/closed";
import { settings } from "../../../domain/samples";

const plain = (text: string) => ({ type: "plain_text", text, emoji: false });
const mrkdwn = (text: string) => ({ type: "mrkdwn", text, verbatim: true });
const field = (label: string, value: string) => [mrkdwn(`*${label}*`), plain(value)];
const page =
  "https://eu-west-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/orders/view?region=eu-west-1";

const whole = (title: string, words: string, isSure = true) => ({
  text: `${title}: production / approve of orders`,
  blocks: [
    { type: "header", text: plain(`${title}: production / approve`) },
    {
      type: "section",
      fields: [
        ...[...field("Pipeline", "orders"), ...field("Stage", "production")],
        ...field("Action", "approve"),
        ...(isSure ? field("Region", "eu-west-1") : []),
      ],
    },
    { type: "section", text: mrkdwn(words) },
    ...(isSure
      ? [{ type: "section", text: mrkdwn(`<${page}|${page.slice("https://".length)}>`) }]
      : []),
  ],
});

describe("a message that is closed because the table does not know it", () => {
  // It may be another Region's hub's: an app has one address, which may have been moved.
  it("says that its request is not known, and names no Region and no page", () => {
    assert.deepEqual(
      unknownMessage("orders/production/approve"),
      whole(
        "Not known any more",
        "This request is not known any more. Decide in the AWS console, where it waits if it is open.",
        false,
      ),
    );
  });

  it("says that it is a duplicate, and where to decide", () => {
    assert.deepEqual(
      duplicateMessage("orders/production/approve", settings),
      whole(
        "Posted twice",
        "This message is a duplicate. Another message in this channel shows the same request: " +
          "decide there, or in the AWS console.",
      ),
    );
  });

  it("leads nowhere where the partition's console is not known", () => {
    const topicArn = settings.topicArn.replace("arn:aws:", "arn:aws-iso:");
    const { blocks } = duplicateMessage("orders/production/approve", { topicArn });
    assert.equal(blocks.length, 3);
    assert.ok(!JSON.stringify(blocks).includes("http"));
  });

  it("shows names as they are, and cuts none that CodePipeline takes", () => {
    const name = `_${"n".repeat(99)}`;
    const { text, blocks } = duplicateMessage(`${name}/${name}/${name}`, settings);
    assert.equal(text, `Posted twice: \`${name}\` / \`${name}\` of \`${name}\``);
    assert.equal(JSON.stringify(blocks).split(`"text":"${name}"`).length, 4);
  });
});
