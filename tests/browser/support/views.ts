/** Views for the stand-in: a plain one with one of everything, and one that means harm. */
import type {
  ApprovalCard,
  ChannelView,
  MeasuresView,
  PageView,
} from "../../../rehearsal/page/types";

const start = Date.parse("2026-11-23T04:47:31Z");

function minutes(count: number): string {
  return new Date(start + count * 60_000).toISOString();
}

/** Markup, a turn of direction, and what an attribute would end with. */
export const hostile =
  `<img src=x onerror="document.title='broken'"><script>document.title='broken'</script>` +
  `\u202Egnihsihp\u202C &amp; "quotes" ' --> javascript:alert(1)`;

export function approval(name: string, text?: string): ApprovalCard {
  return {
    token: `token-${name}`,
    pipelineName: "orders",
    executionId: "0f2d3c44-9a58-4d3b-8c43-3a1b8f4e7a10",
    stageName: "SignOff",
    actionName: name,
    ...(text === undefined
      ? {}
      : { customData: text, left: text, externalEntityLink: "javascript:alert(1)" }),
    requestedAt: minutes(-1),
    expires: minutes(1439),
    rights: [
      { person: "iam:ann", allowed: true, reason: text ?? "statement Decide of policy qa" },
      { person: "iam:bob", allowed: false, reason: text ?? "no policy allows it" },
    ],
    command: `aws --profile PROFILE codepipeline put-approval-result --action-name ${name}`,
  };
}

function channel(text: string): ChannelView {
  const link = "https://eu-west-1.console.aws.amazon.com/";
  return {
    id: "C1",
    name: "releases",
    messages: [
      {
        ...{ ts: "1.1", at: minutes(-1), author: text, text: "", edited: true },
        blocks: [
          { kind: "header", text },
          { kind: "fields", fields: [[{ text: "Stage", style: "bold" }, { text: `\n${text}` }]] },
          { kind: "text", small: false, text: [{ text, href: "javascript:alert(1)" }] },
          {
            kind: "text",
            small: true,
            text: [
              { text, style: "quote" },
              { text, style: "code" },
            ],
          },
          { kind: "divider" },
          {
            kind: "buttons",
            buttons: [
              { actionId: "approve", label: "Approve", style: "primary" },
              { actionId: "reject", label: "Reject", style: "danger" },
              { actionId: "open", label: "Open in console", href: link },
            ],
          },
        ],
      },
      {
        ...{ ts: "1.2", at: minutes(0), author: "app", text, edited: false, blocks: [] },
        onlyFor: "slack:U1",
      },
    ],
  };
}

function measures(text: string): MeasuresView {
  const gauge = (value: number) => ({ value, at: minutes(0), history: [0, 2, value] });
  const toDecision = { p50: 540, p90: 5400, count: 4 };
  const decided = { approved: 3, rejected: 1, expired: 0 };
  return {
    hubs: [
      {
        ...{ hub: text, waiting: gauge(2), oldestWaiting: gauge(540), oldestOverdue: gauge(0) },
        ...{ toFirstResponse: { ...toDecision, count: 1 }, toDecision, ...decided },
        ...{ requested: 6, cancelled: 0, reminded: 2, escalated: 1, breached: 1 },
        gates: [
          { gate: text, ...decided, toDecision },
          { gate: "orders/SignOff/qa", ...decided },
        ],
      },
    ],
    alarms: [
      { name: text, description: text, state: "ALARM", since: minutes(-9), reason: text },
      { name: `${text} 2`, state: "INSUFFICIENT_DATA", since: minutes(-9), reason: text },
      { name: `${text} 3`, state: "OK", since: minutes(-9), reason: text },
    ],
  };
}

/** One of everything. `text` stands wherever others could have written something. */
export function view(text = "Does it work on staging?", name = "qa"): PageView {
  const arn = "arn:aws:iam::111122223333:user/bob";
  const action = { name, state: "Waiting", isApproval: true, expires: minutes(1439) } as const;
  const scan = { name: "Scan", state: "Failed", isApproval: false, summary: text } as const;
  const idle = { inbound: [], canRetry: false };
  return {
    ...{ example: name, endpoint: "http://127.0.0.1:4566", region: "eu-west-1", now: minutes(0) },
    people: [
      { key: "iam:ann", name: "ann", kind: "iam", detail: "group qa", mfaKey: "iam:ann-mfa" },
      { key: "iam:bob", name: text, kind: "iam", detail: "no group" },
      { key: "slack:U1", name: "stella", kind: "slack", detail: "in Slack" },
    ],
    pipelines: [
      {
        ...{ name, mode: "SUPERSEDED" },
        stages: [
          {
            ...{ name: "Scan", state: "Failed", executionId: "e1", groups: [[scan]], ...idle },
            conditions: [`onSuccess failed: ${text}`],
          },
          { name: "SignOff", state: "Waiting", executionId: "e2", groups: [[action]], ...idle },
          { name: "Deploy", state: "NotRun", groups: [], ...idle, inbound: ["e3"] },
        ],
        executions: [{ id: "e2", state: "InProgress", revision: text }],
      },
    ],
    approvals: [approval("qa", text), approval("security", text)],
    measures: measures(text),
    inbox: [
      { id: "m1", from: text, to: text, subject: text, date: minutes(-1), text: `See ${text}` },
    ],
    channels: [channel(text)],
    systems: [
      {
        ...{ id: "https://desk.example.com", title: text, fault: "system:desk", isDown: true },
        people: [
          { id: "ann.lee", name: text },
          { id: "bob.ray", name: "Bob Ray" },
        ],
        tickets: [
          {
            ...{ id: text, title: text, state: text, lines: [text, "Second line."] },
            actions: [
              { id: "approve", label: text },
              { id: "refuse", label: "Refuse" },
            ],
          },
        ],
      },
    ],
    trail: [
      {
        ...{ at: minutes(0), who: arn, action: "codepipeline:PutApprovalResult", resource: text },
        ...{ allowed: false, right: text, said: text, error: text },
      },
    ],
    resources: [{ name, type: text, resources: [{ type: text, name: text, id: text }] }],
    faults: [{ id: "slack", label: text, on: true }],
    activity: [text],
  };
}
