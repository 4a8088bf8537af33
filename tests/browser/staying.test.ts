/** What a new view must not take from the reader, and what happens when no view comes any more. */
import * as assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { launch, visit, type Watched } from "./support/chromium";
import { StandIn } from "./support/stand-in";
import { approval, view } from "./support/views";

describe("the page while views arrive", () => {
  let browser: Browser;
  let standIn: StandIn;
  let url: string;
  let watched: Watched;
  let page: Page;

  before(async () => {
    browser = await launch();
  });
  after(() => browser?.close());

  beforeEach(async () => {
    standIn = new StandIn(view());
    url = await standIn.open();
    watched = await visit(browser, url);
    page = watched.page;
  });
  afterEach(async () => {
    await page.context().close();
    await standIn.close();
  });

  const card = (name: string) =>
    page.locator(".approval-card", { has: page.getByRole("heading", { name }) });
  const focused = () => page.evaluate(() => (globalThis as any).document.activeElement.id);

  it("keeps typed text, the caret, the focus and what was opened", async () => {
    const comment = card("qa").getByLabel("Comment");
    await comment.fill("Half a sen");
    await comment.press("ArrowLeft");
    const rights = card("qa").locator("details", { hasText: "Who may decide" });
    await rights.locator("summary").evaluate((summary: any) => summary.click());
    standIn.show({
      approvals: [approval("first"), approval("qa", "Another text"), approval("last")],
      activity: ["one", "two"],
    });
    await card("last").waitFor();
    assert.equal(await comment.inputValue(), "Half a sen");
    assert.equal(await focused(), "decide-token-qa-summary");
    assert.equal(await comment.evaluate((field: any) => field.selectionStart), 9);
    assert.equal(await rights.evaluate((details: any) => details.open), true);
    assert.match(await card("qa").innerText(), /Another text/);
    assert.equal(
      await page.locator(".approval-card").first().locator("h3").innerText(),
      "SignOff / first",
    );
    assert.deepEqual(watched.complaints, []);
  });

  it("puts the focus on the part's heading where the focused thing goes away", async () => {
    await card("qa").getByLabel("Comment").focus();
    standIn.show({ approvals: [approval("security")] });
    await card("qa").waitFor({ state: "detached" });
    assert.equal(await focused(), "approvals-title");
  });

  it("follows a log to its end unless the reader scrolled up", async () => {
    const lines = (count: number) => Array.from({ length: count }, (_, index) => `line ${index}`);
    const log = page.getByRole("log", { name: "What happened" });
    const scroll = () =>
      log.evaluate((at: any) => [at.scrollTop, at.scrollHeight - at.clientHeight]);
    standIn.show({ activity: lines(80) });
    await log.getByText("line 79").waitFor();
    const [top, end] = await scroll();
    assert.ok(end > 0 && Math.abs(top - end) <= 1, `${top} of ${end}`);
    await log.evaluate((at: any) => (at.scrollTop = 0));
    standIn.show({ activity: lines(90) });
    await log.getByText("line 89").waitFor();
    assert.equal((await scroll())[0], 0);
  });

  it("asks once, however often a button is pressed", async () => {
    await page.getByText("Clock and faults").click();
    await page.getByRole("button", { name: "+1 hour" }).evaluate((button: any) => {
      for (let press = 0; press < 5; press += 1) button.click();
    });
    // Whatever else was asked would have been asked before this.
    await Promise.all([
      page.waitForResponse((response) => response.request().postData()?.includes("1440") === true),
      page.getByRole("button", { name: "+1 day" }).click(),
    ]);
    assert.deepEqual(
      standIn.asked,
      [60, 1440].map((minutes) => ({ kind: "advance", minutes })),
    );
  });

  it("says a refusal beside the buttons, once, with the reason for who asks", async () => {
    const why = "Denied: no policy allows codepipeline:PutApprovalResult.";
    standIn.answer = () => ({ ok: false, message: "No policy allows bob this.", why });
    await card("qa").getByLabel("Comment").fill("Please");
    await card("qa").getByRole("button", { name: "Approve" }).click();
    await card("qa").getByText("No policy allows bob this.").waitFor();
    assert.equal(await page.getByText("No policy allows bob this.").count(), 1);
    assert.equal(await page.getByRole("status").innerText(), "");
    assert.equal(await card("qa").locator(".may").count(), 0);
    // Whoever does not see it is told: it came as an alert.
    assert.match(await card("qa").getByRole("alert").innerText(), /No policy allows bob this\./);
    assert.equal(await page.getByText(why).isVisible(), false);
    await card("qa").getByRole("alert").getByText("Why").click();
    await page.getByText(why).waitFor();
    assert.equal(await card("qa").getByLabel("Comment").inputValue(), "Please");
    assert.equal(await card("security").locator(".refusal").count(), 0);
  });

  it("knows who acted when it is opened again, and shows that person's private answers", async () => {
    const secret = page.getByText("Only stella can see this");
    assert.equal(await secret.count(), 0);
    await page.getByLabel("You are").selectOption("slack:U1");
    await secret.waitFor();
    await page.reload();
    await secret.waitFor();
    assert.equal(await page.getByLabel("You are").inputValue(), "slack:U1");
    await page.getByLabel("You are").selectOption("iam:ann");
    await secret.waitFor({ state: "detached" });
  });

  it("says plainly who must act where the wrong kind of person presses a button", async () => {
    const inSlack = page
      .getByRole("region", { name: "Slack" })
      .getByRole("button", { name: "Approve" });
    assert.equal(await inSlack.getAttribute("aria-disabled"), "true");
    await inSlack.click({ force: true });
    await page
      .getByText("ann is an IAM person and has no buttons in Slack. Pick a Slack user")
      .waitFor();
    await page.getByLabel("You are").selectOption("slack:U1");
    assert.equal(await inSlack.getAttribute("aria-disabled"), null);
    await card("qa").getByRole("button", { name: "Approve" }).click({ force: true });
    await page.getByText("Not now: this request has no message in Slack.").waitFor();
    assert.deepEqual(standIn.asked, []);
  });

  it("says that the rehearsal ended, and goes on when it answers again", async () => {
    await card("qa").getByLabel("Comment").fill("Still here");
    await standIn.close();
    await page.getByRole("alert").getByText("does not answer").waitFor();
    await page.getByRole("alert").getByText("npm run rehearse").waitFor({ timeout: 20_000 });
    await page.getByText("Clock and faults").click();
    await page.getByRole("button", { name: "+1 hour" }).click();
    await page.getByRole("status").getByText("start it again").waitFor();
    await standIn.open();
    await page.getByText("Live", { exact: true }).waitFor({ timeout: 20_000 });
    assert.equal(await page.getByRole("alert").count(), 0);
    assert.equal(await card("qa").getByLabel("Comment").inputValue(), "Still here");
  });

  it("is told by another run that it is not its page, and opens that run's link", async () => {
    await standIn.close();
    standIn.token = "second-run-of-all-tests";
    const next = await standIn.open();
    await page.getByRole("alert").getByText("Open the link that the terminal printed").waitFor();
    await page.getByText("Clock and faults").click();
    await page.getByRole("button", { name: "+1 hour" }).click();
    await page.getByRole("status").getByText("refused this (403)").waitFor();
    assert.deepEqual(standIn.asked, []);
    await page.goto(next);
    await page.getByText("Live", { exact: true }).waitFor();
  });

  it("asks for the whole link where the address has no key, and shows nothing", async () => {
    const other = await browser.newContext();
    const bare = await other.newPage();
    await bare.goto(url.replace(/#.*/, ""));
    await bare.getByRole("alert").getByText("Open the link that the terminal printed").waitFor();
    assert.equal(await bare.getByRole("heading").count(), 0);
    await other.close();
  });

  it("keeps the key in the address where links lead to parts of the page", async () => {
    await page.getByRole("link", { name: "Audit trail" }).click();
    assert.equal(await focused(), "trail-title");
    await page.keyboard.press("Control+Home");
    await page.locator(".skip").focus();
    await page.keyboard.press("Enter");
    assert.equal(await focused(), "main");
    assert.equal(page.url(), url);
  });
});
