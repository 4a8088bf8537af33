import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import {
  CodePipelineClient,
  GetPipelineStateCommand,
  ListPipelinesCommand,
} from "@aws-sdk/client-codepipeline";
import { openRehearsal, placeFor, type Rehearsal } from "../../../rehearsal/session";
import type { Progress } from "../../../rehearsal/terminal/progress";

const fixture = (name: string) => path.join(__dirname, "terminal", "fixtures", name);
const temporary = () => fs.mkdtempSync(path.join(os.tmpdir(), "rehearsal-session-"));

describe("openRehearsal", () => {
  const progress: Progress[] = [];
  const readyAt: number[] = [];
  let rehearsal: Rehearsal;

  before(async () => {
    rehearsal = await openRehearsal({
      exampleDir: fixture("two-gates"),
      folder: temporary(),
      onProgress: (one) => progress.push(one),
      onReady: ({ engine }) => readyAt.push(engine.executions("two-gates").length),
    });
  });

  after(() => rehearsal.close());

  it("counts resources as they register, then tells how many and where to call", () => {
    const counts = progress.flatMap((one) => (one.kind === "registered" ? [one.count] : []));
    assert.deepEqual(
      counts,
      counts.map((_, index) => index + 1),
    );
    const [deployed, listening] = progress.slice(-2);
    assert.deepEqual(deployed, { kind: "deployed", count: counts.length, gaps: [] });
    const { url, credentialsFile } = rehearsal;
    assert.deepEqual(listening, { kind: "listening", url, credentialsFile });
  });

  it("is ready before the pipeline starts, and has started it", () => {
    assert.deepEqual(readyAt, [0]);
    assert.equal(rehearsal.engine.executions("two-gates").length, 1);
  });

  it("writes credentials that only their owner can read", () => {
    assert.equal(fs.statSync(rehearsal.credentialsFile).mode & 0o777, 0o600);
    assert.match(fs.readFileSync(rehearsal.credentialsFile, "utf8"), /^\[manager-mfa\]$/m);
  });

  it("names itself after the folder and keeps the program's result", () => {
    assert.equal(rehearsal.example, "two-gates");
    assert.equal(rehearsal.program.project, "two-gates");
    assert.equal(rehearsal.account.place.region, "eu-west-1");
  });

  it("gives settings with which an AWS SDK calls as a person", async () => {
    const administrator = new CodePipelineClient(rehearsal.clientConfigFor("administrator"));
    const { pipelineName } = await administrator.send(
      new GetPipelineStateCommand({ name: "two-gates" }),
    );
    assert.equal(pipelineName, "two-gates");
    const outsider = new CodePipelineClient(rehearsal.clientConfigFor("outsider"));
    await assert.rejects(outsider.send(new ListPipelinesCommand({})), {
      name: "AccessDeniedException",
    });
  });

  it("names the profiles when asked for one that is not there", () => {
    assert.throws(() => rehearsal.clientConfigFor("nobody"), /"nobody".*qa-engineer/);
  });

  it("ends what runs and closes the endpoint, once", async () => {
    await rehearsal.close();
    await rehearsal.close();
    assert.equal(rehearsal.engine.executions("two-gates")[0].status, "Stopped");
    await assert.rejects(fetch(rehearsal.url));
  });
});

describe("openRehearsal: what cannot be opened", () => {
  it("says that a program has no pipeline", async () => {
    const options = { exampleDir: fixture("no-pipeline"), folder: temporary() };
    await assert.rejects(openRehearsal(options), /registered no pipeline/);
  });

  it("passes on what the program says", async () => {
    const options = { exampleDir: fixture("broken"), folder: temporary() };
    await assert.rejects(openRehearsal(options), /works\./);
  });

  it("asks for a region", async () => {
    const options = { exampleDir: fixture("no-region"), folder: temporary() };
    await assert.rejects(openRehearsal(options), /Pulumi\.rehearsal\.yaml sets no `aws:region`/);
  });

  it("says that an example does not exist", async () => {
    await assert.rejects(openRehearsal({ example: "nowhere" }), /nowhere.*does not exist/);
  });

  it("wants to be told what to open", async () => {
    await assert.rejects(openRehearsal({}), /example, exampleDir or programDir/);
  });
});

describe("placeFor", () => {
  for (const [region, partition] of [
    ["eu-west-1", "aws"],
    ["cn-north-1", "aws-cn"],
    ["us-gov-west-1", "aws-us-gov"],
  ]) {
    it(`puts ${region} into the partition ${partition}`, () => {
      assert.deepEqual(placeFor(region), { partition, region, accountId: "111122223333" });
    });
  }
});
