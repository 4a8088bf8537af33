/** Decisions on the page, by IAM people of a real rehearsal, in a real browser. */
import * as assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { type LocalAws, openFixture } from "../support/e2e";
import { launch } from "./support/chromium";
import { RealPage } from "./support/real";
import { hostile } from "./support/views";

const names = ["approve", "reject", "stranger", "markup", "keyboard", "elsewhere", "phone"];

describe("a decision on the page", function () {
  this.timeout(240_000);
  let local: LocalAws;
  let browser: Browser;
  let real: RealPage;

  before(async () => {
    const mfa = { name: "careful", requireMfa: true };
    local = await openFixture("gates", { pipelines: [...names.map((name) => ({ name })), mfa] });
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

  it("lets an approved execution through, and shows who approved and why", async () => {
    await real.actAs("iam:ann");
    await real.card("approve").getByText("ann may decide this.").waitFor();
    await real.decide("approve", "Approve", "Ticket 4711 is closed.");
    await real.card("approve").waitFor({ state: "detached" });
    await real.stage("approve", "Release", "Succeeded");
    const approved = await real.stage("approve", "Approve", "Succeeded");
    assert.match(await approved.innerText(), /Ticket 4711 is closed\./);
    const { latestExecution } = await local.action("approve");
    assert.equal(latestExecution?.lastUpdatedBy, "arn:aws:iam::111122223333:user/ann");
    assert.equal(latestExecution?.summary, "Ticket 4711 is closed.");
    const call = real.page.locator(".call", { hasText: "Ticket 4711 is closed." }).first();
    const told = await call.innerText();
    for (const part of ["Allowed", "ann", "codepipeline:PutApprovalResult", "approve/Approve"]) {
      assert.ok(told.includes(part), `${part} is not in ${told}`);
    }
  });

  it("stops a rejected execution and shows the reason", async () => {
    await real.actAs("iam:bob");
    await real.decide("reject", "Reject", "The texts are wrong.");
    const rejected = await real.stage("reject", "Approve", "Failed");
    assert.match(await rejected.innerText(), /The texts are wrong\./);
    await real.stage("reject", "Release", "Not run yet");
    assert.deepEqual(local.deployed("reject"), []);
  });

  it("tells who may not decide why, and nothing else happens", async () => {
    await real.actAs("iam:outsider");
    await real.card("stranger").getByText("outsider may not decide this.").waitFor();
    await real.decide("stranger", "Approve", "Please");
    const refusal = real.card("stranger").getByRole("alert");
    await refusal.waitFor();
    const sentence = "AWS refused this: outsider may not decide it.";
    assert.equal(await real.page.getByText(sentence).count(), 1);
    assert.equal(await real.card("stranger").getByText("outsider may not").count(), 1);
    assert.equal(await real.page.getByRole("status").innerText(), "");
    const reason = refusal.getByText(/not authorized to perform: codepipeline:PutApproval/);
    assert.equal(await reason.isVisible(), false);
    await refusal.getByText("Why").click();
    assert.match(await reason.innerText(), /^Denied: no identity-based policy allows/);
    const call = real.part("Audit trail").locator(".call", { hasText: "outsider" }).first();
    assert.match(await call.innerText(), /Refused[^]*No identity-based policy allows/);
    assert.doesNotMatch(await call.innerText(), /not authorized/);
    await call.getByText("What AWS answered").click();
    assert.match(await call.innerText(), /not authorized to perform: codepipeline:PutApproval/);
    assert.equal((await local.action("stranger")).latestExecution?.status, "InProgress");
    // Nothing that was refused to one is held against the next.
    await real.actAs("iam:ann");
    await refusal.waitFor({ state: "detached" });
    await real.decide("stranger", "Approve");
    await real.stage("stranger", "Release", "Succeeded");
  });

  it("tells MFA from no MFA", async () => {
    await real.actAs("iam:ann");
    const names: string[] = await real.page.getByLabel("You are").locator("option").allInnerTexts();
    assert.equal(names.filter((name) => name.startsWith("ann ")).length, 1, `${names}`);
    const card = real.card("careful");
    assert.match(await card.locator(".facts").innerText(), /Who\s+.*\bann \(with MFA\)/);
    await card.getByText("ann may only with MFA.").waitFor();
    await real.decide("careful", "Approve");
    await card.getByRole("alert").waitFor();
    assert.equal((await local.action("careful")).latestExecution?.status, "InProgress");
    const mfa = real.page.getByRole("switch", { name: "MFA" });
    assert.equal(await mfa.getAttribute("aria-checked"), "false");
    await card.getByRole("button", { name: "Act as ann with MFA" }).click();
    assert.equal(await mfa.getAttribute("aria-checked"), "true");
    await card.getByText("ann may decide this.").waitFor();
    await real.decide("careful", "Approve");
    await real.stage("careful", "Release", "Succeeded");
  });

  it("shows markup that a person typed as it was typed, everywhere it goes", async () => {
    const typed = hostile.replaceAll(/[\u202A-\u202E]/g, "");
    await real.actAs("iam:ann");
    await real.decide("markup", "Approve", typed);
    await real.stage("markup", "Release", "Succeeded");
    const box = await real.stage("markup", "Approve", "Succeeded");
    const call = real.part("Audit trail").locator(".call", { hasText: "<img src=x" }).first();
    for (const place of [box, call]) {
      assert.ok((await place.textContent())?.includes(typed), "the text is not as it was typed");
    }
    assert.equal(await real.page.locator("img, body script").count(), 0);
    assert.notEqual(await real.page.title(), "broken");
  });

  it("is taken with the keyboard alone", async () => {
    const { page } = real;
    const focused = () =>
      page.evaluate(() => (globalThis as any).document.activeElement.outerHTML as string);
    const tabTo = async (what: RegExp) => {
      for (let stop = 0; stop < 150 && !what.test(await focused()); stop += 1) {
        await page.keyboard.press("Tab");
      }
      assert.match(await focused(), what);
    };
    await tabTo(/^<select/);
    await real.card("keyboard").getByText("ann may decide this.").waitFor();
    await page.keyboard.type("bob");
    assert.equal(await page.getByLabel("You are").inputValue(), "iam:bob");
    const field = await real.card("keyboard").getByLabel("Comment").getAttribute("id");
    await tabTo(new RegExp(`^<textarea[^>]* id="${field}"`));
    await page.keyboard.type("By keyboard.");
    await page.keyboard.press("Tab");
    assert.match(await focused(), /^<button[^>]*>Approve/);
    await page.keyboard.press("Enter");
    await real.stage("keyboard", "Release", "Succeeded");
    assert.equal((await local.action("keyboard")).latestExecution?.summary, "By keyboard.");
    assert.match(await focused(), /^<h2 id="approvals-title"/);
  });

  it("shows at once what was decided elsewhere", async () => {
    await real.card("elsewhere").waitFor();
    await local.decide("bob", await local.request("elsewhere"), "Approved", "In the console.");
    await real.card("elsewhere").waitFor({ state: "detached" });
    const box = await real.stage("elsewhere", "Approve", "Succeeded");
    assert.match(await box.innerText(), /In the console\./);
  });

  it("is taken on a phone, without scrolling sideways", async () => {
    await real.page.setViewportSize({ width: 360, height: 640 });
    const approve = real.page.locator(".approval-card").first().getByRole("button").first();
    const { y, height } = (await approve.boundingBox())!;
    assert.equal(await approve.innerText(), "Approve");
    assert.ok(y > 0 && y + height <= 640, `Approve ends at ${y + height} px`);
    await real.actAs("iam:ann");
    await real.decide("phone", "Approve", "From the train.");
    await real.stage("phone", "Release", "Succeeded");
    const [content, room] = await real.page.evaluate(() => {
      const { scrollWidth, clientWidth } = (globalThis as any).document.documentElement;
      return [scrollWidth, clientWidth];
    });
    assert.ok(content <= room, `${content} px in ${room} px`);
  });
});
