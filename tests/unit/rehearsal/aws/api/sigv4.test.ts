import * as assert from "node:assert/strict";
import { place, send, signed, type Local, type Signing, startLocal } from "./fixture";

const minute = 60_000;

describe("signature version 4", () => {
  const now = new Date("2026-11-22T21:00:00Z");
  let local: Local;
  before(async () => {
    local = await startLocal({ realTime: () => now });
    local.fake.answers.pipelineNames = () => [];
  });
  after(() => local.stop());

  async function call(
    signing: Signing = {},
    spoil: (headers: Record<string, string>) => Record<string, string> = (headers) => headers,
    profile = "administrator",
    body?: string,
  ) {
    const request = await signed(local, local.key(profile), { date: now, ...signing });
    return send(local.url, { headers: spoil(request.headers), body: body ?? request.body });
  }

  async function refused(response: ReturnType<typeof call>, code: string, message: RegExp) {
    const { status, code: got, message: text } = await response;
    assert.deepEqual([status, got], [400, code]);
    assert.match(text, message);
    assert.deepEqual(local.fake.calls, []);
  }
  beforeEach(() => local.fake.calls.splice(0));

  for (const profile of ["administrator", "administrator-mfa"]) {
    it(`accepts what ${profile} signed`, async () => {
      const { status, body } = await call({}, undefined, profile);
      assert.deepEqual([status, body], [200, '{"pipelines":[]}']);
    });
  }

  it("accepts a request without a header for the payload's hash, but no other body", async () => {
    const hashHeader = false;
    assert.equal((await call({ hashHeader })).status, 200);
    local.fake.calls.splice(0);
    const changed = call({ hashHeader }, undefined, "administrator", '{"maxResults":1}');
    await refused(changed, "InvalidSignatureException", /does not match/);
  });

  for (const minutes of [-5, 5]) {
    it(`accepts a clock that is ${minutes} minutes off`, async () => {
      const date = new Date(now.getTime() + minutes * minute);
      assert.equal((await call({ date })).status, 200);
    });
  }

  it("refuses a signature that is more than five minutes old", async () => {
    const date = new Date(now.getTime() - 5 * minute - 1000);
    await refused(call({ date }), "InvalidSignatureException", /^Signature expired: .* - 5 min/);
  });

  it("refuses a signature from more than five minutes ahead", async () => {
    const date = new Date(now.getTime() + 5 * minute + 1000);
    await refused(call({ date }), "InvalidSignatureException", /^Signature not yet current/);
  });

  it("goes by real time, wherever the rehearsal's clock stands", async () => {
    local.clock.advance(7 * 24 * 60 * minute);
    assert.equal((await call()).status, 200);
  });

  it("takes what a function signs by the rehearsal's clock", async () => {
    assert.equal((await call({ date: local.clock.now() })).status, 200);
  });

  for (const minutes of [-6, 6]) {
    it(`refuses what is ${minutes} minutes off the rehearsal's clock as well`, async () => {
      const date = new Date(local.clock.now().getTime() + minutes * minute);
      await refused(call({ date }), "InvalidSignatureException", /not yet current/);
    });
  }

  it("refuses a request without credentials", async () => {
    const spoil = ({ authorization: _, ...rest }: Record<string, string>) => rest;
    await refused(call({}, spoil), "MissingAuthenticationTokenException", /Missing/);
  });

  it("refuses a body that was changed on the way", async () => {
    const changed = call({}, undefined, "administrator", '{"maxResults":1}');
    await refused(changed, "InvalidSignatureException", /not the hash/);
  });

  it("refuses a body that was changed together with its hash", async () => {
    const hash = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
    const spoil = (headers: Record<string, string>) => ({
      ...headers,
      "x-amz-content-sha256": hash,
    });
    const changed = call({ body: '{"maxResults":1}' }, spoil, "administrator", "{}");
    await refused(changed, "InvalidSignatureException", /does not match/);
  });

  it("refuses an unsigned payload", async () => {
    const headers = { "x-amz-content-sha256": "UNSIGNED-PAYLOAD" };
    await refused(call({ headers }), "InvalidSignatureException", /not the hash/);
  });

  it("refuses another operation under the same signature", async () => {
    const target = { "x-amz-target": "CodePipeline_20150709.StartPipelineExecution" };
    const spoil = (headers: Record<string, string>) => ({ ...headers, ...target });
    await refused(call({}, spoil), "InvalidSignatureException", /does not match/);
  });

  it("refuses a header of AWS's that was added after signing", async () => {
    const spoil = (headers: Record<string, string>) => ({ ...headers, "x-amz-extra": "1" });
    const response = call({}, spoil);
    await refused(response, "InvalidSignatureException", /must be signed: x-amz-extra/);
  });

  it("refuses a signed header that is missing", async () => {
    const spoil = ({ "x-extra": _, ...rest }: Record<string, string>) => rest;
    const response = call({ headers: { "x-extra": "1" } }, spoil);
    await refused(response, "InvalidSignatureException", /headers are missing: x-extra/);
  });

  it("refuses a made-up signature, of any length", async () => {
    for (const made of ["0".repeat(64), "0"]) {
      const spoil = (headers: Record<string, string>) => ({
        ...headers,
        authorization: headers.authorization.replace(/Signature=.*/, `Signature=${made}`),
      });
      await refused(call({}, spoil), "InvalidSignatureException", /does not match/);
    }
  });

  it("refuses the wrong secret", async () => {
    const key = { ...local.key("administrator"), secretAccessKey: "x".repeat(40) };
    const request = await signed(local, key, { date: now });
    await refused(send(local.url, request), "InvalidSignatureException", /does not match/);
  });

  it("refuses a key that it never gave out", async () => {
    const key = { ...local.key("administrator"), accessKeyId: "AKIAAAAAAAAAAAAAAAAA" };
    const request = await signed(local, key, { date: now });
    await refused(
      send(local.url, request),
      "UnrecognizedClientException",
      /new in every rehearsal/,
    );
  });

  for (const [name, token] of [
    ["without its token", undefined],
    ["with another token", "x"],
  ] as const) {
    it(`refuses a session's key ${name}`, async () => {
      const key = { ...local.key("administrator-mfa"), sessionToken: token };
      const request = await signed(local, key, { date: now });
      await refused(send(local.url, request), "UnrecognizedClientException", /token/);
    });
  }

  it("refuses a long-term key with a token", async () => {
    const key = { ...local.key("administrator"), sessionToken: "x" };
    const request = await signed(local, key, { date: now });
    await refused(send(local.url, request), "UnrecognizedClientException", /token/);
  });

  it("refuses another Region, and says which", async () => {
    const response = call({ region: "us-east-1" });
    await refused(response, "InvalidSignatureException", /Pass --region eu-west-1/);
  });

  it("refuses another service", async () => {
    await refused(call({ service: "sns" }), "InvalidSignatureException", /'codepipeline'/);
  });

  const scope = `20261122/${place.region}/codepipeline/aws4_request`;
  const headers: [string, string, string, RegExp][] = [
    ["another algorithm", "AWS4-ECDSA-P256-SHA256 x=y", "IncompleteSignature", /AWS4-HMAC-SHA256/],
    ["Bearer", "Bearer", "IncompleteSignature", /AWS4-HMAC-SHA256/],
    ["no credential", "AWS4-HMAC-SHA256 x=y", "IncompleteSignature", /'Credential'/],
    ["half a credential", "AWS4-HMAC-SHA256 Credential=a/b", "IncompleteSignature", /KEY\/DATE/],
    [
      "no signed headers",
      `AWS4-HMAC-SHA256 Credential=a/${scope}`,
      "IncompleteSignature",
      /'SignedHeaders'/,
    ],
    [
      "no signature",
      `AWS4-HMAC-SHA256 Credential=a/${scope}, SignedHeaders=host`,
      "IncompleteSignature",
      /'Signature'/,
    ],
    [
      "another terminator",
      `AWS4-HMAC-SHA256 Credential=a/${scope}5, SignedHeaders=host, Signature=0`,
      "InvalidSignature",
      /terminator/,
    ],
    [
      "another date",
      `AWS4-HMAC-SHA256 Credential=a/${scope.replace("22", "21")}, SignedHeaders=host, Signature=0`,
      "InvalidSignature",
      /Date in Credential/,
    ],
  ];
  for (const [name, authorization, code, message] of headers) {
    it(`refuses an Authorization header with ${name}`, async () => {
      const spoil = (given: Record<string, string>) => ({ ...given, authorization });
      await refused(call({}, spoil), `${code}Exception`, message);
    });
  }

  for (const date of [undefined, "yesterday", "20261399T000000Z"]) {
    it(`refuses the date ${date}`, async () => {
      const spoil = ({ "x-amz-date": _, ...rest }: Record<string, string>) =>
        date === undefined ? rest : { ...rest, "x-amz-date": date };
      await refused(call({}, spoil), "IncompleteSignatureException", /X-Amz-Date/);
    });
  }
});
