import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import {
  isDistinct,
  isOurs,
  sessionName,
  sourceIdentity,
} from "../../../../functions/domain/session";
import { ann, bob, deciderRoleArn, sessionArn, wildText } from "./samples";

const allowed = /^[\w+=,.@-]{2,64}$/;

describe("sessionName", () => {
  it("has the id and the name", () => {
    assert.equal(sessionName(ann), "U0ANN-Ann");
    assert.equal(
      sessionName({ channel: "slack", id: "U0ANN", displayName: "ann.smith+ci@example" }),
      "U0ANN-ann.smith+ci@example",
    );
  });

  it("writes letters without their marks, and a hyphen for the rest", () => {
    assert.equal(
      sessionName({ channel: "slack", id: "U1", displayName: "Žofie Nováková" }),
      "U1-Zofie-Novakova",
    );
    assert.equal(
      sessionName({ channel: "slack", id: "U1", displayName: "漢字 / ../x" }),
      "U1--..-x",
    );
  });

  it("names the channel, but for Slack's, whose sessions 0.1.0 named without it", () => {
    const onBoard = { ...ann, channel: "board" };
    assert.equal(sessionName(onBoard), "board-U0ANN-Ann");
    assert.equal(isOurs(sessionArn("U0ANN-Ann"), onBoard, deciderRoleArn), false);
    assert.equal(isOurs(sessionArn("board-U0ANN-Ann"), onBoard, deciderRoleArn), true);
    assert.equal(isOurs(sessionArn("board-U0ANN-Ann"), ann, deciderRoleArn), false);
  });

  it("cuts the name at 64 characters, never the id", () => {
    const name = (length: number) =>
      sessionName({ channel: "slack", id: "U1", displayName: "n".repeat(length) });
    assert.equal(name(60).length, 63);
    assert.equal(name(61).length, 64);
    assert.equal(name(62), name(61));
  });

  it("is always what STS accepts", () => {
    fc.assert(
      fc.property(wildText(90), wildText(90), (id, name) => {
        assert.match(sessionName({ channel: "slack", id, displayName: name }), allowed);
      }),
    );
  });
});

describe("isDistinct", () => {
  it("is true for the ids of Slack, which have no hyphen and at most 12 characters", () => {
    for (const id of ["U0ANN", "W012A3CDE", "U0123ABCDEF"]) {
      assert.ok(isDistinct({ channel: "slack", id }));
    }
  });

  it("makes the sessions and the source identities of two people two, whatever their names", () => {
    const actor = fc.record({
      channel: fc.stringMatching(/^[a-z][a-z0-9]{1,5}$/),
      id: fc.stringMatching(/^[\w+=,.@]{1,40}$/),
      displayName: wildText(70),
    });
    fc.assert(
      fc.property(actor, actor, (one, other) => {
        assert.ok(isDistinct(one) && isDistinct(other));
        fc.pre(one.channel !== "slack" && other.channel !== "slack");
        const isSame = one.channel === other.channel && one.id === other.id;
        const start = ({ channel, id }: typeof one): string => `${channel}-${id}-`;
        assert.equal(sourceIdentity(one) === sourceIdentity(other), isSame);
        assert.ok(sessionName(one).startsWith(start(one)));
        if (!isSame) assert.notEqual(start(one), start(other));
      }),
    );
  });

  for (const wrong of [
    { channel: "a-b", id: "c" },
    { channel: "a", id: "c" },
    { channel: "Board", id: "c" },
    { channel: "board-x", id: "c" },
    { channel: "board\n", id: "c" },
    { channel: "board", id: "b-c" },
    { channel: "board", id: "" },
    { channel: "board", id: "x".repeat(41) },
  ]) {
    it(`is false for ${JSON.stringify(wrong)}`, () => {
      assert.equal(isDistinct(wrong), false);
    });
  }
});

describe("sourceIdentity", () => {
  it("has the prefix that the gate's role demands, and the id", () => {
    assert.equal(sourceIdentity(ann), "slack-U0ANN");
  });

  it("names the channel, so that the same id on two channels is two people", () => {
    assert.equal(sourceIdentity({ ...ann, channel: "pager" }), "pager-U0ANN");
  });

  it("is always what STS accepts, and never without the prefix", () => {
    fc.assert(
      fc.property(wildText(90), (id) => {
        assert.match(sourceIdentity({ channel: "slack", id }), allowed);
        assert.ok(sourceIdentity({ channel: "slack", id }).startsWith("slack-"));
      }),
    );
  });
});

describe("isOurs", () => {
  it("is true for the session of that very person", () => {
    assert.equal(isOurs(sessionArn("U0ANN-Ann"), ann, deciderRoleArn), true);
  });

  it("is false for everybody and everything else", () => {
    for (const arn of [
      undefined,
      "",
      "U0ANN-Ann",
      sessionArn("U0BOB-Bob"),
      sessionArn("xU0ANN-Ann"),
      sessionArn("U0ANN-Ann2"),
      "arn:aws:iam::111122223333:user/U0ANN-Ann",
      sessionArn("U0ANN-Ann").replace("111122223333", "444455556666"),
      sessionArn("U0ANN-Ann").replace("slack-orders", "admin"),
      sessionArn("U0ANN-Ann").replace("slack-orders", "my-slack-orders"),
      sessionArn("U0ANN-Ann").replace("slack-orders", "slack-orders/x"),
      sessionArn("U0ANN-Ann").replace("arn:aws:", "arn:aws-cn:"),
      sessionArn("U0ANN-Ann").replace(":sts:", ":iam:"),
    ]) {
      assert.equal(isOurs(arn, ann, deciderRoleArn), false);
    }
    assert.equal(isOurs(sessionArn("U0ANN-Ann"), bob, deciderRoleArn), false);
  });
});
