/** The stand-in of a company's own system: it believes what is signed, and signs what its people decide. */
import * as assert from "node:assert/strict";
import { sign, verify } from "../../../../../functions/connectors/standard-webhooks";
import { webhookBody } from "../../../../../functions/connectors/webhook/event";
import { readDecision } from "../../../../../functions/channels/webhook/decision";
import { requestId, type RequestEvent } from "../../../../../functions/domain/request-events";
import { MovableClock } from "../../../../../rehearsal/clock";
import { standIns } from "../../../../../rehearsal/systems/registry";
import type { SystemAnswer, SystemRequest } from "../../../../../rehearsal/systems/system";
import { ann, requestOf } from "../../../functions/domain/samples";

const credentialsArn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:releases-AbCdEf";
const readerCredentialsArn = credentialsArn.replace("releases", "decisions");
const entry = {
  ...{ kind: "webhook", url: "https://releases.example.com/approvals", credentialsArn },
  people: { carla: "Carla", mallory: "Mallory" },
};
const decisionUrl = "https://abc.lambda-url.eu-west-1.on.aws/";
const request = requestOf({ customData: "Version 2" });
const id = requestId(request);
const sequenceOf = { Requested: 1, Deciding: 2, Decided: 3 } as const;

const eventOf = (
  type: keyof typeof sequenceOf,
  change: Partial<RequestEvent> = {},
): RequestEvent => ({
  ...{ id: `${id}-${sequenceOf[type]}`, sequence: sequenceOf[type], type },
  ...{ time: "2026-11-22T21:00:00.000Z", ...change },
});

describe("The stand-in of a company's own system", () => {
  const clock = new MovableClock();
  after(() => clock.stop());

  function newSystem(change: object = {}, status = 202) {
    const delivered: [string, { headers: Record<string, string>; body: string }][] = [];
    const system = standIns["webhook"](
      { ...entry, ...change },
      {
        clock,
        deliver: async (url, call) => {
          delivered.push([url, call]);
          return { status, body: "" };
        },
      },
    );
    const { secret } = system.credentials[credentialsArn] as { secret: string };
    const call = (body: string, over: Partial<SystemRequest> = {}, by = secret, away = 0) => {
      const timestamp = String(Math.floor(clock.now().getTime() / 1000) + away);
      const message = { id: `${JSON.parse(body).data.sequence}`, timestamp };
      const signature = sign({ ...message, body: Buffer.from(body) }, { secret: by });
      const headers = {
        "webhook-id": message.id,
        "webhook-timestamp": timestamp,
        "webhook-signature": signature,
      };
      const url = new URL(entry.url);
      return system.answer({ method: "POST", url, headers, body, ...over }) as SystemAnswer;
    };
    const tell = (event: RequestEvent) => call(webhookBody(request, event, decisionUrl)).status;
    return { system, delivered, call, tell, secret };
  }

  const body = webhookBody(request, eventOf("Requested"), decisionUrl);

  it("takes what the connector signs, and shows the request", () => {
    const { system, tell } = newSystem();
    assert.equal(tell(eventOf("Requested")), 204);
    assert.equal(system.title, "Own system (releases.example.com)");
    assert.deepEqual(system.tickets(), [
      {
        ...{ id, title: "orders: production/approve", state: "waiting" },
        lines: ["Version 2", "approval.requested"],
        actions: [
          { id: "approve", label: "Approve" },
          { id: "reject", label: "Reject" },
        ],
      },
    ]);
  });

  it("refuses what is not signed, or signed by others, or of another time", () => {
    const { call, secret, system } = newSystem();
    const other = `whsec_${Buffer.alloc(32, 1).toString("base64")}`;
    assert.equal(call(body, { headers: {} }).status, 401);
    assert.equal(call(body, {}, other).status, 401);
    assert.equal(call(body, { body: body.replace("orders", "others") }).status, 401);
    for (const away of [-303, 303]) assert.equal(call(body, {}, secret, away).status, 401);
    const signed = { "webhook-id": "1", "webhook-signature": "v1,x" };
    for (const timestamp of ["", "x", "1"]) {
      const headers = { ...signed, "webhook-timestamp": timestamp };
      assert.equal(call(body, { headers }).status, 401);
    }
    assert.deepEqual(system.tickets(), []);
  });

  it("refuses another path, another method, and what is no event", () => {
    const { call } = newSystem();
    assert.equal(call(body, { url: new URL("https://releases.example.com/") }).status, 404);
    assert.equal(call(body, { method: "GET" }).status, 405);
    assert.equal(call('{"data":{"sequence":1}}').status, 400);
  });

  it("answers 410 where it wants nothing more", () => {
    assert.equal(newSystem({ gone: true }).call(body).status, 410);
  });

  it("is told how a request ended, once, in whatever order it hears of it", () => {
    const { system, tell } = newSystem();
    tell(eventOf("Requested"));
    const ended = eventOf("Decided", { actor: ann, result: "Approved", reason: "Fine." });
    for (const event of [ended, eventOf("Deciding", { actor: ann, result: "Approved" }), ended]) {
      assert.equal(tell(event), 204);
    }
    const [{ state, lines, actions }] = system.tickets();
    assert.deepEqual([state, actions], ["approved", []]);
    assert.deepEqual(lines.slice(1), [
      "approval.requested",
      'approval.decided: Approved by Ann (slack), "Fine."',
      "approval.deciding: Approved by Ann (slack)",
    ]);
  });

  for (const [action, decision] of [
    ["approve", "approved"],
    ["reject", "rejected"],
  ]) {
    it(`posts what somebody decides there, signed with the secret for it: ${action}`, async () => {
      const { system, delivered, tell, secret } = newSystem({ readerCredentialsArn });
      tell(eventOf("Requested"));
      await system.act(id, action, "carla");
      const [[url, { headers, body: posted }]] = delivered;
      assert.equal(url, decisionUrl);
      const own = (system.credentials[readerCredentialsArn] as { secret: string }).secret;
      const message = {
        id: headers["webhook-id"],
        timestamp: headers["webhook-timestamp"],
        signature: headers["webhook-signature"],
        body: Buffer.from(posted),
      };
      assert.deepEqual(
        [own, secret].map((by) => verify(message, { secret: by })),
        [true, false],
      );
      const reason = `Carla has ${decision} it in the company's own system.`;
      const actor = { id: "carla", name: "Carla" };
      const { timestamp: decidedAt } = JSON.parse(posted);
      assert.equal(Math.floor(Date.parse(decidedAt) / 1000), Number(message.timestamp));
      assert.deepEqual(readDecision(message.body), {
        decision: { requestId: id, decision, actor, reason, decidedAt },
      });
      assert.match(system.tickets()[0].lines.at(-1)!, new RegExp(`^${decision} by Carla .* 202$`));
    });
  }

  it("says so where its decision is not taken", async () => {
    const { system, tell } = newSystem({}, 404);
    tell(eventOf("Requested"));
    await assert.rejects(async () => system.act(id, "approve", "carla"), /answered with 404/);
    await assert.rejects(async () => system.act("x", "approve", "carla"), /Nobody asks/);
  });

  for (const [what, change, words] of [
    ["an address that is not https", { url: "http://releases.example.com" }, /^url: must be like/],
    ["nobody in it", { people: {} }, /^people: must name somebody/],
    ["what it does not know", { urls: [] }, /urls/],
  ] as const) {
    it(`is not made with ${what}`, () =>
      assert.throws(() => newSystem(change), { message: words }));
  }
});
