import * as assert from "node:assert/strict";
import { connect } from "node:net";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { Endpoint } from "../../../../../rehearsal/aws/api/endpoint";
import { longestBody } from "../../../../../rehearsal/aws/api/request";
import { type Local, send, signed, startLocal } from "./fixture";

describe("Endpoint", () => {
  let local: Local;
  before(async () => {
    local = await startLocal();
    local.fake.answers.pipelineNames = () => [];
  });
  after(() => local.stop());
  beforeEach(() => {
    local.fake.calls.splice(0);
    local.audit.splice(0);
  });

  async function list(headers: Record<string, string> = {}, unsigned = {}) {
    const request = await signed(local, local.key("administrator"), { headers });
    return send(local.url, { ...request, headers: { ...request.headers, ...unsigned } });
  }

  it("listens on 127.0.0.1", () => {
    assert.match(local.url, /^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it("answers to localhost too", async () => {
    const host = new URL(local.url).host.replace("127.0.0.1", "localhost");
    assert.equal((await list({ host })).status, 200);
  });

  for (const host of [
    "attacker.example",
    "127.0.0.1.attacker.example",
    "localhost@x",
    "10.0.0.1",
  ]) {
    it(`refuses the host ${host} (DNS rebinding)`, async () => {
      const { status, code } = await list({ host });
      assert.deepEqual([status, code], [403, "AccessDeniedException"]);
      assert.deepEqual(local.fake.calls, []);
    });
  }

  for (const origin of ["https://attacker.example", "null", "http://localhost:3000"]) {
    it(`refuses a web page of ${origin}`, async () => {
      const { status, code } = await list({}, { origin });
      assert.deepEqual([status, code], [403, "AccessDeniedException"]);
      assert.deepEqual(local.fake.calls, []);
    });
  }

  it("takes a page of its own", async () => {
    assert.equal((await list({}, { origin: local.url })).status, 200);
  });

  for (const [method, path] of [
    ["GET", "/"],
    ["PUT", "/"],
    ["POST", "/service/CodePipeline/operation/ListPipelines"],
    ["POST", "/?X-Amz-Signature=0"],
  ]) {
    it(`says what it speaks to ${method} ${path}`, async () => {
      const { status, code, message } = await send(local.url, { method, path });
      assert.deepEqual([status, code], [400, "UnknownOperationException"]);
      assert.ok(message.includes("AWS JSON 1.1") && message.endsWith(`${method} ${path}`));
    });
  }

  const others: Record<string, string>[] = [
    { "content-type": "application/x-amz-json-1.0" },
    { "content-type": "application/cbor", "smithy-protocol": "rpc-v2-cbor" },
    {},
  ];
  for (const headers of others) {
    it(`names a protocol that it does not speak: ${JSON.stringify(headers)}`, async () => {
      const { code, message } = await send(local.url, { headers, body: "x" });
      assert.equal(code, "UnknownOperationException");
      assert.match(message, /AWS JSON 1\.1/);
    });
  }

  it("takes a body at the limit and refuses one byte more", async () => {
    const headers = {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": "CodePipeline_20150709.ListPipelines",
    };
    const at = await send(local.url, { headers, body: " ".repeat(longestBody) });
    assert.equal(at.code, "MissingAuthenticationTokenException");
    const over = await send(local.url, { headers, body: " ".repeat(longestBody + 1) });
    assert.deepEqual([over.status, over.code], [413, "RequestEntityTooLargeException"]);
  });

  it("survives a caller who hangs up in the middle, and one who does not speak HTTP", async () => {
    const { hostname, port } = new URL(local.url);
    for (const bytes of [
      "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nx",
      "\0\r\n\r\n",
    ]) {
      await new Promise<void>((resolve) => {
        const socket = connect(Number(port), hostname, () => {
          socket.write(bytes, () => socket.destroy());
        });
        socket.on("close", () => resolve());
      });
    }
    assert.equal((await list()).status, 200);
  });

  it("answers 500 without detail when the engine itself fails, and goes on", async () => {
    local.fake.answers.pipelineNames = () => {
      throw new TypeError("secret detail");
    };
    const failed = await list();
    local.fake.answers.pipelineNames = () => [];
    assert.deepEqual([failed.status, failed.code], [500, "InternalFailure"]);
    assert.ok(!failed.body.includes("secret"));
    assert.match(String(local.audit[0].error?.cause), /secret detail/);
    assert.equal((await list()).status, 200);
  });

  it("goes on when a listener for its calls fails", async () => {
    const fail = () => {
      throw new Error("listener");
    };
    const warned = new Promise<Error>((resolve) => process.once("warning", resolve));
    local.endpoint.on("call", fail);
    assert.equal((await list()).status, 200);
    assert.equal((await warned).message, "listener");
    local.endpoint.off("call", fail);
    assert.equal((await list()).status, 200);
  });

  it("says when the port is taken", async () => {
    const other = new Endpoint({} as ConstructorParameters<typeof Endpoint>[0]);
    await assert.rejects(other.listen(Number(new URL(local.url).port)), { code: "EADDRINUSE" });
  });

  describe("STS", () => {
    async function identity(profile: string, region = "eu-west-1") {
      const { accessKeyId, secretAccessKey, sessionToken } = local.key(profile);
      const credentials = { accessKeyId, secretAccessKey, sessionToken };
      const client = new STSClient({ region, endpoint: local.url, credentials, maxAttempts: 1 });
      try {
        return await client.send(new GetCallerIdentityCommand({}));
      } finally {
        client.destroy();
      }
    }

    it("says who the caller is, whatever policies they have", async () => {
      const { Arn, Account, UserId } = await identity("outsider");
      const { principal } = local.key("outsider");
      assert.deepEqual([Arn, Account, UserId], [principal.arn, "111122223333", principal.userId]);
      const [call] = local.audit;
      assert.deepEqual([call.action, call.allowed], ["sts:GetCallerIdentity", true]);
    });

    it("takes the global endpoint's Region too", async () => {
      assert.equal((await identity("qa", "us-east-1")).Account, "111122223333");
    });

    it("takes no other Region", async () => {
      await assert.rejects(identity("qa", "us-west-2"), { name: "SignatureDoesNotMatch" });
    });

    async function query(body: string) {
      const headers = { "content-type": "application/x-www-form-urlencoded; charset=utf-8" };
      const key = local.key("qa");
      const request = await signed(local, key, { service: "sts", headers, body });
      return send(local.url, request);
    }

    for (const body of ["Action=AssumeRole<&Version=2011-06-15", ""]) {
      it(`knows no other action: "${body}"`, async () => {
        const answer = await query(body);
        assert.equal(answer.status, 400);
        assert.match(answer.body, /<Code>InvalidAction<\/Code>/);
        assert.ok(!answer.body.includes("AssumeRole<"));
      });
    }

    it("answers a request without credentials as STS does", async () => {
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      const answer = await send(local.url, { headers, body: "Action=GetCallerIdentity" });
      assert.equal(answer.status, 403);
      assert.match(answer.body, /<Code>MissingAuthenticationToken<\/Code>/);
    });

    it("keeps the code of an error that has no other name", async () => {
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      const { directory } = (local.endpoint as unknown as { services: any }).services;
      const { accessKey } = directory;
      directory.accessKey = () => {
        throw new Error("broken");
      };
      const request = await signed(local, local.key("qa"), { service: "sts", headers });
      const answer = await send(local.url, request);
      directory.accessKey = accessKey;
      assert.equal(answer.status, 500);
      assert.match(answer.body, /<Code>InternalFailure<\/Code>/);
    });
  });
});
