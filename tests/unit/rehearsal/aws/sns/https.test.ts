import * as assert from "node:assert/strict";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import { fetchPost, https } from "../../../../../rehearsal/aws/sns/https";
import type { Post } from "../../../../../rehearsal/aws/sns/pending-delivery";
import { fakeClock, pending, topicArn } from "./support";

function scripted(answers: (number | Error)[]) {
  const calls: { url: string; body: string; headers: Record<string, string> }[] = [];
  const post: Post = async (url, body, headers) => {
    calls.push({ url, body, headers });
    const answer = answers[calls.length - 1];
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const waits: number[] = [];
  return { calls, waits, deps: { clock: fakeClock(waits), folder: "unused", post } };
}

describe("https delivery", () => {
  it("posts SNS's envelope with SNS's headers", async () => {
    const { calls, deps } = scripted([200]);
    assert.equal(await https(pending({}, "Subject"), deps), "https://example.com/hook");
    assert.equal(calls.length, 1);
    assert.equal(calls[0].url, "https://example.com/hook");
    const { UnsubscribeURL, ...rest } = JSON.parse(calls[0].body);
    assert.match(UnsubscribeURL, /Action=Unsubscribe/);
    assert.deepEqual(rest, {
      Type: "Notification",
      MessageId: "message-1",
      TopicArn: topicArn,
      Subject: "Subject",
      Message: "hello",
      Timestamp: "2026-11-22T21:34:56.789Z",
    });
    assert.deepEqual(calls[0].headers, {
      "x-amz-sns-message-type": "Notification",
      "x-amz-sns-message-id": "message-1",
      "x-amz-sns-topic-arn": topicArn,
      "x-amz-sns-subscription-arn": `${topicArn}:subscription-1`,
      "content-type": "text/plain; charset=UTF-8",
      "user-agent": "Amazon Simple Notification Service Agent",
    });
  });

  it("leaves Subject out when the message has none", async () => {
    const { calls, deps } = scripted([204]);
    await https(pending({}), deps);
    assert.equal("Subject" in JSON.parse(calls[0].body), false);
  });

  it("posts the message alone with raw delivery, and says so", async () => {
    const { calls, deps } = scripted([200]);
    await https(pending({ rawMessageDelivery: true }), deps);
    assert.equal(calls[0].body, "hello");
    assert.equal(calls[0].headers["x-amz-sns-rawdelivery"], "true");
  });

  for (const first of [500, 503, 429, new Error("connection refused")]) {
    it(`tries again after ${first}`, async () => {
      const { calls, waits, deps } = scripted([first, 200]);
      await https(pending({}), deps);
      assert.equal(calls.length, 2);
      assert.deepEqual(waits, [1000]);
    });
  }

  it("gives up after the third try and tells every answer", async () => {
    const { calls, waits, deps } = scripted([500, new Error("reset"), 502, 200]);
    await assert.rejects(https(pending({}), deps), /HTTP 500; reset; HTTP 502\.$/);
    assert.equal(calls.length, 3);
    assert.deepEqual(waits, [1000, 2000]);
  });

  for (const status of [301, 400, 403, 404]) {
    it(`takes ${status} as final`, async () => {
      const { calls, deps } = scripted([status, 200]);
      await assert.rejects(https(pending({}), deps), new RegExp(`HTTP ${status}\\.`));
      assert.equal(calls.length, 1);
    });
  }

  it("tells what was thrown that is no Error", async () => {
    const post: Post = () => Promise.reject("odd");
    await assert.rejects(https(pending({}), { ...scripted([]).deps, post }), /odd; odd; odd/);
  });
});

describe("fetchPost", () => {
  const received: { body: string; type?: string; method?: string }[] = [];
  const server = http.createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += chunk));
    request.on("end", () => {
      received.push({
        body,
        type: request.headers["x-amz-sns-message-type"] as string,
        method: request.method,
      });
      response.writeHead(request.url === "/moved" ? 302 : 202, { location: "/elsewhere" });
      response.end("thanks");
    });
  });
  let base: string;
  before(async () => {
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => new Promise((done) => server.close(done)));
  beforeEach(() => received.splice(0));

  it("really posts", async () => {
    assert.equal(await fetchPost(`${base}/`, "päckchen", { "x-amz-sns-message-type": "N" }), 202);
    assert.deepEqual(received, [{ body: "päckchen", type: "N", method: "POST" }]);
  });

  it("does not follow redirects", async () => {
    assert.equal(await fetchPost(`${base}/moved`, "x", {}), 302);
    assert.equal(received.length, 1);
  });

  it("rejects with the cause when nobody answers", async () => {
    const closed = http.createServer();
    await new Promise<void>((done) => closed.listen(0, "127.0.0.1", done));
    const { port } = closed.address() as AddressInfo;
    await new Promise((done) => closed.close(done));
    await assert.rejects(fetchPost(`http://127.0.0.1:${port}/`, "x", {}), /ECONNREFUSED/);
  });
});
