/** A local Lambda with a function that does as its events say. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { MovableClock } from "../../../../../rehearsal/clock";
import type { AccessKey, Decision } from "../../../../../rehearsal/aws/iam/types";
import { createFunctions } from "../../../../../rehearsal/aws/lambda/functions";
import type { FunctionsOptions } from "../../../../../rehearsal/aws/lambda/options";
import type { Functions, FunctionSettings } from "../../../../../rehearsal/aws/lambda/types";

export const place = { partition: "aws", region: "eu-west-1", accountId: "111122223333" };
export const roleArn = "arn:aws:iam::111122223333:role/notifier";
export const functionArn = "arn:aws:lambda:eu-west-1:111122223333:function:notifier";
export const queueArn = "arn:aws:sqs:eu-west-1:111122223333:dead";
export const me = { roleArn };
export const fixtures = path.join(__dirname, "fixtures");

export const settings: FunctionSettings = {
  arn: functionArn,
  name: "notifier",
  roleArn,
  handler: "index.handler",
  codeFolder: path.join(fixtures, "echo"),
  // Where coverage of the processes is collected, the child needs to know too.
  environment: {
    ...(process.env.NODE_V8_COVERAGE && { NODE_V8_COVERAGE: process.env.NODE_V8_COVERAGE }),
  },
  timeoutSeconds: 20,
  logGroup: "/aws/lambda/notifier",
};

interface Asked {
  readonly role: string;
  readonly action: string;
  readonly resource: string;
}

export interface TestFunctions {
  readonly functions: Functions;
  readonly clock: MovableClock;
  readonly folder: string;
  readonly warnings: string[];
  readonly sent: { arn: string; body: unknown }[];
  readonly published: unknown[][];
  readonly asked: Asked[];
  /** What the event's `way` answers. */
  run(event: object): Promise<any>;
}

const made: { functions: Functions; folder: string }[] = [];

export interface TestOptions extends Partial<FunctionsOptions> {
  readonly function?: Partial<FunctionSettings>;
  /** Actions that a role may not do. */
  readonly denied?: readonly string[];
}

export function newFunctions(options: TestOptions = {}): TestFunctions {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "lambda-test-"));
  const clock = new MovableClock();
  const warnings: string[] = [];
  const sent: TestFunctions["sent"] = [];
  const published: unknown[][] = [];
  const asked: Asked[] = [];
  const decideRole = (role: string, action: string, resource: string): Decision => {
    asked.push({ role, action, resource });
    const allowed = !options.denied?.includes(action);
    return { allowed, reason: allowed ? "Allowed: all is." : `Denied: nothing allows ${action}.` };
  };
  const functions = createFunctions({
    directory: {
      decideRole,
      decide: ({ arn }, action, resource) => decideRole(arn, action, resource),
    },
    ...{ clock, place, folder },
    endpointUrl: () => "http://127.0.0.1:9",
    queues: {
      has: (arn) => arn === queueArn,
      send: (arn, body) => {
        sent.push({ arn, body: JSON.parse(body) });
        return "message-1";
      },
    },
    topics: {
      publish: async (...values) => {
        published.push(values);
        return "message-1";
      },
    },
    credentialsFor: temporaryKey,
    ...options,
  });
  functions.events.on("warning", (text) => warnings.push(text));
  functions.put({ ...settings, ...options.function });
  made.push({ functions, folder });
  return {
    ...{ functions, clock, folder, warnings, sent, published, asked },
    run: async (event) => (await functions.invoke("notifier", event, me)).payload,
  };
}

export async function closeFunctions(): Promise<void> {
  for (const { functions, folder } of made.splice(0)) {
    await functions.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function temporaryKey(role: string, sessionName: string): AccessKey {
  const arn = `${role.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/")}/${sessionName}`;
  return {
    profile: "",
    accessKeyId: "ASIAEXAMPLE",
    secretAccessKey: "secret",
    sessionToken: "token",
    principal: { arn, accountId: place.accountId, userId: "AROA:x", context: {} },
  };
}

/** A function to whose queue an event was given; the first attempt is over. */
export async function invoked(event: object, options: TestOptions & { config?: object } = {}) {
  const test = newFunctions(options);
  const { functions, clock } = test;
  functions.putEventInvokeConfig("notifier", { onFailure: queueArn, ...options.config });
  functions.invokeAsync("notifier", event, me);
  assert.equal(functions.busy(), 1);
  await functions.idle();
  const pass = async (milliseconds: number) => {
    clock.advance(milliseconds);
    await functions.idle();
  };
  const attempts = () => functions.invocations().map(({ attempt }) => attempt);
  return { ...test, pass, attempts };
}
