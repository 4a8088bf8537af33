import * as assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createCredentialsStore } from "../../../../../functions/channels/slack/credentials";
import { FakeAws } from "../../support/fakes-aws";
import { FakeClock } from "../../support/fakes";

const arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:slack-AbCdEf";
const canary = "canary-0123456789abcdef";
const good = { botToken: `xoxb-${canary}`, signingSecret: canary };

describe("the credentials", () => {
  function store(values: unknown[]) {
    const clock = new FakeClock();
    let reads = 0;
    const readSecret = async () => {
      const value = values[Math.min(reads, values.length - 1)];
      reads += 1;
      if (value instanceof Error) throw value;
      return typeof value === "string" ? value : JSON.stringify(value);
    };
    const credentials = createCredentialsStore(arn, clock, { readSecret, random: () => 0 });
    return { credentials, clock, reads: () => reads };
  }

  it("are read once in five minutes", async () => {
    const { credentials, clock, reads } = store([good]);
    assert.deepEqual(await credentials.read(), good);
    clock.advance(299);
    await credentials.read();
    assert.equal(reads(), 1);
    clock.advance(1);
    await credentials.read();
    assert.equal(reads(), 2);
  });

  it("are read again when asked to, but not more than each half minute", async () => {
    const { credentials, clock, reads } = store([good]);
    await credentials.read();
    clock.advance(29);
    await credentials.read({ refresh: true });
    assert.equal(reads(), 1);
    clock.advance(1);
    await credentials.read({ refresh: true });
    assert.equal(reads(), 2);
  });

  it("stay what they were where the store fails, which forged requests do not ask more often", async () => {
    const { credentials, clock, reads } = store([good, new Error("throttled")]);
    await credentials.read();
    clock.advance(30);
    await assert.rejects(credentials.read({ refresh: true }), /throttled/);
    clock.advance(29);
    assert.deepEqual(await credentials.read({ refresh: true }), good);
    assert.equal(reads(), 2);
    clock.advance(1);
    await assert.rejects(credentials.read({ refresh: true }), /throttled/);
    assert.equal(reads(), 3);
  });

  it("are not used for more than five minutes, though the store fails", async () => {
    const { credentials, clock } = store([good, new Error("throttled")]);
    await credentials.read();
    clock.advance(300);
    for (const refresh of [false, true]) {
      await assert.rejects(credentials.read({ refresh }), /throttled/);
    }
  });

  it("are read by one call at a time, however many ask", async () => {
    const { credentials, reads } = store([good]);
    await Promise.all(Array.from({ length: 50 }, () => credentials.read()));
    assert.equal(reads(), 1);
  });

  it("are asked for again five seconds after a failure, and until then by nobody", async () => {
    const failure = new Error("throttled");
    const { credentials, clock, reads } = store([failure, good]);
    const isThat = (error: unknown): boolean => error === failure;
    await assert.rejects(credentials.read(), isThat);
    for (const seconds of [0, 2, 2.999]) {
      clock.advance(seconds);
      for (const refresh of [false, true]) {
        await assert.rejects(credentials.read({ refresh }), isThat);
      }
    }
    assert.equal(reads(), 1);
    clock.advance(0.001);
    assert.deepEqual(await credentials.read(), good);
    assert.equal(reads(), 2);
  });

  it("are not asked for by a flood where none were ever read: one read in five seconds", async () => {
    const { credentials, clock, reads } = store([new Error("throttled")]);
    for (let second = 0; second < 60; second += 1) {
      const flood = Array.from({ length: 20 }, (_, index) =>
        credentials.read({ refresh: index % 2 === 0 }),
      );
      assert.ok((await Promise.allSettled(flood)).every(({ status }) => status === "rejected"));
      clock.advance(1);
    }
    assert.equal(reads(), 12);
  });

  it("that a refresh could not read are used as they were, in those seconds too", async () => {
    const { credentials, clock } = store([good, new Error("throttled"), good]);
    await credentials.read();
    clock.advance(298);
    await assert.rejects(credentials.read({ refresh: true }), /throttled/);
    assert.deepEqual(await credentials.read(), good);
    clock.advance(2);
    await assert.rejects(credentials.read(), /throttled/);
    clock.advance(3);
    assert.deepEqual(await credentials.read(), good);
  });

  it("are asked for again after a read that never ends", async () => {
    let late = (): void => undefined;
    const timer = (_: number, fire: () => void) => {
      late = fire;
      return () => undefined;
    };
    const answers = [new Promise<string>(() => undefined), Promise.resolve(JSON.stringify(good))];
    const readSecret = async (): Promise<string> => answers.shift()!;
    const clock = new FakeClock();
    const credentials = createCredentialsStore(arn, clock, {
      readSecret,
      timer,
      random: () => 0,
    });
    const first = credentials.read();
    clock.advance(2);
    late();
    await assert.rejects(first, /credentials took longer than 2000 ms/);
    clock.advance(4);
    await assert.rejects(credentials.read(), /credentials took longer than 2000 ms/);
    clock.advance(1);
    assert.deepEqual(await credentials.read(), good);
  });

  it("may have a previous signing secret, and fields that nobody knows", async () => {
    const previous = { ...good, previousSigningSecret: canary };
    const { credentials } = store([{ ...previous, clientSecret: "x" }]);
    assert.deepEqual(await credentials.read(), previous);
  });

  const wrong: [string, unknown][] = [
    ["not JSON", canary],
    ["JSON", `"${canary}"`],
    ["the whole value", null],
    ["botToken", { ...good, botToken: `xoxp-${canary}` }],
    ["botToken", { signingSecret: canary }],
    ["signingSecret", { ...good, signingSecret: "" }],
    ["signingSecret", { ...good, signingSecret: "short" }],
    ["previousSigningSecret", { ...good, previousSigningSecret: "" }],
    ["previousSigningSecret", { ...good, previousSigningSecret: `${canary} ` }],
    ["signingSecret", { ...good, signingSecret: `${canary}\n` }],
    ["botToken", { ...good, botToken: `xoxb-${canary}\n` }],
    ["botToken", { ...good, botToken: `xoxb-${canary}é` }],
    ["botToken", { ...good, botToken: "xoxb-" }],
    ["botToken", {}],
  ];
  for (const [field, value] of wrong) {
    it(`say what is wrong by its field, never by its value: ${field}`, async () => {
      const { credentials } = store([value]);
      await assert.rejects(credentials.read(), (error: Error) => {
        assert.ok(error.message.includes(field) || field === "JSON", error.message);
        assert.ok(!`${error.message} ${error.stack}`.includes(canary));
        return true;
      });
    });
  }
});

describe("the credentials in AWS", () => {
  const aws = new FakeAws();
  before(() => aws.start());
  beforeEach(() => aws.clear());
  after(() => aws.stop());

  const read = (from: string) => createCredentialsStore(from, new FakeClock()).read();

  it("come from Secrets Manager by the ARN", async () => {
    aws.answers.set("GetSecretValue", [{ output: { SecretString: JSON.stringify(good) } }]);
    assert.deepEqual(await read(arn), good);
    assert.deepEqual(aws.of("GetSecretValue"), [{ SecretId: arn }]);
  });

  it("come from a SecureString, decrypted", async () => {
    const parameter = "arn:aws:ssm:eu-west-1:111122223333:parameter/slack";
    aws.answers.set("GetParameter", [{ output: { Parameter: { Value: JSON.stringify(good) } } }]);
    assert.deepEqual(await read(parameter), good);
    assert.deepEqual(aws.of("GetParameter"), [{ Name: parameter, WithDecryption: true }]);
  });

  it("are not in the error where their answer is no JSON", async () => {
    const garbled = createServer((request, response) => {
      request.resume().on("end", () => response.end(canary));
    });
    await new Promise<void>((listening) => garbled.listen(0, "127.0.0.1", listening));
    const endpoint = process.env.AWS_ENDPOINT_URL;
    const { port } = garbled.address() as AddressInfo;
    process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${port}`;
    try {
      for (const from of [arn, arn.replace("secretsmanager", "ssm")]) {
        await assert.rejects(read(from), (error: Error) => {
          assert.match(error.message, /could not be parsed/);
          return !`${error.stack} ${JSON.stringify(error)} ${error.cause}`.includes(canary);
        });
      }
    } finally {
      process.env.AWS_ENDPOINT_URL = endpoint;
      garbled.closeAllConnections();
      garbled.close();
    }
  });

  it("are no credentials where the secret is binary or the parameter empty", async () => {
    await assert.rejects(read(arn), /no text value/);
    await assert.rejects(read(arn.replace("secretsmanager", "ssm")), /no text value/);
  });
});
