/** What a company's own system is sent, and what its answers mean. */
import * as assert from "node:assert/strict";
import { GoneError, SystemError } from "../../../../../functions/connectors/answers";
import type { HttpRequest, HttpResponse } from "../../../../../functions/connectors/http";
import { connectorOf } from "../../../../../functions/connectors/registry";
import { verify } from "../../../../../functions/connectors/standard-webhooks";
import { webhook } from "../../../../../functions/connectors/webhook";
import { FinalError, remedyOf, TransientError } from "../../../../../functions/domain/errors";
import type { RequestEvent } from "../../../../../functions/domain/request-events";
import { next } from "../../../../../functions/domain/transitions";
import { FakeClock } from "../../support/fakes";
import { now, requestOf } from "../../domain/samples";

const url = "https://releases.example.com/hooks/approvals";
const secret = `whsec_${Buffer.alloc(32, 1).toString("base64")}`;
const previousSecret = `whsec_${Buffer.alloc(32, 2).toString("base64")}`;
const request = next(requestOf(), {}, { type: "Requested", time: now.toISOString() });
const [requested] = request.history as [RequestEvent];
const decided: RequestEvent = {
  ...{ id: "f00-3", sequence: 3, type: "Decided", time: now.toISOString() },
  result: "Approved",
};

function systemOf(answer: Partial<HttpResponse> = {}, change: Record<string, string> = {}) {
  const sent: HttpRequest[] = [];
  const clock = new FakeClock();
  const system = webhook.createSystem({
    settings: JSON.stringify({ url }),
    clock,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    decisionUrl: "https://abc.lambda-url.eu-west-1.on.aws/",
    ...change,
    credentials: async () => change.credentials ?? JSON.stringify({ secret }),
    http: async (call) => {
      sent.push(call);
      return { status: 204, header: () => undefined, text: "", ...answer };
    },
  });
  return { system, sent, clock };
}

const isSigned = ({ headers, body }: HttpRequest, by: string): boolean =>
  verify(
    {
      id: headers!["webhook-id"],
      timestamp: headers!["webhook-timestamp"],
      signature: headers!["webhook-signature"],
      body: Buffer.from(body!),
    },
    { secret: by },
  );

describe("A webhook", () => {
  it("is a kind of connector, has no tickets, and decides by what it posts", () => {
    assert.equal(connectorOf("webhook"), webhook);
    assert.equal(webhook.createReader, undefined);
    assert.equal(systemOf().system.read, undefined);
  });

  it("is sent Requested when the request is opened, signed, by a POST of JSON", async () => {
    const { system, sent, clock } = systemOf();
    assert.equal(await system.open(request), undefined);
    assert.equal(sent.length, 1);
    const [{ method, url: to, headers, body }] = sent;
    assert.deepEqual([method, to, headers?.["content-type"]], ["POST", url, "application/json"]);
    assert.equal(headers?.["webhook-id"], requested.id);
    assert.equal(headers?.["webhook-timestamp"], String(Math.floor(clock.now().getTime() / 1000)));
    assert.equal(JSON.parse(body!).type, "approval.requested");
    assert.equal(isSigned(sent[0], secret), true);
    assert.equal(isSigned(sent[0], previousSecret), false);
  });

  it("is sent nothing of a request without events", async () => {
    const { system, sent } = systemOf();
    await system.open(requestOf());
    assert.deepEqual(sent, []);
  });

  it("is sent the same id at every try, with the time of the try", async () => {
    const { system, sent, clock } = systemOf();
    await system.tell(decided, request, undefined);
    clock.advance(300);
    await system.tell(decided, request, undefined);
    const [first, second] = sent.map(({ headers }) => headers!);
    assert.equal(first["webhook-id"], second["webhook-id"]);
    assert.equal(Number(second["webhook-timestamp"]) - Number(first["webhook-timestamp"]), 300);
    assert.ok(sent.every((call) => isSigned(call, secret)));
    assert.equal(sent[0].body, sent[1].body);
  });

  it("is sent a signature of each secret during a rotation", async () => {
    const credentials = JSON.stringify({ secret, previousSecret });
    const { system, sent } = systemOf({}, { credentials });
    await system.tell(decided, request, undefined);
    assert.deepEqual(
      [secret, previousSecret].map((by) => isSigned(sent[0], by)),
      [true, true],
    );
  });

  for (const status of [200, 201, 202, 204, 299]) {
    it(`has taken it with ${status}`, () => systemOf({ status }).system.open(request));
  }

  for (const status of [
    199, 300, 301, 302, 307, 400, 401, 403, 404, 408, 429, 500, 502, 503, 504,
  ]) {
    it(`has not taken it with ${status}: it is tried again`, async () => {
      await assert.rejects(systemOf({ status }).system.open(request), (error) => {
        assert.ok(error instanceof SystemError && error instanceof TransientError);
        assert.equal(error.status, status);
        const isMoved = /Redirects are not followed/.test(remedyOf(error) ?? "");
        assert.equal(isMoved, status >= 300 && status < 400);
        return true;
      });
    });
  }

  it("wants nothing more with 410", async () => {
    await assert.rejects(systemOf({ status: 410 }).system.open(request), (error) => {
      assert.ok(error instanceof GoneError && error instanceof FinalError);
      assert.match(remedyOf(error)!, /Take the connector from the gates/);
      return true;
    });
  });

  it("is left alone for as long as it asks for", async () => {
    const header = (name: string) => (name === "retry-after" ? "120" : undefined);
    await assert.rejects(
      systemOf({ status: 503, header }).system.open(request),
      (error) => error instanceof SystemError && error.retryAfter === 120,
    );
  });

  for (const credentials of ["no JSON", "{}", JSON.stringify({ secret: "whsec_short" })]) {
    it(`is called with no such credentials, which a person may mend: ${credentials}`, async () => {
      const { system, sent } = systemOf({}, { credentials });
      await assert.rejects(system.open(request), (error) => {
        assert.ok(error instanceof TransientError);
        assert.match(error.message, /^The webhook's credentials /);
        assert.ok(!error.message.includes("short"));
        assert.match(remedyOf(error)!, /Put the credentials/);
        return true;
      });
      assert.deepEqual(sent, []);
    });
  }

  for (const settings of ["{}", '{"url":"http://releases.example.com"}', '{"url":"x"}', "x"]) {
    it(`is not made with the settings ${settings}`, () => {
      assert.throws(() => systemOf({}, { settings }), FinalError);
    });
  }
});
