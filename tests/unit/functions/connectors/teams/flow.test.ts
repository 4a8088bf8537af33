/** The flow of Teams: which address it may have, and what is done where it fails. */
import * as assert from "node:assert/strict";
import { teams } from "../../../../../functions/connectors/teams/index";
import { TransientError } from "../../../../../functions/domain/errors";
import { requestOf } from "../../domain/samples";
import { FakeHttp, surroundings } from "../support";
import { channel, webhookUrl } from "./support";

describe("Teams: the flow", () => {
  const failure = async (answer: FakeHttp["answers"][0], credentials?: object | string) => {
    const { http, system } = channel(credentials);
    http.answers = [answer];
    try {
      await system.open(requestOf());
    } catch (error) {
      return { error: error as Error, http };
    }
    throw new Error("nothing failed");
  };

  it("has begun where it answers 202, or 200 by an action of its own", async () => {
    const { http, system } = channel();
    for (const status of [200, 202]) {
      http.answers = [{ status }];
      await system.open(requestOf());
    }
  });

  it("is tried again where it may pass, and never quoted", async () => {
    for (const status of [401, 403, 429, 500, 502, 503]) {
      const { error } = await failure({ status, body: webhookUrl });
      assert.ok(error instanceof TransientError, String(status));
      assert.doesNotMatch(`${error.message} ${error.stack}`, /sig=|secret|workflows/);
    }
    for (const status of [201, 302, 400, 404]) {
      const { error } = await failure({ status, body: webhookUrl });
      assert.equal(error.name, "FinalError", String(status));
      assert.doesNotMatch(`${error.message} ${error.stack}`, /sig=|secret|workflows/);
    }
    const { error } = await failure(new TransientError("x has not answered."));
    assert.ok(error instanceof TransientError);
  });

  it("is one of Microsoft's hosts, by https, or nothing is sent", async () => {
    const wrong = [
      "http://prod-12.westeurope.logic.azure.com/workflows/1?sig=secret",
      "https://evil.example/workflows/1?sig=secret",
      "https://logic.azure.com.evil.example/?sig=secret",
      "https://evillogic.azure.com/?sig=secret",
      "https://prod.logic.azure.com@evil.example/?sig=secret",
      "https://a:b@prod.logic.azure.com/?sig=secret",
      "https://prod.logic.azure.com:8443/?sig=secret",
      "https://api.powerplatform.com/?sig=secret",
      "prod.logic.azure.com?sig=secret",
    ];
    for (const one of [...wrong.map((url) => ({ webhookUrl: url })), "sig=secret", {}]) {
      const { error, http } = await failure({ status: 202 }, one);
      assert.deepEqual(http.sent, [], JSON.stringify(one));
      // Whoever put it into the secret may mend it.
      assert.equal(error.name, "TransientError");
      assert.doesNotMatch(error.message, /sig=|secret=|evil/);
    }
  });

  it("may lie in Power Platform's own hosts", async () => {
    const url =
      "https://defaultabc.12.environment.api.powerplatform.com:443/powerautomate/automations/" +
      "direct/workflows/1/triggers/manual/paths/invoke?api-version=1&sig=x";
    const { http, system } = channel({ webhookUrl: url });
    await system.open(requestOf());
    assert.equal(http.sent[0].url, url);
  });

  it("is deployed with no settings", () => {
    const of = surroundings(new FakeHttp(), { webhookUrl }, { webhookUrl });
    assert.throws(() => teams.createSystem(of), { name: "FinalError" });
  });
});
