/** The receiver in docs/connectors.md takes what the connector sends and nothing else, and decides by what it posts. */
import * as assert from "node:assert/strict";
import { createRequire } from "node:module";
import * as ts from "typescript";
import { type HttpRequest } from "../../../functions/connectors/http";
import { snippetsOf } from "../../support/docs/pages";
import { decisions } from "../functions/support/ticket-world";
import {
  secret,
  secretOf,
  type WebhookWorld,
  webhookWorld,
} from "../functions/support/webhook-world";

type Headers = Readonly<Record<string, string>>;

interface Receiver {
  readonly readEvent: (secret: string, headers: Headers, body: Buffer) => any;
  readonly decide: (secret: string, url: string, data: object, id?: string) => Promise<number>;
}

/** With the world's clock, and its endpoint behind `fetch`. */
function receiverOf(world: WebhookWorld): Receiver {
  const { code } = snippetsOf("docs/connectors.md").find((one) => one.code.includes("readEvent"))!;
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
  const { outputText } = ts.transpileModule(code, { compilerOptions });
  class WorldDate extends Date {
    constructor() {
      super(world.clock.now());
    }
    static override now = (): number => world.clock.now().getTime();
  }
  const post = async (url: string, { method, headers, body }: HttpRequest) => {
    assert.deepEqual([url, method], [decisionUrl, "POST"]);
    const { statusCode } = await world.receive({
      ...{ headers, body, isBase64Encoded: false, requestContext: { http: { method } } },
    } as never);
    return { status: statusCode };
  };
  const exports = {} as Receiver;
  const load = new Function("exports", "require", "fetch", "Date", outputText);
  load(exports, createRequire(__filename), post, WorldDate);
  return exports;
}

const decisionUrl = "https://abc.lambda-url.eu-west-1.on.aws/";

describe("The receiver in docs/connectors.md", () => {
  let world: WebhookWorld;
  let receiver: Receiver;
  let headers: Headers;
  let body: Buffer;

  beforeEach(async () => {
    world = await webhookWorld();
    receiver = receiverOf(world);
    const [call] = world.sent;
    headers = call.headers!;
    body = Buffer.from(call.body!);
  });

  const read = (change: Headers = {}, by = secret, text = body) =>
    receiver.readEvent(by, { ...headers, ...change }, text);

  it("reads what the connector sends, also during a rotation of its secret", async () => {
    const { type, data } = read();
    assert.deepEqual([type, data.decisionUrl], ["approval.requested", decisionUrl]);
    const both = `v1,${"A".repeat(43)}= ${headers["webhook-signature"]}`;
    assert.equal(read({ "webhook-signature": both }).type, "approval.requested");
  });

  it("reads nothing that is changed, signed with another secret, unsigned or old", () => {
    const changed = Buffer.from(body.toString().replace("orders", "others"));
    assert.notDeepEqual(changed, body);
    assert.equal(read({}, secret, changed), undefined);
    assert.equal(read({}, secretOf(2)), undefined);
    for (const name of Object.keys(headers).filter((one) => one.startsWith("webhook-"))) {
      assert.equal(read({ [name]: "" }), undefined, name);
    }
    assert.equal(read({ "webhook-id": "other" }), undefined);
    world.clock.advance(301);
    assert.equal(read(), undefined);
  });

  it("decides, once however often it posts under one id", async () => {
    const { data } = read();
    const decision = {
      ...{ requestId: data.request.id, decision: "approved", reason: "Ticket 4711 says so." },
      actor: { id: "carla", name: "Carla" },
    };
    for (const id of ["d-1", "d-1"]) {
      assert.equal(await receiver.decide(secret, data.decisionUrl, decision, id), 202);
      world.clock.advance(60);
    }
    assert.deepEqual(await world.decideAll(), []);
    assert.deepEqual(decisions(world), ["Approved webhook-carla-Carla"]);
  });

  it("is refused with another secret, and for who says no why", async () => {
    const { data } = read();
    const rejection = {
      ...{ requestId: data.request.id, decision: "rejected", actor: { id: "carla" } },
    };
    assert.equal(await receiver.decide(secretOf(2), decisionUrl, rejection), 401);
    assert.equal(await receiver.decide(secret, decisionUrl, rejection), 400);
    assert.deepEqual(world.handedOver, []);
  });
});
