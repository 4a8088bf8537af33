import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as esbuild from "esbuild";
import type { Account } from "../../../../../rehearsal/aws/account/account";
import { createAccount } from "../../../../../rehearsal/aws/account/create-account";
import { Endpoint } from "../../../../../rehearsal/aws/api/endpoint";
import { MovableClock } from "../../../../../rehearsal/clock";
import type { BusEvent } from "../../../../../rehearsal/aws/codepipeline/types";
import { runProgram } from "../../../../../rehearsal/program/run";
import { fixtures, place } from "./support";

const day = 24 * 60 * 60 * 1000;

const ended: BusEvent = {
  version: "0",
  id: "1",
  source: "aws.codepipeline",
  "detail-type": "CodePipeline Action Execution State Change",
  account: place.accountId,
  time: "2026-11-22T21:34:56Z",
  region: place.region,
  resources: [],
  detail: {},
};

describe("A function that a program deploys", () => {
  let folder: string;
  let account: Account;
  let endpoint: Endpoint;
  let clock: MovableClock;
  let outputs: Record<string, any>;

  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "deployed-test-"));
    process.env.TEST_BUNDLE = folder;
    await esbuild.build({
      entryPoints: [path.join(fixtures, "caller", "index.ts")],
      outfile: path.join(folder, "index.js"),
      ...{ bundle: true, minify: true, platform: "node", format: "cjs", target: "node24" },
    });
    clock = new MovableClock();
    let url = "";
    account = createAccount({
      ...{ place, folder, clock },
      repositoryDir: folder,
      endpointUrl: () => url,
    });
    const { engine, directory, functions, stores } = account;
    endpoint = new Endpoint({ engine, directory, clock, place, functions, stores });
    url = await endpoint.listen(0);
    const program = await runProgram({
      exampleDir: path.join(fixtures, "program"),
      create: (registration) => account.create(registration),
      call: (token, args) => account.call(token, args),
      onLog: () => undefined,
    });
    outputs = program.outputs;
  });

  after(async () => {
    delete process.env.TEST_BUNDLE;
    await account.close();
    await endpoint.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it("is invoked by its rule, calls AWS as its role, and writes its log", async () => {
    account.bus.put(ended);
    await new Promise((resolve) => account.once("delivery", resolve));
    await account.functions.idle();
    const [{ result, error, event }] = account.functions.invocations();
    assert.equal(error, undefined);
    const session = `arn:aws:sts::111122223333:assumed-role/${outputs.roleArn.split("/")[1]}/caller`;
    assert.equal((result as { arn: string }).arn, session);
    assert.deepEqual(event, ended);
    assert.match(account.functions.logs(outputs.logGroup).join("\n"), new RegExp(`as ${session}`));
    assert.deepEqual(account.recordedOnly, []);
  });

  it("signs by the rehearsal's clock, days ahead", async () => {
    clock.advance(8 * day);
    account.bus.put(ended);
    await new Promise((resolve) => account.once("delivery", resolve));
    await account.functions.idle();
    const { result, error } = account.functions.invocations().at(-1)!;
    assert.equal(error, undefined);
    const { date } = result as { date: string };
    assert.ok(Math.abs(Date.parse(date) - clock.now().getTime()) < 60_000, date);
  });
});
