/** What the company's system is answered once it is known to be that system. */
import * as assert from "node:assert/strict";
import { secret, secretOf, webhookWorld, releases } from "../../../support/webhook-world";
import { token } from "../../../domain/samples";

const fails = (message: string) => async (): Promise<never> => {
  throw new Error(message);
};

describe("The receiver of a webhook", () => {
  it("hands over what was signed, word for word, and where to look", async () => {
    const world = await webhookWorld();
    const body = world.body({ reason: "Größe geprüft ✓" });
    const event = world.urlEvent(body, { base64: true });
    assert.deepEqual(await world.receive(event), {
      statusCode: 202,
      headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" },
      body: "",
    });
    const headers = event.headers as Record<string, string>;
    assert.deepEqual(world.handedOver, [
      {
        ...{ version: 1, channel: "webhook", connector: "releases" },
        ...{ action: "orders/production/approve", token },
        headers: {
          id: headers["webhook-id"],
          timestamp: headers["webhook-timestamp"],
          signature: headers["webhook-signature"],
        },
        body,
      },
    ]);
    assert.deepEqual(world.asked, ["credentials", "pending", "decider"]);
    assert.equal(world.lines.at(-1)?.event, "decision_queued");
  });

  const answered = async (said: object | string): Promise<[number, string]> => {
    const world = await webhookWorld();
    const body = typeof said === "string" ? said : world.body(said);
    const answer = await world.receive(world.urlEvent(body));
    assert.deepEqual(world.handedOver, []);
    return [answer.statusCode, (JSON.parse(answer.body) as { error: string }).error];
  };

  for (const [said, error] of [
    ["no JSON", "The body is not JSON."],
    ["7", "Missing or malformed: the body."],
    ['{"type":"approval.requested"}', "Missing or malformed: type."],
    [{ requestId: "../../x" }, "Missing or malformed: data.requestId."],
    [{ decision: "Approved" }, "Missing or malformed: data.decision."],
    [{ decision: undefined }, "Missing or malformed: data.decision."],
    [{ actor: "carla" }, "Missing or malformed: data.actor."],
    [{ actor: { id: "" } }, "Missing or malformed: data.actor.id."],
    [{ actor: { id: "x".repeat(257) } }, "Missing or malformed: data.actor.id."],
    [{ actor: { id: ["carla"] } }, "Missing or malformed: data.actor.id."],
    [{ actor: { id: "carla", name: 7 } }, "Missing or malformed: data.actor.name."],
    [{ reason: ["x"] }, "Missing or malformed: data.reason."],
    [{ decision: "rejected" }, "Say why, in at least 10 characters that are not blank."],
    [
      { decision: "rejected", reason: "No. ⠀⠀⠀⠀⠀⠀" },
      "Say why, in at least 10 characters that are not blank.",
    ],
    [{ reason: "x".repeat(401) }, "At most 400 characters, please: this has 401."],
  ] as const) {
    it(`answers 400 to ${JSON.stringify(said).slice(0, 60)}: ${error}`, async () => {
      assert.deepEqual(await answered(said), [400, error]);
    });
  }

  it("answers 404 to a request of which the system was not told", async () => {
    const error = "No request with this id waits for a decision.";
    assert.deepEqual(await answered({ requestId: "0".repeat(32) }), [404, error]);
  });

  it("reads the secret once more where it does not fit: it may have been changed just now", async () => {
    const world = await webhookWorld();
    const reads: boolean[] = [];
    const credentials = {
      read: async ({ refresh = false } = {}) => {
        reads.push(refresh);
        return { secret: refresh ? secret : secretOf(2) };
      },
    };
    assert.equal((await world.receive(world.urlEvent(), { credentials })).statusCode, 202);
    assert.deepEqual(reads, [false, true]);
  });

  it("takes the previous secret as long as it is kept", async () => {
    const world = await webhookWorld();
    world.secrets.set(releases.credentialsArn, { secret: secretOf(2), previousSecret: secret });
    assert.equal(await world.post(), 202);
    world.secrets.set(releases.credentialsArn, { secret: secretOf(2) });
    assert.equal(await world.post(), 401);
  });

  for (const [what, change, asked] of [
    ["the credentials", { credentials: { read: fails("no") } }, "credentials_unavailable"],
    ["the table", { tickets: { pending: fails("no") } }, "decision_not_queued"],
    ["the decider", { decider: { send: fails("no") } }, "decision_not_queued"],
    [
      "the table in time",
      { tickets: { pending: () => new Promise<never>(() => undefined) }, budget: 5 },
      "decision_not_queued",
    ],
  ] as const) {
    it(`answers 503 where it cannot reach ${what}: the system sends it again`, async () => {
      const world = await webhookWorld();
      const answer = await world.receive(world.urlEvent(), change);
      assert.equal(answer.statusCode, 503);
      assert.deepEqual(world.handedOver, []);
      assert.equal(world.lines.at(-1)?.event, asked);
      // Who cannot be told apart is told nothing.
      if (asked === "credentials_unavailable") assert.equal(answer.body, "");
    });
  }

  it("logs neither what was sent nor a secret", async () => {
    const world = await webhookWorld();
    const reason = "canary-reason-0123456789";
    await world.post({ reason });
    await world.receive(world.urlEvent(`{"type":"canary"}`));
    const logged = JSON.stringify(world.lines);
    for (const text of [reason, "canary", secret, "v1,"]) assert.ok(!logged.includes(text), text);
  });
});
