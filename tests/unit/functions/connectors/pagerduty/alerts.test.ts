/** Who is paged, by what, and when it is over. */
import * as assert from "node:assert/strict";
import { pagerDuty } from "../../../../../functions/connectors/pagerduty/index";
import type { BypassEvent } from "../../../../../functions/domain/bypass/bypass-event";
import type { ReviewEvent } from "../../../../../functions/domain/bypass/review-event";
import { TransientError } from "../../../../../functions/domain/errors";
import { requestId } from "../../../../../functions/domain/request-events";
import { now, requestOf, token } from "../../domain/samples";
import { eventOf, FakeHttp, surroundings } from "../support";
import { needRequest, requestProblems } from "../vendor/vendor";

const routingKey = "0123456789abcdef0123456789abcdef";
const settings = { serviceRegion: "us", severity: "error" };

interface Sent {
  readonly event_action: string;
  readonly dedup_key: string;
  readonly routing_key: string;
  readonly payload: {
    readonly summary: string;
    readonly severity: string;
    readonly custom_details: Record<string, string>;
  };
  readonly links: readonly { readonly href: string; readonly text: string }[];
}

function pager(change: object = {}, credentials: object | string = { routingKey }) {
  const http = new FakeHttp();
  http.answers = [{ status: 202, body: { status: "success" } }];
  const system = pagerDuty.createSystem(
    surroundings(http, { ...settings, ...change }, credentials),
  );
  return { http, system, sent: () => http.bodies as Sent[] };
}

const escalated = requestOf({ history: [eventOf("Requested", 1), eventOf("Escalated")] });
const ended = (type: "DECIDED" | "EXPIRED" | "CANCELLED") => ({
  ...escalated,
  status: type,
  outcome: { at: now.toISOString() },
});

const used: BypassEvent = {
  ...{ schemaVersion: 1, id: "b1", type: "Bypassed", kind: "BreakGlassUsed" },
  ...{ time: now.toISOString(), operation: "PutApprovalResult", region: "eu-west-1" },
  ...{ pipelineName: "orders", gates: ["orders/production/approve"], via: "cloudtrail" },
  ...{ what: "Mallory has approved orders/production/approve.", remedy: "Review it." },
};

const reviewed: ReviewEvent = {
  ...{ schemaVersion: 1, id: "r1", type: "Reviewed", bypass: used.id, time: now.toISOString() },
  actor: { channel: "iam", id: "user/ann", displayName: "ann" },
  ...{ reason: "It was needed.", region: "eu-west-1", pipelineName: "orders", gates: used.gates },
};

describe("PagerDuty: alerts", () => {
  it("opens nothing, and says nothing of what pages nobody", async () => {
    const { http, system } = pager();
    assert.equal(await system.open(escalated), undefined);
    for (const type of ["Reminded", "SlaBreached", "Voted", "Deciding"] as const) {
      await system.tell(eventOf(type), escalated, undefined);
    }
    assert.deepEqual(http.sent, []);
  });

  it("triggers one alert of a request that is escalated, as PagerDuty describes the call", async () => {
    const { http, system, sent } = pager();
    await system.tell(eventOf("Escalated"), escalated, undefined);
    assert.equal(http.sent[0].url, "https://events.pagerduty.com/v2/enqueue");
    assert.equal(http.sent[0].method, "POST");
    needRequest("pagerduty-events", "POST /enqueue", http.sent[0]);
    const [{ event_action, dedup_key, routing_key, payload }] = sent();
    assert.deepEqual(
      [event_action, dedup_key, routing_key, payload.severity],
      ["trigger", requestId(escalated), routingKey, "error"],
    );
    assert.equal(payload.summary, "Approval not answered in time: production / approve of orders");
  });

  it("asks the European hosts where the account lies there", async () => {
    const { http, system } = pager({ serviceRegion: "eu" });
    await system.tell(eventOf("Escalated"), escalated, undefined);
    assert.equal(http.sent[0].url, "https://events.eu.pagerduty.com/v2/enqueue");
  });

  it("resolves it at every end", async () => {
    for (const [type, status] of [
      ["Decided", "DECIDED"],
      ["Expired", "EXPIRED"],
      ["Cancelled", "CANCELLED"],
    ] as const) {
      const { http, system, sent } = pager();
      await system.tell(eventOf(type, 3), ended(status), undefined);
      needRequest("pagerduty-events", "POST /enqueue", http.sent[0]);
      assert.deepEqual(sent(), [
        { routing_key: routingKey, event_action: "resolve", dedup_key: requestId(escalated) },
      ]);
    }
  });

  it("calls nobody at the end of what was never escalated", async () => {
    const { http, system } = pager();
    const quiet = { ...ended("DECIDED"), history: [eventOf("Requested", 1), eventOf("Decided")] };
    await system.tell(eventOf("Decided"), quiet, undefined);
    assert.deepEqual(http.sent, []);
  });

  it("resolves what a long history does not name any more", async () => {
    const { http, system } = pager();
    const at = now.toISOString();
    const sla = { respondWithinMinutes: 60, dueAt: at, steps: [], next: 0, escalatedAt: at };
    await system.tell(eventOf("Decided"), { ...ended("DECIDED"), history: [], sla }, undefined);
    assert.equal(http.sent.length, 1);
  });

  it("wakes nobody for what has ended before it could be told", async () => {
    const { http, system } = pager();
    await system.tell(eventOf("Escalated"), ended("DECIDED"), undefined);
    assert.deepEqual(http.sent, []);
  });

  it("pages for a break-glass approval until it is reviewed, and for no other bypass", async () => {
    const { http, system, sent } = pager();
    await system.tellOfBypass!({ ...used, kind: "BreakGlassAssumed" });
    await system.tellOfBypass!({ ...used, kind: "GateRemoved" });
    assert.deepEqual(http.sent, []);
    await system.tellOfBypass!(used);
    await system.tellOfBypass!(reviewed);
    for (const request of http.sent) needRequest("pagerduty-events", "POST /enqueue", request);
    assert.deepEqual(
      sent().map(({ event_action, dedup_key }) => [event_action, dedup_key]),
      [
        ["trigger", "b1"],
        ["resolve", "b1"],
      ],
    );
  });

  it("links to the console and to tickets by https, and to nothing that others have worded", async () => {
    const { system, sent } = pager();
    const ticket = { connector: "changes", kind: "servicenow", id: "1", label: "CHG1" };
    await system.tell(
      eventOf("Escalated"),
      {
        ...escalated,
        externalEntityLink: "https://evil.example/",
        approvalReviewLink: `https://evil.example/${token}`,
        tickets: [
          { ...ticket, url: "https://x.service-now.com/1" },
          { ...ticket, connector: "b", url: "http://x.example/1" },
          { ...ticket, connector: "c", url: "javascript:alert(1)" },
        ],
      },
      undefined,
    );
    const page =
      "https://eu-west-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/orders/view";
    assert.deepEqual(sent()[0].links, [
      { href: `${page}?region=eu-west-1`, text: "Pipeline in the AWS console" },
      { href: "https://x.service-now.com/1", text: "ServiceNow CHG1" },
    ]);
  });

  it("never tells the token, and cuts what others wrote to lines of a length", async () => {
    const { http, system, sent } = pager();
    const customData = `see ${token}\n${"long ".repeat(2000)}`;
    const summary = "x".repeat(3000);
    await system.tell(
      eventOf("Escalated"),
      { ...escalated, customData, revisions: [{ name: "app", id: "4f2c1d9", summary }] },
      undefined,
    );
    assert.doesNotMatch(http.sent[0].body!, new RegExp(token));
    const details = sent()[0].payload.custom_details;
    assert.ok(Object.values(details).every((one) => one.length <= 1000 && !one.includes("\n")));
    const long = { ...used, what: "y".repeat(3000) };
    await system.tellOfBypass!(long);
    assert.equal(sent()[1].payload.summary.length, 1024);
  });
});

describe("PagerDuty: what fails", () => {
  const failure = async (answer: FakeHttp["answers"][0], credentials?: object | string) => {
    const { http, system } = pager({}, credentials);
    http.answers = [answer];
    try {
      await system.tell(eventOf("Escalated"), escalated, undefined);
    } catch (error) {
      return error as Error & { retryAfter?: number };
    }
    throw new Error("nothing failed");
  };

  it("is tried again where it may pass, and given up where what was asked is wrong", async () => {
    for (const status of [401, 403, 429, 500, 503]) {
      assert.ok((await failure({ status })) instanceof TransientError, String(status));
    }
    assert.ok((await failure(new TransientError("no answer"))) instanceof TransientError);
    for (const status of [200, 302, 400, 404]) {
      assert.equal((await failure({ status })).name, "FinalError", String(status));
    }
    const busy = await failure({ status: 429, headers: { "retry-after": "90" } });
    assert.equal(busy.retryAfter, 90);
  });

  it("never says the routing key", async () => {
    for (const answer of [{ status: 400, body: routingKey }, { status: 503 }]) {
      const { message, stack } = await failure(answer);
      assert.doesNotMatch(`${message} ${stack}`, new RegExp(routingKey));
    }
    for (const wrong of ["no JSON", "{}", { routingKey: `${routingKey}x` }, { routingKey: 1 }]) {
      const error = await failure({ status: 202 }, wrong);
      // Whoever put it into the secret may mend it.
      assert.equal(error.name, "TransientError");
      assert.doesNotMatch(error.message, /0123456789/);
    }
  });

  it("is deployed with no settings that it does not know", () => {
    for (const change of [{ serviceRegion: "us.evil.example" }, { severity: "loud" }]) {
      assert.throws(() => pager(change), { name: "FinalError" });
    }
  });

  it("would be noticed by PagerDuty's own description", () => {
    const request = { method: "POST", url: "https://events.pagerduty.com/v2/enqueue" } as const;
    const body = JSON.stringify({ event_action: "close", payload: { summary: "x" } });
    const problems = requestProblems("pagerduty-events", "POST /enqueue", { ...request, body });
    assert.equal(problems.length, 4, problems.join());
  });
});
