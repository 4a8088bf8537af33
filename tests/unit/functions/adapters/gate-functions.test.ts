import * as assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createGateFunctions } from "../../../../functions/adapters/gate-functions";
import { byFunction, functionArn, smallChanges } from "../domain/automatic/samples";
import { session } from "../support/fakes-aws";
import { World } from "../support/world";

interface Reply {
  readonly status?: number;
  readonly body?: string;
  readonly functionError?: string;
  /** Never answers. */
  readonly hangs?: boolean;
}

/** What was sent: the path, or the query of STS, with the key that signed it. */
const sent: { what: string; key: string; body: string; type?: string }[] = [];
let reply: Reply = {};
let sts: Reply = {};
let server: Server;
const kept = { ...process.env };

function answerStsWith(): string {
  const keys = Object.entries(session).map(([name, value]) => `<${name}>${value}</${name}>`);
  return (
    '<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>' +
    `<Credentials>${keys.join("")}</Credentials></AssumeRoleResult></AssumeRoleResponse>`
  );
}

describe("A gate's function", () => {
  before(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const body = Buffer.concat(chunks).toString();
        const key = /Credential=(\w+)\//.exec(request.headers.authorization ?? "")?.[1] ?? "";
        const type = request.headers["x-amz-invocation-type"] as string | undefined;
        const isSts = request.url === "/";
        sent.push({ what: isSts ? "AssumeRole" : request.url!, key, body, type });
        const { status = 200, body: text = "", functionError, hangs } = isSts ? sts : reply;
        if (hangs) return;
        response.writeHead(status, {
          ...(functionError === undefined ? {} : { "x-amz-function-error": functionError }),
          ...(status < 400 ? {} : { "x-amzn-errortype": "TooManyRequestsException" }),
        });
        response.end(isSts && status === 200 ? answerStsWith() : text);
      });
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const { port } = server.address() as AddressInfo;
    Object.assign(process.env, {
      ...{ AWS_REGION: "eu-west-1", AWS_ACCESS_KEY_ID: "AKIAFUNCTION" },
      ...{ AWS_SECRET_ACCESS_KEY: "key", AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` },
    });
  });

  beforeEach(() => {
    sent.length = 0;
    reply = {};
    sts = {};
  });

  after(async () => {
    process.env = kept;
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });

  const question = { schemaVersion: 1, request: { id: "r" } };
  const world = () => new World();
  const ask = (of = world(), timeout?: number) =>
    createGateFunctions("hub-decider", of.log, timeout).ask(
      ...([byFunction, functionArn, question, smallChanges] as const),
    );

  it("is invoked once, in a session of the gate's role that bears the function's name", async () => {
    const text = '{"decision":"ask"}';
    reply = { body: text };
    const answer = await ask();
    assert.equal(answer.kind, "answered");
    assert.equal("payload" in answer && Buffer.from(answer.payload).toString(), text);
    const [assumed, invoked] = sent;
    assert.equal(sent.length, 2);
    const session = Object.fromEntries(new URLSearchParams(assumed.body));
    assert.equal(session["RoleArn"], byFunction.deciderRoleArn);
    assert.equal(session["SourceIdentity"], "automatic-small.changes");
    assert.equal(session["RoleSessionName"], "automatic-small.changes-small-changes");
    const path = `/2015-03-31/functions/${encodeURIComponent(functionArn)}/invocations`;
    assert.deepEqual(invoked, {
      ...{ what: path, key: "ASIASESSION", type: "RequestResponse" },
      body: JSON.stringify(question),
    });
  });

  it("may answer nothing, which is an answer", async () => {
    const answer = await ask();
    assert.deepEqual("payload" in answer && [...answer.payload], []);
  });

  const failures: Record<string, [Reply, RegExp]> = {
    "has failed": [
      { functionError: "Unhandled", body: '{"errorMessage":"secret of mine"}' },
      /^it has failed$/,
    ],
    "is throttled": [{ status: 429, body: "{}" }, /^it could not be asked: TooManyRequests/],
    "does not answer": [{ hangs: true }, /^it has not answered within 0\.2 seconds$/],
    "is not there": [{ status: 500, body: "{}" }, /^it could not be asked: /],
    "is asked for later": [{ status: 202 }, /^it has not answered$/],
  };
  for (const [what, [answer, why]] of Object.entries(failures)) {
    it(`gives no answer where it ${what}, is not asked again, and the log says so`, async () => {
      reply = answer;
      const of = world();
      const given = await ask(of, 200);
      assert.match("why" in given ? given.why : "", why);
      assert.equal(sent.filter((one) => one.what !== "AssumeRole").length, 1);
      const [{ event, fields }] = of.lines;
      assert.equal(event, "automatic_function_failed");
      assert.equal(fields?.["functionArn"], functionArn);
      assert.ok(!JSON.stringify(of.lines).includes("secret of mine"));
    });
  }

  it("gives no answer where the gate's role cannot be taken on", async () => {
    sts = {
      status: 403,
      body: "<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>",
    };
    const given = await ask();
    assert.match("why" in given ? given.why : "", /^it could not be asked: AccessDenied/);
    assert.equal(sent.filter((one) => one.what !== "AssumeRole").length, 0);
  });
});
