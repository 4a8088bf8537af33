import * as assert from "node:assert/strict";
import type { Rehearsal } from "../../../../rehearsal/session";
import { playScript } from "../../../../rehearsal/terminal/auto";
import { lastLine, type Ending, type Script } from "../../../../rehearsal/terminal/verdict";
import { plain } from "./support/plain";
import { approvalAction, newRehearsal, pretended, type Options } from "./support/rehearsal";

interface Played {
  readonly ending: Ending;
  readonly printed: string;
}

async function play(
  script: Script,
  options: Options = {},
  prepare: (rehearsal: Rehearsal) => void = () => undefined,
): Promise<Played> {
  const rehearsal = await newRehearsal(options);
  const lines: string[] = [];
  try {
    prepare(rehearsal);
    const print = (line: string): void => void lines.push(line);
    const ending = await playScript(rehearsal, { script, print, colours: plain, width: 100 });
    return { ending, printed: lines.join("\n") };
  } finally {
    await rehearsal.close();
  }
}

describe("playScript approve", () => {
  it("approves every gate as its approver, to the end", async () => {
    const { ending, printed } = await play("approve");
    assert.deepEqual(ending.problems, []);
    assert.equal(
      lastLine("web", ending),
      "rehearsal: web Succeeded approvals=2 approved=2 rejected=0 expired=0",
    );
    assert.match(printed, /qa-engineer approves: /);
    assert.match(printed, /manager approves: /);
  });

  it("lets the approver of another gate try first, who is refused", async () => {
    const { printed } = await play("approve");
    const tries = printed.indexOf("manager tries to approve and is refused: AccessDeniedException");
    assert.ok(tries > 0);
    assert.ok(tries < printed.indexOf("qa-engineer approves"));
  });

  it("prints the request with its context and the picture at each stop", async () => {
    const { printed } = await play("approve");
    assert.match(printed, /customData: Release it\?\n {14}Second line\./);
    assert.match(printed, /link: https:\/\/example\.com\/changes/);
    assert.match(printed, /may decide: qa-engineer, administrator/);
    assert.match(printed, /notified: email qa@example\.com → .*mailbox.*\.eml/);
    assert.equal(printed.split("web SUPERSEDED").length, 4);
  });

  it("decides parallel approvals one after another", async () => {
    const stages = [{ stage: "Both", actions: [approvalAction("qa"), approvalAction("legal")] }];
    const approvers = { "Both/qa": "qa-engineer", "Both/legal": "lawyer" };
    const { ending } = await play("approve", { stages, approvers });
    assert.deepEqual(ending.problems, []);
    assert.equal(ending.counts.approved, 2);
  });

  it("bears requests without customData, link and topic", async () => {
    const stages = [{ stage: "Check", actions: [approvalAction("qa", { configuration: {} })] }];
    const { ending, printed } = await play("approve", { stages });
    assert.deepEqual(ending.problems, []);
    assert.doesNotMatch(printed, /customData|link:/);
    assert.match(printed, /notified: nobody: the action has no NotificationArn\n/);
  });

  it("falls back on outsider where the directory has no other approver", async () => {
    const stages = [{ stage: "Check", actions: [approvalAction("qa")] }];
    const { printed } = await play("approve", { stages, approvers: { "Check/qa": "qa-engineer" } });
    assert.match(printed, /outsider tries to approve and is refused/);
  });

  it("is a failure when the pipeline fails, and says why", async () => {
    const { ending } = await play("approve", {}, ({ failures }) => failures.add("smoke"));
    assert.equal(ending.result, "Failed");
    assert.match(ending.problems.join("\n"), /web should have succeeded, but is Failed/);
    assert.match(ending.problems.join("\n"), /Staging \/ smoke: .*asked to fail/);
  });

  it("is a failure when there is no approval", async () => {
    const stages = [{ stage: "Staging", actions: [pretended("smoke")] }];
    const { ending } = await play("approve", { stages });
    assert.deepEqual(ending.problems, ["The pipeline made no approval request."]);
  });

  it("is a failure when somebody may decide who should not", async () => {
    const { ending } = await play("approve", {}, (rehearsal) => {
      // The directory says no, and the endpoint lets it pass: what must never go unnoticed.
      const { directory } = rehearsal.account;
      const decide = directory.decide.bind(directory);
      directory.decide = (principal, action, resource, context) =>
        context === undefined
          ? decide(principal, action, resource, context)
          : { allowed: true, reason: "" };
    });
    assert.match(ending.problems[0], /may not decide Check \/ qa, but was accepted/);
  });

  it("is a failure when the wrong person is refused for another reason", async () => {
    const { ending } = await play("approve", {}, (rehearsal) => {
      const { clientConfigFor } = rehearsal;
      const broken = (profile: string) => ({
        ...clientConfigFor(profile),
        credentials: { accessKeyId: "AKIAX", secretAccessKey: "x" },
      });
      Object.assign(rehearsal, { clientConfigFor: broken });
    });
    assert.match(ending.problems[0], /may not decide Check \/ qa, but got Unrecognized/);
    assert.match(ending.problems[1], /qa-engineer may decide Check \/ qa, but got Unrecognized/);
  });

  it("is a failure when nobody may decide", async () => {
    const { ending } = await play("approve", {}, ({ account: { directory } }) => {
      const decide = directory.decide.bind(directory);
      directory.decide = (principal, action, ...rest) =>
        action === "codepipeline:PutApprovalResult"
          ? { allowed: false, reason: "" }
          : decide(principal, action, ...rest);
    });
    assert.match(ending.problems.join("\n"), /Nobody may decide Check \/ qa/);
  });

  it("is a failure when everybody may decide", async () => {
    const { ending } = await play("approve", {}, ({ account: { directory } }) => {
      directory.decide = () => ({ allowed: true, reason: "" });
    });
    assert.match(ending.problems[0], /Everybody may decide Check \/ qa/);
  });
});

describe("playScript reject", () => {
  it("rejects the first gate and nothing behind it runs", async () => {
    const { ending, printed } = await play("reject");
    assert.deepEqual(ending.problems, []);
    assert.equal(
      lastLine("web", ending),
      "rehearsal: web Failed approvals=1 approved=0 rejected=1 expired=0",
    );
    assert.match(printed, /qa-engineer rejects: /);
  });

  it("decides what stands beside the first gate", async () => {
    const stages = [{ stage: "Both", actions: [approvalAction("qa"), approvalAction("legal")] }];
    const approvers = { "Both/qa": "qa-engineer", "Both/legal": "lawyer" };
    const { ending } = await play("reject", { stages, approvers });
    assert.deepEqual(ending.problems, []);
    assert.equal(ending.counts.rejected, 1);
  });
});

describe("playScript timeout", () => {
  it("moves the clock past the end of the first gate", async () => {
    const { ending, printed } = await play("timeout");
    assert.deepEqual(ending.problems, []);
    assert.equal(
      lastLine("web", ending),
      "rehearsal: web Failed approvals=1 approved=0 rejected=0 expired=1",
    );
    assert.match(printed, /nobody decides; the clock moves past/);
  });

  it("takes what expires beside the first gate along", async () => {
    const stages = [{ stage: "Both", actions: [approvalAction("qa"), approvalAction("legal")] }];
    const approvers = { "Both/qa": "qa-engineer", "Both/legal": "lawyer" };
    const { ending } = await play("timeout", { stages, approvers });
    assert.deepEqual(ending.problems, []);
    assert.equal(ending.counts.expired, 2);
  });
});

describe("playScript and a pipeline that hangs", () => {
  const options = { script: "approve", print: () => undefined, colours: plain, width: 80 } as const;

  it("gives up after its patience, and that is a failure", async () => {
    const rehearsal = await newRehearsal({ start: false });
    rehearsal.engine.idle = () => new Promise(() => undefined);
    try {
      const ending = await playScript(rehearsal, { ...options, patience: 5 });
      assert.equal(ending.problems[0], "Nothing has moved for 0 s.");
      assert.equal(ending.result, "Failed");
    } finally {
      await rehearsal.close();
    }
  });

  it("passes other errors on", async () => {
    const rehearsal = await newRehearsal({ start: false });
    rehearsal.engine.idle = () => Promise.reject(new Error("broken"));
    try {
      await assert.rejects(playScript(rehearsal, options), /broken/);
    } finally {
      await rehearsal.close();
    }
  });
});
