import * as assert from "node:assert/strict";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { ServiceError } from "../../../../../rehearsal/errors";
import type { Functions, InvokeResult, Invoker } from "../../../../../rehearsal/aws/lambda/types";
import {
  arn,
  type Equipment,
  policy,
  putRole,
  refusal,
  roleArn,
  startEquipped,
} from "../api/equipped";
import { send, signed } from "../api/fixture";

const decider = arn("lambda", "function:decider");

describe("Lambda's Invoke at the endpoint", () => {
  let local: Equipment;
  let result: () => InvokeResult;
  const invoked: [kind: string, name: string, payload: unknown, invoker: Invoker][] = [];
  const clients: LambdaClient[] = [];

  const functions = {
    has: (name: string) => [decider, "decider"].includes(name),
    settings: () => ({ arn: decider }),
    invoke: (name: string, payload: unknown, invoker: Invoker) => {
      invoked.push(["sync", name, payload, invoker]);
      return Promise.resolve(result());
    },
    invokeAsync: (name: string, payload: unknown, invoker: Invoker) => {
      invoked.push(["async", name, payload, invoker]);
    },
  } as unknown as Functions;

  before(async () => {
    local = await startEquipped({ functions });
    putRole(local.directory, "callback", [{ Action: "lambda:InvokeFunction", Resource: decider }]);
    putRole(local.directory, "barred", [
      { Action: "lambda:*", Resource: "*" },
      { Effect: "Deny", Action: "lambda:*", Resource: decider },
    ]);
  });
  after(async () => {
    clients.forEach((one) => one.destroy());
    await local.stop();
  });
  beforeEach(() => {
    invoked.splice(0);
    local.audit.splice(0);
    result = () => ({ payload: { ok: true } });
  });

  function invoke(input: object, role = "callback") {
    const client = new LambdaClient(local.as(role));
    clients.push(client);
    const Payload = Buffer.from('{"text":"ü <>&"}');
    return client.send(new InvokeCommand({ FunctionName: decider, Payload, ...input }));
  }
  const payload = { text: "ü <>&" };
  /** Who invokes: the caller's own session, so that a user's rights count as a role's do. */
  const session = "arn:aws:sts::111122223333:assumed-role/callback/test";
  const seen = (): unknown[] =>
    invoked.map(([kind, name, text, by]: any) => [kind, name, text, by.principal.arn]);

  it("runs synchronously and answers what the function returned", async () => {
    const { StatusCode, Payload, FunctionError, ExecutedVersion } = await invoke({});
    assert.deepEqual([StatusCode, FunctionError, ExecutedVersion], [200, undefined, "$LATEST"]);
    assert.deepEqual(JSON.parse(Payload!.transformToString()), { ok: true });
    assert.deepEqual(seen(), [["sync", decider, payload, session]]);
  });

  it("answers null for a function that returned nothing", async () => {
    result = () => ({ payload: undefined });
    assert.equal((await invoke({})).Payload!.transformToString(), "null");
  });

  it("marks a function's error", async () => {
    result = () => ({ payload: { errorMessage: "no" }, functionError: "Unhandled" });
    const { StatusCode, FunctionError } = await invoke({ InvocationType: "RequestResponse" });
    assert.deepEqual([StatusCode, FunctionError], [200, "Unhandled"]);
  });

  it("hands over asynchronously", async () => {
    assert.equal((await invoke({ InvocationType: "Event" })).StatusCode, 202);
    assert.deepEqual(seen(), [["async", decider, payload, session]]);
  });

  it("only asks for the right in a dry run", async () => {
    assert.equal((await invoke({ InvocationType: "DryRun" })).StatusCode, 204);
    assert.deepEqual(invoked, []);
    assert.equal(local.audit[0].allowed, true);
  });

  it("knows a function by its name, and asks for the right on its ARN", async () => {
    await invoke({ FunctionName: "decider", Qualifier: "$LATEST" });
    const [{ action, resource, allowed }] = local.audit;
    assert.deepEqual([action, resource, allowed], ["lambda:InvokeFunction", decider, true]);
  });

  it("takes no payload for an empty object", async () => {
    await invoke({ Payload: undefined });
    assert.deepEqual(invoked[0][2], {});
  });

  it("obeys an explicit Deny before the function is asked", async () => {
    const { name, status } = await refusal(invoke({}, "barred"));
    assert.deepEqual([name, status], ["AccessDeniedException", 403]);
    assert.deepEqual(invoked, []);
  });

  it("leaves it to the function's policy where the caller's own say nothing", async () => {
    putRole(local.directory, "trusted", []);
    result = () => {
      throw new ServiceError("AccessDeniedException", "its policy says no", 403);
    };
    const { name, status } = await refusal(invoke({}, "trusted"));
    assert.deepEqual([name, status], ["AccessDeniedException", 403]);
    assert.equal(local.audit[0].allowed, false);
    result = () => ({ payload: 1 });
    assert.equal((await invoke({}, "trusted")).StatusCode, 200);
  });

  for (const name of ["nothing", arn("lambda", "function:nothing")]) {
    it(`says that ${name} does not exist`, async () => {
      putRole(local.directory, "anything", [{ Action: "*", Resource: "*" }]);
      const refused = await refusal(invoke({ FunctionName: name }, "anything"));
      assert.deepEqual([refused.name, refused.status], ["ResourceNotFoundException", 404]);
      assert.match(refused.message, /function:nothing$/);
    });
  }

  it("refuses a payload that is not JSON", async () => {
    const refused = await refusal(invoke({ Payload: Buffer.from("{") }));
    assert.equal(refused.name, "InvalidRequestContentException");
  });

  it("has no aliases", async () => {
    const { name, message } = await refusal(invoke({ Qualifier: "live" }));
    assert.equal(name, "InvalidParameterValueException");
    assert.match(message, /got the qualifier: live$/);
  });

  it("holds query string, headers and path against Lambda's API model", async () => {
    for (const [more, member] of [
      [{ Qualifier: "live now" }, "qualifier"],
      [{ InvocationType: "Later" }, "invocationType"],
      [{ LogType: "Head" }, "logType"],
      [{ FunctionName: "no name" }, "functionName"],
    ] as const) {
      const { name, message, status } = await refusal(invoke(more as object));
      assert.deepEqual([name, status], ["ValidationException", 400]);
      assert.match(message, new RegExp(`^1 validation error detected: Value '.*' at '${member}'`));
    }
  });

  it("takes an event of 1 MiB and not a byte more", async () => {
    const event = (length: number) =>
      invoke({ InvocationType: "Event", Payload: Buffer.from(`"${"x".repeat(length - 2)}"`) });
    assert.equal((await event(1024 * 1024)).StatusCode, 202);
    const refused = await refusal(event(1024 * 1024 + 1));
    assert.deepEqual([refused.name, refused.status], ["RequestTooLargeException", 413]);
  });

  it("takes a synchronous payload of 6 MiB", async () => {
    const Payload = Buffer.from(`"${"x".repeat(6 * 1024 * 1024 - 2)}"`);
    assert.equal((await invoke({ Payload })).StatusCode, 200);
  });

  it("refuses what is not signed with 403", async () => {
    const path = `/2015-03-31/functions/${encodeURIComponent(decider)}/invocations`;
    const { status, body } = await send(local.url, { path, body: "{}" });
    assert.equal(status, 403);
    assert.match(body, /Missing Authentication Token/);
  });

  it("signs path and query: neither can be changed on the way", async () => {
    const qualified = "/2015-03-31/functions/decider/invocations?Qualifier=%24LATEST&b=%2B+c&b=1";
    const key = local.directory.assume({ roleArn: roleArn("callback"), sessionName: "one" });
    const { headers, body } = await signed(local, key, { service: "lambda", url: qualified });
    assert.equal((await send(local.url, { path: qualified, headers, body })).status, 200);
    for (const path of [
      qualified.replace("b=1", "b=2"),
      qualified.replace("decider", "other"),
      qualified.slice(0, qualified.indexOf("?")),
    ]) {
      const refused = await send(local.url, { path, headers, body });
      assert.equal(refused.status, 403);
      assert.match(refused.body, /signature we calculated does not match/);
    }
  });

  it("has no function whose name cannot be read", async () => {
    const path = "/2015-03-31/functions/%E0%A4%A/invocations";
    const key = local.directory.assume({ roleArn: roleArn("callback"), sessionName: "one" });
    const { headers, body } = await signed(local, key, { service: "lambda", url: path });
    const refused = await send(local.url, { path, headers, body });
    assert.equal(refused.status, 400);
    assert.match(refused.body, /not readable: %E0%A4%A/);
  });

  it("fails as Lambda does when the rehearsal itself fails", async () => {
    result = () => {
      throw new Error("secret detail");
    };
    const { status, message } = await refusal(invoke({}));
    assert.equal(status, 500);
    assert.ok(!message.includes("secret"));
  });

  it("is not there without functions, and says so", async () => {
    const bare = await startEquipped({ without: "functions" });
    putRole(
      bare.directory,
      "any",
      [{ Action: "*", Resource: "*" }],
      policy({ Principal: "*", Action: "*" }),
    );
    const client = new LambdaClient(bare.as("any"));
    const call = client.send(new InvokeCommand({ FunctionName: "decider" }));
    assert.match((await refusal(call)).message, /Lambda .* is not in this rehearsal/);
    client.destroy();
    await bare.stop();
  });
});
