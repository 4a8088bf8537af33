/** No system is told the token of a request, wherever people have written it. */
import * as assert from "node:assert/strict";
import { connectorKinds, type ConnectorKind } from "../../../../contract/connectors";
import { connectorOf } from "../../../../functions/connectors/registry";
import { eventTypes, type RequestEvent } from "../../../../functions/domain/request-events";
import type { ApprovalRequest } from "../../../../functions/domain/types";
import { standIns } from "../../../../rehearsal/systems/registry";
import { ann, now, requestOf, token } from "../domain/samples";
import { ofIssues, ofRequests } from "./jira/jira-world";
import { settings as ofServiceNow } from "./servicenow/support";
import { webhookUrl } from "./teams/support";

const credentialsArn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:system-AbCdEf";
const people = { carla: "Carla" };
const url = "https://example.com";

/** Of each kind its settings, and what else its stand-in is described with. */
const described: Readonly<Record<ConnectorKind, readonly (readonly [object, object])[]>> = {
  jira: [ofIssues, ofRequests].map((settings) => [settings, { url: settings.siteUrl, people }]),
  pagerduty: [
    [{ serviceRegion: "us", severity: "error" }, { people: { "ann@example.com": "Ann" } }],
  ],
  servicenow: [[ofServiceNow, { url: ofServiceNow.instanceUrl, people }]],
  teams: [[{}, { url: webhookUrl.replace(":443", "") }]],
  webhook: [[{ url }, { url, people }]],
};

const said = token.toUpperCase();
const worded = {
  ...{ customData: `see ${said}`, externalEntityLink: `https://a.example/${token}` },
  ...{ pipelineExecutionId: token, consoleLink: `https://b.example/${token}` },
  revisions: [{ name: token, id: token, summary: said, url: `https://c.example/${token}` }],
};
const person = { ...ann, displayName: token };

function happened(type: RequestEvent["type"]): readonly [RequestEvent, ApprovalRequest] {
  const time = now.toISOString();
  const event = {
    ...{ id: `r-${type}`, sequence: 2, type, time, actor: person },
    ...{ result: "Rejected" as const, reason: `token ${said}` },
  };
  const outcome = { at: time, result: event.result, person, reason: event.reason };
  const isDecided = type === "Decided" && { status: "DECIDED" as const, outcome };
  const first = { id: "r-1", sequence: 1, type: "Requested" as const, time };
  const escalated = { ...first, id: "r-0", type: "Escalated" as const };
  return [event, requestOf({ ...worded, ...isDecided, history: [first, escalated, event] })];
}

/** All that the kind sends, of all that can happen to a request. */
async function everythingSent(kind: ConnectorKind, settings: object, entry: object) {
  const clock = { now: () => now };
  const standIn = standIns[kind](
    { kind, credentialsArn, ...entry },
    {
      clock: { ...clock, at: () => ({ cancel: () => undefined }) },
      deliver: () => Promise.reject(new Error("The system calls nobody.")),
    },
  );
  const sent: string[] = [];
  const system = connectorOf(kind)!.createSystem({
    ...{ settings: JSON.stringify(settings), clock },
    credentials: async () => JSON.stringify(standIn.credentials[credentialsArn]),
    http: async ({ method, url: to, headers = {}, body = "" }) => {
      sent.push(`${to} ${JSON.stringify(headers)} ${body}`);
      const { status, body: answer } = await standIn.answer({
        ...{ method, url: new URL(to), headers, body },
      });
      return { status, header: () => undefined, text: JSON.stringify(answer ?? "") };
    },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    decisionUrl: "https://abc.lambda-url.eu-west-1.on.aws/",
  });
  const ticket = await system.open(happened("Requested")[1]);
  for (const type of eventTypes) await system.tell(...happened(type), ticket);
  return sent;
}

for (const kind of connectorKinds) {
  it(`The token of a request is told to no system: ${kind}`, async () => {
    for (const [settings, entry] of described[kind]) {
      const sent = await everythingSent(kind, settings, entry);
      assert.ok(
        sent.some((one) => one.includes("(token)")),
        "what was written instead",
      );
      for (const one of sent) assert.ok(!one.toLowerCase().includes(token), one);
    }
  });
}
