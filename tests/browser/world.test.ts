/** What the reader does to the world: clock, commits, faults, retry and stop. And the inbox. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Browser } from "playwright-core";
import { openPage, type Page } from "../../rehearsal/page/server";
import { openRehearsal, type Rehearsal } from "../../rehearsal/session";
import { type LocalAws, openFixture } from "../support/e2e";
import { launch } from "./support/chromium";
import { RealPage } from "./support/real";

describe("switches on the page", function () {
  this.timeout(240_000);
  let local: LocalAws;
  let browser: Browser;
  let real: RealPage;

  before(async () => {
    const hour = { name: "hour", timeoutInMinutes: 60 };
    const others = ["newer", "broken", "stopped"].map((name) => ({ name }));
    local = await openFixture("gates", { pipelines: [hour, ...others] });
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await local?.close();
  });

  beforeEach(async () => {
    real = await RealPage.open(browser, local.rehearsal);
  });
  afterEach(async () => {
    assert.deepEqual(real.complaints, []);
    await real.close();
  });

  const commit = (name: string) =>
    real.page.getByRole("button", { name: `Another commit for ${name}` }).click();

  it("lets an approval expire: just past its end, and no other", async () => {
    await real.card("hour").getByText(/left/).waitFor();
    await real.openDrawer();
    await real.page.getByRole("button", { name: /^Past the next expiry/ }).click();
    await real.stage("hour", "Approve", "Failed");
    await real.card("hour").waitFor({ state: "detached" });
    assert.equal(await real.card("stopped").count(), 1);
    assert.equal((await local.action("hour")).latestExecution?.status, "Failed");
    assert.deepEqual(local.deployed("hour"), []);
  });

  it("moves the clock by an hour and by a day", async () => {
    await real.openDrawer();
    const clock = real.page.locator(".clock time");
    const read = async () => Date.parse((await clock.getAttribute("datetime")) ?? "");
    for (const [button, minutes] of [
      ["+1 hour", 60],
      ["+1 day", 1440],
    ] as const) {
      const before = await read();
      await real.page.getByRole("button", { name: button }).click();
      await real.page.waitForFunction(
        ([from, by]) => {
          const time = (globalThis as any).document.querySelector(".clock time");
          return Date.parse(time.getAttribute("datetime")) >= from + by * 60_000;
        },
        [before, minutes] as const,
      );
      assert.ok((await read()) < before + (minutes + 5) * 60_000);
    }
  });

  it("shows an execution that a newer commit supersedes", async () => {
    await real.card("newer").waitFor();
    await commit("newer");
    const waiting = real.picture("newer").getByText("waits to enter");
    await waiting.waitFor();
    await commit("newer");
    const executions = real.picture("newer").locator(".execution");
    await executions.getByText("Superseded by a newer one").waitFor();
    assert.equal(await executions.count(), 3);
    const states = (await local.executions("newer")).map(({ status }) => status);
    assert.deepEqual(states, ["InProgress", "Superseded", "InProgress"]);
  });

  it("lets an action fail on request, and retries its stage", async () => {
    await real.openDrawer();
    const fault = real.page.getByRole("switch", { name: /deploy-broken/ });
    assert.equal(await fault.innerText(), "broken: Release / deploy-broken fails");
    await fault.click();
    await real.page.locator('[role="switch"][aria-checked="true"]').waitFor();
    await real.actAs("iam:ann");
    await real.decide("broken", "Approve");
    const stage = await real.stage("broken", "Release", "Failed");
    await fault.click();
    await real.page.locator('[role="switch"][aria-checked="true"]').waitFor({ state: "detached" });
    await stage.getByRole("button", { name: "Retry" }).click();
    await real.stage("broken", "Release", "Succeeded");
    assert.deepEqual(local.deployed("broken"), ["index.html"]);
  });

  it("stops an execution, and nothing waits for a decision any more", async () => {
    await real.picture("stopped").getByRole("button", { name: /^Stop/ }).click();
    await real.card("stopped").waitFor({ state: "detached" });
    await real.picture("stopped").locator(".execution").getByText("Stopped").waitFor();
    assert.equal((await local.executions("stopped"))[0].status, "Stopped");
  });
});

describe("an example on the page", function () {
  this.timeout(240_000);
  let browser: Browser;
  let rehearsal: Rehearsal;
  let real: RealPage;
  let folder: string;

  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "browser-"));
    let opened: Promise<Page> | undefined;
    rehearsal = await openRehearsal({
      ...{ example: "compliance-checkpoint", folder },
      // As early as the command does, so that the first e-mail is seen.
      onReady: (ready) => {
        opened = openPage(ready);
      },
    });
    browser = await launch();
    real = await RealPage.visit(browser, await opened!);
  });
  after(async () => {
    await browser?.close();
    await real?.close();
    await rehearsal?.close();
    fs.rmSync(folder, { recursive: true });
  });

  it("shows the e-mail as it arrived, with links that work", async () => {
    const inbox = real.part("Inbox");
    await inbox.getByText("to tech-lead@example.com").waitFor({ timeout: 60_000 });
    const letter = inbox.locator(".letter");
    assert.match(await letter.innerText(), /^Action name: \S+$/m);
    assert.match(await letter.innerText(), /Checkpoint/);
    assert.match(await letter.innerText(), /^Approve or reject: https:/m);
    await inbox.getByText(/^As at AWS: .* Ours: .*confirm/).waitFor();
    const links = await letter
      .getByRole("link")
      .evaluateAll((all: any[]) => all.map((a) => a.href));
    assert.ok(links.length > 0);
    for (const link of links) assert.match(link, /^https:\/\/[\w.-]+\.(amazon|amazonaws)\.com\//);
  });

  it("says who may decide and gives the line for the AWS CLI in that person's name", async () => {
    await real.actAs("iam:tech-lead");
    const card = real.page.locator(".approval-card");
    await card.getByText("tech-lead may decide this.").waitFor();
    await card.getByText("The same with the AWS CLI").click();
    assert.match(await card.locator("pre").innerText(), /aws --profile tech-lead --region/);
    await card.getByText(/^Who may decide/).click();
    const rights = await card.locator(".rights li").allInnerTexts();
    const officer = rights.filter((line) => line.includes("compliance-officer"));
    assert.ok(officer.length > 0 && officer.every((line) => line.includes("may not")), `${rights}`);
  });

  it("lists what every gate made", async () => {
    const resources = real.part("Resources");
    const count = await resources.locator(".resources li").count();
    assert.equal(count, rehearsal.account.resources.filter(({ custom }) => custom).length);
    const groups = (await resources.locator("summary").allInnerTexts()).join("\n");
    assert.match(groups, /^compliance-checkpoint \d+ the program itself$/m);
    assert.match(groups, /^Checkpoint \d+ codepipeline-approvals:index:MultiApprovalStage$/m);
  });

  it("complained of nothing", () => assert.deepEqual(real.complaints, []));
});
