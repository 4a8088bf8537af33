/** Decisions in the page's Slack: the real bundles, their dialog, and a real browser. */
import * as assert from "node:assert/strict";
import type { Browser, Locator } from "playwright-core";
import { gate, ids, openSlack, type SlackAws } from "../support/e2e-slack";
import { launch } from "./support/chromium";
import { RealPage } from "./support/real";
import { hostile } from "./support/views";

const names = ["approve", "reject", "stranger", "markup", "wrong", "down", "card"];
const ann = `slack:${ids.ann}`;
const mallory = `slack:${ids.mallory}`;

describe("Slack on the page", function () {
  this.timeout(300_000);
  let local: SlackAws;
  let browser: Browser;
  let real: RealPage;
  let dialog: Locator;

  before(async () => {
    local = await openSlack(names.map((name) => gate(name)));
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await local?.close();
  });

  beforeEach(async () => {
    real = await RealPage.open(browser, local.rehearsal);
    dialog = real.page.getByRole("dialog");
  });
  afterEach(async () => {
    assert.deepEqual(real.complaints, []);
    await real.close();
  });

  /** The message of a pipeline's gate, whichever state it is in. */
  const message = (name: string) =>
    real
      .part("Slack")
      .locator(".message", { hasText: new RegExp(`Pipeline\\s*${name}`) })
      .last();
  const press = (name: string, button: string) =>
    message(name).getByRole("button", { name: button, exact: true }).click();

  it("approves by a button and its dialog", async () => {
    await real.actAs(ann);
    await press("approve", "Approve");
    await dialog.waitFor();
    await dialog.getByRole("textbox").fill("Load test passed.");
    await dialog.getByRole("button", { name: "Approve" }).click();
    await dialog.waitFor({ state: "hidden" });
    await real.stage("approve", "Release", "Succeeded");
    await message("approve").getByText("Load test passed.").waitFor();
    assert.match(await message("approve").innerText(), /Approved[^]*ann/);
    assert.equal(await message("approve").getByRole("button", { name: "Approve" }).count(), 0);
  });

  it("demands a reason of who rejects, beside the field that lacks it", async () => {
    await real.actAs(ann);
    await press("reject", "Reject");
    const reason = dialog.getByRole("textbox");
    await reason.fill("no");
    await dialog.getByRole("button", { name: "Reject" }).click();
    await dialog.getByRole("alert").waitFor();
    assert.equal(await reason.getAttribute("aria-invalid"), "true");
    const described = (await reason.getAttribute("aria-describedby"))!.split(" ").at(-1);
    const error = await real.page.locator(`[id="${described}"]`).innerText();
    assert.match(error, /10/);
    assert.equal(await reason.inputValue(), "no");
    assert.equal((await local.action("reject")).latestExecution?.status, "InProgress");
    await reason.fill("The texts are wrong.");
    await dialog.getByRole("button", { name: "Reject" }).click();
    await dialog.waitFor({ state: "hidden" });
    await real.stage("reject", "Approve", "Failed");
    await message("reject").getByText("The texts are wrong.").waitFor();
    assert.deepEqual(local.deployed("reject"), []);
  });

  it("tells who may not decide so in private", async () => {
    await real.actAs(mallory);
    await press("stranger", "Approve");
    const told = real.part("Slack").getByText(/may not decide/);
    await told.last().waitFor();
    await real.part("Slack").getByText("Only mallory can see this").last().waitFor();
    assert.equal(await dialog.count(), 0);
    assert.equal((await local.action("stranger")).latestExecution?.status, "InProgress");
    await real.actAs(ann);
    await told.last().waitFor({ state: "detached" });
  });

  it("shows markup that a person typed as it was typed", async () => {
    const typed = hostile.replaceAll(/[\u202A-\u202E]/g, "");
    await real.actAs(ann);
    await press("markup", "Approve");
    await dialog.getByRole("textbox").fill(typed);
    await dialog.getByRole("button", { name: "Approve" }).click();
    await real.stage("markup", "Release", "Succeeded");
    await message("markup").getByText("<img src=x").first().waitFor();
    assert.equal(await real.page.locator("img, body script").count(), 0);
    assert.notEqual(await real.page.title(), "broken");
  });

  it("decides and refuses in the card as well, for who acts in Slack", async () => {
    const card = real.card("card");
    await real.actAs(mallory);
    await card.getByText("mallory may not decide this.").waitFor();
    await card.getByRole("button", { name: "Approve" }).click();
    await card
      .getByRole("alert")
      .getByText(/may not decide/)
      .waitFor();
    assert.equal(await real.page.getByRole("status").innerText(), "");
    assert.equal(await dialog.count(), 0);
    await real.actAs(ann);
    await card.getByRole("button", { name: "Approve" }).click();
    await dialog.getByRole("textbox").fill("From the card.");
    await dialog.getByRole("button", { name: "Approve" }).click();
    await real.stage("card", "Release", "Succeeded");
    await message("card").getByText("From the card.").waitFor();
  });

  it("breaks no word of a message's fields on a phone", async () => {
    await real.page.setViewportSize({ width: 360, height: 640 });
    const fields = message("stranger").locator(".fields");
    await fields.first().waitFor();
    const broken: string[] = await fields.locator("bdi").evaluateAll((all: any[]) => {
      const { document } = globalThis as any;
      const words = all.flatMap((bdi) =>
        [...bdi.textContent.matchAll(/\S+/g)].map((found: any) => ({
          node: bdi.firstChild,
          found,
        })),
      );
      const lines = words.map(({ node, found }) => {
        const range = document.createRange();
        range.setStart(node, found.index);
        range.setEnd(node, found.index + found[0].length);
        return { word: found[0], count: range.getClientRects().length };
      });
      return lines.filter(({ count }) => count !== 1).map(({ word }) => word);
    });
    assert.ok((await fields.locator("bdi").count()) > 5);
    assert.deepEqual(broken, []);
  });

  it("asks an IAM person to become a Slack user, and presses nothing", async () => {
    await real.actAs("iam:administrator");
    const before = local.functions.invocations().length;
    await message("wrong").getByRole("button", { name: "Approve" }).click({ force: true });
    await real.page.getByRole("status").getByText("Pick a Slack user").waitFor();
    assert.equal(local.functions.invocations().length, before);
  });

  it("says so where Slack is down, and works when it is well again", async () => {
    await real.openDrawer();
    const slackDown = real.page.getByRole("switch", { name: /Slack/ });
    await slackDown.click();
    await real.page.locator('[role="switch"][aria-checked="true"]').waitFor();
    await real.actAs(ann);
    await press("down", "Approve");
    await real.page.getByRole("status").getByText("No dialog opened").waitFor();
    assert.equal(await dialog.count(), 0);
    await slackDown.click();
    await real.page.locator('[role="switch"][aria-checked="true"]').waitFor({ state: "detached" });
    await press("down", "Approve");
    await dialog.getByRole("button", { name: "Approve" }).click();
    await real.stage("down", "Release", "Succeeded");
  });
});
