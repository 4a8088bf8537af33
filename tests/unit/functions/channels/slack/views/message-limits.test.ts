/** Slack's limits, and texts that were written to break the message or to forge a line of it. */
import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import type { ApprovalRequest, RequestStatus } from "../../../../../../functions/domain/types";
import { approverMentions } from "../../../../../../functions/channels/slack/views/mentions";
import { limits, requestMessage } from "../../../../../../functions/channels/slack/views/message";
import {
  fitted,
  revisionLines,
} from "../../../../../../functions/channels/slack/views/revision-lines";
import { ann, expires, requestOf, settings } from "../../../domain/samples";
import { settingsOf, token, wildText } from "../../../domain/samples";
import { buttonsIn, headerOf, linesOf, type Message, textsOf } from "./blocks";

const statuses: RequestStatus[] = ["PENDING", "DECIDING", "DECIDED", "EXPIRED", "CANCELLED"];
const statusOf = fc.constantFrom(...statuses);
const long = (max: number) =>
  fc.oneof(
    wildText(max),
    fc.constantFrom("x", "<", "\n", '"', "&\n", "😀", "é", " a").map((unit) => unit.repeat(max)),
  );
const urlOf = (max: number, host = "a.example") =>
  fc.oneof(
    long(max),
    long(max).map((path) => `https://${host}/${path}`),
  );
const consoleOf = (max: number) => urlOf(max, "console.aws.amazon.com");
const key = fc.stringMatching(/^[A-Za-z0-9.@_-]{1,100}$/, { size: "max" });
const longNamed = fc.option(long(400).map((displayName) => ({ ...ann, displayName })));
/** Longer and odder than CodePipeline would ever send it. */
const requests: fc.Arbitrary<ApprovalRequest> = fc
  .record({
    ...{ pipelineName: long(300), stageName: long(300), actionName: long(300), region: long(50) },
    action: fc.tuple(key, key, key).map((names) => names.join("/")),
    token: fc.constant(token),
    status: statusOf,
    customData: fc.option(long(4000), { nil: undefined }),
    externalEntityLink: fc.option(urlOf(4000), { nil: undefined }),
    approvalReviewLink: fc.option(consoleOf(4000), { nil: undefined }),
    consoleLink: fc.option(consoleOf(3000), { nil: undefined }),
    revisions: fc.array(
      fc.record({ name: long(200), id: long(1500), summary: long(2048), url: urlOf(2048) }),
      { maxLength: 40 },
    ),
    outcome: fc.record({
      at: fc.constant(expires),
      result: fc.constantFrom("Approved" as const, "Rejected" as const),
      person: longNamed.map((one) => one ?? undefined),
      decidedBy: long(400),
      reason: fc.option(long(4000), { nil: undefined }),
    }),
  })
  .map(requestOf);
const ids = (kind: string) =>
  fc.array(
    fc.stringMatching(/^[A-Z0-9]{1,63}$/, { size: "max" }).map((id) => kind + id),
    {
      minLength: 1,
      maxLength: 300,
    },
  );
const gates = fc.record({ approverUserIds: ids("U"), approverUserGroupIds: ids("S") });

function check(holds: (message: Message, request: ApprovalRequest) => void): void {
  fc.assert(
    fc.property(requests, gates, (request, gate) => {
      holds(requestMessage(request, settingsOf(gate)), request);
    }),
    // To make these requests smaller takes minutes, and tells no more than the assertion.
    { numRuns: 40, endOnFailure: true },
  );
}

describe("limits of the message", () => {
  it("are kept by every text object", () => {
    check((message) => {
      assert.ok(message.blocks.length <= 50);
      for (const { text } of textsOf(message, "header")) {
        assert.ok(text.length >= 1 && text.length <= 150);
      }
      for (const block of message.blocks) {
        if (block.type !== "section") continue;
        assert.ok((block.text?.text ?? "x").length <= 3000);
        assert.ok((block.fields ?? []).length <= 10);
        for (const { text } of block.fields ?? []) assert.ok(text.length <= 2000);
      }
      for (const { text } of textsOf(message, "context")) assert.ok(text.length <= 3000);
    });
  });

  it("are kept by every button", () => {
    check((message) => {
      for (const { text, value = "", url = "", action_id: id = "" } of buttonsIn(message)) {
        assert.ok(text.text.length <= 75 && value.length <= 2000);
        assert.ok(url.length <= 3000 && id.length <= 255);
      }
    });
  });

  it("are kept by the whole, text and JSON of the blocks together", () => {
    check(({ text, blocks }) => {
      assert.ok(text.length > 0 && text.length <= 1000);
      assert.ok(text.length + JSON.stringify(blocks).length <= 13_200);
    });
  });

  it("are kept at the worst, when everything is long at once", () => {
    for (const unit of ['"', "<", "\n", "x", "😀"]) {
      const all = unit.repeat(5000);
      const link = `https://console.aws.amazon.com/${"x".repeat(2960)}`;
      const revision = { name: all, id: all, summary: all, url: link.slice(0, 480) };
      const { text, blocks } = requestMessage(
        requestOf({
          ...{ pipelineName: all, stageName: all, actionName: all, region: all, customData: all },
          action: Array.from({ length: 3 }, () => "n".repeat(100)).join("/"),
          ...{ externalEntityLink: all, approvalReviewLink: link },
          revisions: Array.from({ length: 40 }, () => revision),
        }),
        settingsOf({ approverUserIds: Array.from({ length: 900 }, () => `U${"0".repeat(63)}`) }),
      );
      assert.ok(text.length + JSON.stringify(blocks).length <= 13_200);
    }
  });

  it("leave 1000 characters of customData whole, and half a page of versions beside it", () => {
    const customData = "Load test passed. ".repeat(56).slice(0, 1000);
    const revisions = Array.from({ length: 5 }, (_, n) => ({ name: `Source${n}`, id: "v1" }));
    const lines = linesOf(requestMessage(requestOf({ customData, revisions }), settings));
    assert.ok(lines.includes(`> ${customData}`.trim()));
    assert.ok(lines.includes("• Source4: v1"));
  });

  it("cut a header at 150 characters and not before", () => {
    const head = (stageName: string) =>
      headerOf(requestMessage(requestOf({ stageName }), settings));
    const room = limits.header - "Approval needed:  / approve".length;
    assert.equal(head("s".repeat(room)), `Approval needed: ${"s".repeat(room)} / approve`);
    assert.equal(head("s".repeat(room + 1)).length, 150);
    assert.match(head("s".repeat(room + 1)), /…$/);
  });
});

describe("what people wrote into the message", () => {
  it("mentions nobody and links nowhere but where it says", () => {
    check((message) => {
      const ours =
        /<@U[A-Z0-9]+>|<!subteam\^S[A-Z0-9]+>|<!date\^\d+\^[^<>|]+\|[^<>]+>|<https?:\/\/[^<>|\s]+\|[^<>]+>/g;
      const formatted = (["section", "context"] as const)
        .flatMap((kind) => textsOf(message, kind))
        .filter(({ type }) => type === "mrkdwn")
        .flatMap(({ text }) => text.split("\n"));
      for (const line of [message.text, ...formatted]) {
        const rest = line.replace(/^> /, "").replace(ours, "");
        assert.doesNotMatch(rest, /[<>]/);
        assert.doesNotMatch(rest, /&(?!(?:amp|lt|gt);)/);
      }
    });
  });

  it("begins no line of its own", () => {
    const own = new RegExp(
      "^(?:> |• |\\*(?:Pipeline|Stage|Action|Region|Version|What the pipeline says|Link|Reason|" +
        "Who may decide)\\*$|<|Expires <!date|and \\d+ more$|" +
        "(?:Approved|Rejected|Decided) by .*$|(?:Expired|Cancelled): .*$)",
    );
    check((message, { pipelineName, stageName, actionName, region }) => {
      const fields = 2 * [pipelineName, stageName, actionName, region].length;
      for (const line of linesOf(message).slice(fields)) assert.match(line, own);
    });
  });

  it("has no controls and nothing that turns the direction of writing", () => {
    check((message) => {
      for (const text of [headerOf(message), message.text, ...linesOf(message)]) {
        assert.doesNotMatch(text, /[\p{Cc}\p{Cs}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u);
      }
    });
  });

  it("is verbatim or plain: Slack makes no links and mentions out of it", () => {
    check((message) => {
      for (const kind of ["section", "context"] as const) {
        for (const { type, verbatim } of textsOf(message, kind)) {
          assert.equal(verbatim, type === "mrkdwn" ? true : undefined);
        }
      }
    });
  });

  it("forges no line with a link that is none", () => {
    const externalEntityLink = "x\n*Approved by Ann (U0ANN) in Slack*";
    const lines = linesOf(requestMessage(requestOf({ externalEntityLink }), settings));
    assert.ok(lines.includes("> *Approved by Ann (U0ANN) in Slack*"));
    assert.ok(!lines.includes("*Approved by Ann (U0ANN) in Slack*"));
  });

  it("decides nothing about buttons: they are there while the request is open, and only then", () => {
    check((message, { status }) => {
      const pressed = buttonsIn(message).map(({ action_id: id }) => id);
      const open = status === "PENDING" || status === "DECIDING";
      assert.deepEqual(pressed.slice(0, 2), open ? ["approve", "reject"] : []);
    });
  });
});

describe("lists in the message", () => {
  const more = (count: number): string => `${count} more`;

  it("are whole at the limit, and say how many are left out one over", () => {
    assert.equal(fitted(["aaaa", "bbbb", "cccc"], 16, ", ", more), "aaaa, bbbb, cccc");
    assert.equal(fitted(["aaaa", "bbbb", "cccc"], 15, ", ", more), "aaaa, 2 more");
    assert.equal(fitted(["aaaa", "bbbb", "cccc"], 12, ", ", more), "aaaa, 2 more");
    assert.equal(fitted(["aaaa", "bbbb", "cccc"], 11, ", ", more), "3 more");
    assert.equal(fitted([], 10, ", ", more), "");
  });

  it("lose no one silently", () => {
    fc.assert(
      fc.property(fc.nat(80), fc.integer({ min: 20, max: 300 }), (count, max) => {
        const list = fitted(
          Array.from({ length: count }, (_, n) => `i${n}`),
          max,
          ", ",
          more,
        );
        const left = Number(/(\d+) more$/.exec(list)?.[1] ?? 0);
        assert.ok(list.length <= max);
        assert.equal((list.match(/i\d+/g) ?? []).length + left, count);
      }),
    );
  });

  it("name users and groups, each as Slack shows it", () => {
    const gate = { approverUserIds: ["U1", "W2"], approverUserGroupIds: ["S3"] };
    assert.equal(approverMentions(gate), "<@U1>, <@W2>, <!subteam^S3>");
  });

  it("have room for a revision of the greatest length in the smallest message", () => {
    const all = "&".repeat(2000);
    const url = `https://a.example/${"x".repeat(370)}`;
    const lines = revisionLines([{ name: all, id: all, summary: all, url }], 870);
    assert.match(lines, /^• &&/);
  });
});
