import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import type { Rehearsal } from "../../../../rehearsal/session";
import { perform } from "../../../../rehearsal/terminal/effects";
import { follow } from "../../../../rehearsal/terminal/follow";
import type { Effect } from "../../../../rehearsal/terminal/dialogue";
import { waitUntilIdle } from "../../../../rehearsal/terminal/wait-until-idle";
import { reportLines } from "../../../../rehearsal/terminal/report";
import { sceneOf } from "../../../../rehearsal/terminal/scene";
import { newRehearsal, type Options } from "./support/rehearsal";

interface Stage {
  readonly rehearsal: Rehearsal;
  readonly told: string[];
  readonly printed: string[];
  act(effect: Effect): Promise<void>;
}

/** Runs `play` on a rehearsal that waits at its first gate. */
async function on(play: (stage: Stage) => Promise<void>, options: Options = {}): Promise<void> {
  const rehearsal = await newRehearsal(options);
  const told: string[] = [];
  const printed: string[] = [];
  const voice = {
    tell: (line: string): void => void told.push(line),
    print: (text: string): void => void printed.push(text),
  };
  try {
    await waitUntilIdle(rehearsal);
    const act = (effect: Effect): Promise<void> => perform(rehearsal, effect, voice);
    await play({ rehearsal, told, printed, act });
  } finally {
    await rehearsal.close();
  }
}

const first = ({ engine }: Rehearsal) => engine.pending()[0];
const stateOf = ({ engine }: Rehearsal) => engine.executions("web")[0].status;

describe("perform", () => {
  it("decides through the API as the person", () =>
    on(async ({ rehearsal, told, act }) => {
      const calls: unknown[] = [];
      rehearsal.endpoint.on("call", (call) => calls.push([call.principal?.arn, call.input]));
      const request = first(rehearsal);
      const common = { kind: "decide", request, status: "Rejected", summary: "No" } as const;
      await act({ ...common, profile: "qa-engineer" });
      const { pipelineName, stageName, actionName, token } = request;
      const result = { status: "Rejected", summary: "No" };
      const arn = "arn:aws:iam::111122223333:user/qa-engineer";
      assert.deepEqual(calls, [[arn, { pipelineName, stageName, actionName, token, result }]]);
      assert.equal(stateOf(rehearsal), "Failed");
      assert.deepEqual(told, []);
    }));

  it("tells plainly why somebody is refused, and changes nothing", () =>
    on(async ({ rehearsal, told, act }) => {
      const request = first(rehearsal);
      const common = { kind: "decide", request, status: "Approved", summary: "" } as const;
      await act({ ...common, profile: "outsider" });
      assert.match(
        told[0],
        /user\/outsider is not authorized to perform: codepipeline:PutApproval/,
      );
      assert.equal(first(rehearsal).token, request.token);
    }));

  it("tells what went wrong where there is no answer", () =>
    on(async ({ rehearsal, told, act }) => {
      const request = first(rehearsal);
      await rehearsal.endpoint.close();
      const common = { kind: "decide", request, status: "Approved", summary: "" } as const;
      await act({ ...common, profile: "qa-engineer" });
      assert.match(told[0], /^✗ .*ECONNREFUSED/);
      await rehearsal.endpoint.listen(0);
    }));

  it("tells what is thrown, whatever it is", () =>
    on(async ({ rehearsal, told, act }) => {
      rehearsal.clock.advance = () => {
        throw "odd\u001b[2J";
      };
      await act({ kind: "advance", milliseconds: 1 });
      assert.deepEqual(told, ["✗ odd"]);
    }));

  it("prints both commands, each on one line", () =>
    on(async ({ rehearsal, printed, act }) => {
      await act({ kind: "command", request: first(rehearsal), profile: "qa-engineer" });
      const [, reject, , approve] = printed[0].split("\n");
      for (const line of [approve, reject]) {
        assert.match(line, /aws --profile qa-engineer .* --endpoint-url http:\/\/127\.0\.0\.1:/);
      }
      assert.match(approve, /"status":"Approved"/);
      assert.match(reject, /"status":"Rejected"/);
    }));

  it("moves the clock, so that an approval expires", () =>
    on(async ({ rehearsal, told, act }) => {
      const week = 7 * 24 * 3_600_000;
      await act({ kind: "advance", milliseconds: week });
      assert.equal(stateOf(rehearsal), "Failed");
      assert.deepEqual(told, ["The clock moved 7d forward."]);
    }));

  it("lets an action fail and succeed again, and retries its stage", () =>
    on(async ({ rehearsal, told, act }) => {
      const { engine, failures } = rehearsal;
      await act({ kind: "toggleFailure", action: "smoke" });
      const request = first(rehearsal);
      const common = { kind: "decide", request, status: "Approved", summary: "" } as const;
      await act({ ...common, profile: "qa-engineer" });
      await waitUntilIdle({ engine });
      const [failed] = sceneOf(rehearsal).failed;
      assert.equal(failed.stageName, "Staging");
      await act({ kind: "toggleFailure", action: "smoke" });
      assert.equal(failures.size, 0);
      assert.deepEqual(told, ["smoke will fail.", "smoke will succeed again."]);
      await act({ kind: "retry", ...failed });
      await waitUntilIdle({ engine });
      assert.equal(first(rehearsal).stageName, "Release");
    }));

  it("stops an execution", () =>
    on(async ({ rehearsal, act }) => {
      const [running] = sceneOf(rehearsal).running;
      await act({ kind: "stop", ...running });
      assert.equal(stateOf(rehearsal), "Stopped");
    }));

  it("commits, and says whether that started the pipeline", () =>
    on(async ({ rehearsal, told, act }) => {
      const { account, engine } = rehearsal;
      await act({ kind: "commit", pipelineName: "web" });
      account.commit = (name) => {
        engine.start(name, { triggerType: "WebhookV2", triggerDetail: "connection" });
      };
      await act({ kind: "commit", pipelineName: "web" });
      assert.deepEqual(told, [
        "A new commit is there, and nothing of the program starts web for it.",
        "A new commit started web.",
      ]);
    }));

  it("leaves to others what is theirs", () =>
    on(async ({ told, printed, act }) => {
      await act({ kind: "quit" });
      await act({ kind: "actAs", token: "t", profile: "p" });
      assert.deepEqual([told, printed], [[], []]);
    }));
});

describe("sceneOf", () => {
  it("sees all pipelines, approvals with people and deliveries, and what keys can act on", () =>
    on(
      async ({ rehearsal }) => {
        rehearsal.failures.add("smoke");
        const scene = sceneOf(rehearsal);
        assert.deepEqual(
          scene.pipelines.map((view) => view.name),
          ["web", "api"],
        );
        assert.deepEqual(
          scene.approvals.map(({ request, deliveries }) => [
            request.pipelineName,
            deliveries[0].subscription.endpoint,
          ]),
          [
            ["web", "qa@example.com"],
            ["api", "qa@example.com"],
          ],
        );
        assert.deepEqual(scene.actions, [
          { name: "site", fails: false },
          { name: "smoke", fails: true },
          { name: "ship", fails: false },
        ]);
        assert.equal(scene.running.length, 2);
        assert.deepEqual(scene.failed, []);
        assert.ok(scene.profiles.includes("manager-mfa"));
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
      const request = first(rehearsal);
      const voice = { tell: () => undefined, print: () => undefined };
      const common = { kind: "decide", request, status: "Rejected" } as const;
      await perform(rehearsal, { ...common, profile: "outsider", summary: "" }, voice);
      const summary = "No\u001b[2J";
      await perform(rehearsal, { ...common, profile: "qa-engineer", summary }, voice);
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
