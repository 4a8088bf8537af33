/** An id is the whole of its field: what stands before or after a good one makes it no id. */
import * as assert from "node:assert/strict";
import { MalformedError } from "../../../../functions/domain/errors";
import { parseNotification } from "../../../../functions/domain/notification";
import { parseSettings } from "../../../../functions/domain/gate-schema";
import { readChannelSettings } from "../../../../functions/channels/registry";
import { gateRecord, inSlack, now, settings, token } from "./samples";

/** No id may hold any of them; a line feed is what `$` alone would let pass in other languages. */
const foreign = ["\n", " ", "<", '"', "*", "x\n", "x "];
const around = (good: string): string[] =>
  foreign.flatMap((text) => [`${text}${good}`, `${good}${[...text].reverse().join("")}`]);

const approval = {
  ...{ pipelineName: "orders", stageName: "production", actionName: "approve" },
  ...{ token, expires: "2026-11-23T20:22Z" },
};
const notify = (region: string, change: object = {}) =>
  parseNotification(JSON.stringify({ region, approval: { ...approval, ...change } }), now);

describe("parseSettings", () => {
  const ids: [string, string, (id: string) => object][] = [
    ["action", settings.action, (action) => ({ action })],
    ["topicArn", settings.topicArn, (topicArn) => ({ topicArn })],
    ["channel", inSlack.channel, (channel) => ({ channel })],
    ["approverUserIds", "U0ANN", (id) => ({ approverUserIds: [id] })],
    ["approverUserGroupIds", "S0LEADS", (id) => ({ approverUserGroupIds: [id] })],
  ];
  for (const [field, good, change] of ids) {
    it(`reads ${field} only where it is the id alone`, () => {
      assert.doesNotThrow(() =>
        parseSettings({ ...gateRecord, ...change(good) }, readChannelSettings),
      );
      for (const wrong of around(good)) {
        const parse = () => parseSettings({ ...gateRecord, ...change(wrong) }, readChannelSettings);
        assert.throws(parse, MalformedError, JSON.stringify(wrong));
      }
    });
  }

  it("reads deciderRoleArn only where it is the ARN alone", () => {
    const { deciderRoleArn: good } = settings;
    for (const wrong of [`x${good}`, `\n${good}`, ` ${good}`, `${good}\n`, `${good} x`]) {
      assert.throws(
        () => parseSettings({ ...gateRecord, deciderRoleArn: wrong }, readChannelSettings),
        MalformedError,
      );
    }
  });

  for (const partition of ["aws", "aws-cn", "aws-us-gov", "aws-iso-b"]) {
    it(`reads ARNs of the partition ${partition}`, () => {
      const of = {
        topicArn: settings.topicArn.replace("arn:aws:", `arn:${partition}:`),
        deciderRoleArn: settings.deciderRoleArn.replace("arn:aws:", `arn:${partition}:`),
      };
      const read = parseSettings({ ...gateRecord, ...of }, readChannelSettings);
      assert.deepEqual(read, { ...settings, ...of });
    });
  }
});

describe("parseNotification", () => {
  for (const field of ["pipelineName", "stageName", "actionName", "token", "expires"] as const) {
    it(`reads ${field} only where it is the value alone`, () => {
      assert.doesNotThrow(() => notify("eu-west-1"));
      for (const wrong of around(approval[field])) {
        const parse = () => notify("eu-west-1", { [field]: wrong });
        assert.throws(parse, MalformedError, JSON.stringify(wrong));
      }
    });
  }

  it("reads a region only where it is the name alone, whose number may have several digits", () => {
    assert.equal(notify("eu-west-12").region, "eu-west-12");
    for (const wrong of around("eu-west-1")) {
      assert.throws(() => notify(wrong), MalformedError, JSON.stringify(wrong));
    }
  });

  it("names a message as a whole that is nothing of the kind", () => {
    assert.throws(() => parseNotification("null", now), /the message itself is not/);
  });
});
