import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import type { Rehearsal } from "../../../../rehearsal/session";
import { commit, decide } from "../../../../rehearsal/terminal/decide";
import type { Decision } from "../../../../rehearsal/screen/decision";
import { follow } from "../../../../rehearsal/screen/follow";
import { waitUntilIdle } from "../../../../rehearsal/terminal/wait-until-idle";
import { reportLines } from "../../../../rehearsal/terminal/report";
import { snapshotOf } from "../../../../rehearsal/screen/snapshot";
import { newRehearsal, type Options } from "./support/rehearsal";

interface Stage {
  readonly rehearsal: Rehearsal;
  readonly told: string[];
  readonly tell: (line: string) => void;
}

/** Runs `play` on a rehearsal that waits at its first gate. */
async function on(play: (stage: Stage) => Promise<void>, options: Options = {}): Promise<void> {
  const rehearsal = await newRehearsal(options);
  const told: string[] = [];
  const tell = (line: string): void => void told.push(line);
  try {
    await waitUntilIdle(rehearsal);
    await play({ rehearsal, told, tell });
  } finally {
    await rehearsal.close();
  }
}

const first = ({ engine }: Rehearsal) => engine.pending()[0];
const stateOf = ({ engine }: Rehearsal) => engine.executions("web")[0].status;

const decision = (rehearsal: Rehearsal, overrides: Partial<Decision> = {}): Decision => ({
  request: first(rehearsal),
  profile: "qa-engineer",
  status: "Approved",
  summary: "",
  ...overrides,
});

describe("decide", () => {
  it("decides through the API as the person", () =>
    on(async ({ rehearsal, told, tell }) => {
      const calls: unknown[] = [];
      rehearsal.endpoint.on("call", (call) => calls.push([call.principal?.arn, call.input]));
      const { pipelineName, stageName, actionName, token } = first(rehearsal);
      const result = { status: "Rejected", summary: "No" } as const;
      await decide(rehearsal, decision(rehearsal, result), tell);
      const arn = "arn:aws:iam::111122223333:user/qa-engineer";
      assert.deepEqual(calls, [[arn, { pipelineName, stageName, actionName, token, result }]]);
      assert.equal(stateOf(rehearsal), "Failed");
      assert.deepEqual(told, []);
    }));

  it("tells in AWS's words why somebody is refused, and changes nothing", () =>
    on(async ({ rehearsal, told, tell }) => {
      const { token } = first(rehearsal);
      await decide(rehearsal, decision(rehearsal, { profile: "outsider" }), tell);
      assert.match(
        told[0],
        /^ {2}AccessDeniedException: .*user\/outsider is not authorized to perform: codepipeline:PutApproval/,
      );
      assert.equal(first(rehearsal).token, token);
    }));

  it("tells what went wrong where the endpoint does not answer", () =>
    on(async ({ rehearsal, told, tell }) => {
      await rehearsal.endpoint.close();
      await decide(rehearsal, decision(rehearsal), tell);
      assert.match(told[0], /^✗ .*ECONNREFUSED/);
      await rehearsal.endpoint.listen(0);
    }));
});

describe("commit", () => {
  it("commits, and says whether that started the pipeline", () =>
    on(async ({ rehearsal, told, tell }) => {
      const { account, engine } = rehearsal;
      commit(rehearsal, "web", tell);
      account.commit = (name) => {
        engine.start(name, { triggerType: "WebhookV2", triggerDetail: "connection" });
      };
      commit(rehearsal, "web", tell);
      assert.deepEqual(told, [
        "A new commit is there, and nothing of the program starts web for it.",
        "A new commit started web.",
      ]);
    }));

  it("tells what is thrown, whatever it is, without control characters", () =>
    on(async ({ rehearsal, told, tell }) => {
      rehearsal.account.commit = () => {
        throw "odd\u001b[2J";
      };
      commit(rehearsal, "web", tell);
      assert.deepEqual(told, ["✗ odd"]);
    }));
});

describe("snapshotOf", () => {
  it("sees all pipelines, approvals with people and deliveries, and the actions that can fail", () =>
    on(
      async ({ rehearsal }) => {
        rehearsal.failures.add("smoke");
        const snapshot = snapshotOf(rehearsal);
        assert.deepEqual(
          snapshot.pipelines.map((view) => view.name),
          ["web", "api"],
        );
        assert.deepEqual(
          snapshot.approvals.map(({ request, deliveries }) => [
            request.pipelineName,
            deliveries[0].subscription.endpoint,
          ]),
          [
            ["web", "qa@example.com"],
            ["api", "qa@example.com"],
          ],
        );
        assert.deepEqual(
          snapshot.actions.map(({ pipelineName, name, fails }) => [pipelineName, name, fails]),
          ["web", "api"].flatMap((pipeline) => [
            [pipeline, "site", false],
            [pipeline, "smoke", true],
            [pipeline, "ship", false],
          ]),
        );
      },
      { names: ["web", "api"] },
    ));
});

describe("follow", () => {
  it("tells ends, log lines, deliveries and calls, without control characters", async () => {
    const rehearsal = await newRehearsal({ start: false });
    const told: string[] = [];
    const { engine, folder } = rehearsal;
    follow(rehearsal, (line) => told.push(line), { calls: true, folder });
    try {
      engine.start("web", { triggerType: "CreatePipeline", triggerDetail: "" });
      await waitUntilIdle({ engine });
      const rejection = decision(rehearsal, { status: "Rejected", summary: "No\u001b[2J" });
      await decide(rehearsal, { ...rejection, profile: "outsider" }, () => undefined);
      await decide(rehearsal, rejection, () => undefined);
      assert.match(told[0], /^ {2}Source \/ site \| /);
      assert.equal(told[1], "✓ Source / site succeeded");
      assert.match(told[2], /^ {2}email qa@example\.com → mailbox\//);
      assert.equal(told[3], "✗ PutApprovalResult by user/outsider refused: AccessDeniedException");
      assert.match(told[4], /^✗ Check \/ qa failed: (.* )?No$/);
      assert.deepEqual(told.slice(5), [
        "✗ web failed",
        "✓ PutApprovalResult by user/qa-engineer: Rejected",
      ]);
    } finally {
      await rehearsal.close();
    }
  });
});

describe("reportLines", () => {
  it("names folders with the number of their files", () =>
    on(async ({ rehearsal }) => {
      const { account, folder } = rehearsal;
      account.buckets.create("site-bucket");
      account.buckets.putText("site-bucket", "index.html", "x");
      const deployed = [{ stageName: "Release", actionName: "ship", bucket: "site-bucket" }];
      assert.deepEqual(reportLines(rehearsal, deployed, folder), [
        "Deployed:",
        "  Release / ship → buckets/site-bucket (1 file)",
        "E-mails: 1 in mailbox",
      ]);
      account.buckets.putText("site-bucket", "a/b.html", "x");
      assert.match(reportLines(rehearsal, deployed)[1], /\(2 files\)$/);
    }));

  it("says when there was nothing", () =>
    on(async ({ rehearsal }) => {
      fs.rmSync(path.join(rehearsal.folder, "mailbox"), { recursive: true });
      assert.deepEqual(reportLines(rehearsal, []), ["Deployed: nothing.", "E-mails: none."]);
    }));
});
