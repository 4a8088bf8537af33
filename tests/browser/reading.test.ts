/** In which order the page tells what there is, on a desk and on a phone. */
import * as assert from "node:assert/strict";
import type { Browser, Locator, Page } from "playwright-core";
import { closeWindows, launch, visit } from "./support/chromium";
import { StandIn } from "./support/stand-in";
import { approval, view } from "./support/views";

const phone = { width: 360, height: 640 };

/** A release that six stages and three approvals long, with texts as people write them. */
function release(): StandIn {
  const plain = view();
  const text =
    "Release version AS_yVb9l8SCDV3e4kEaFVfQQubpfdFcR of the site to production? The load test is " +
    "at https://example.com/load-tests/4711 and the change is CHG0031337.";
  const [idle] = plain.pipelines[0].stages;
  const stages = ["Source", "Build", "Staging", "SignOff", "Approve", "Production"].map((name) => ({
    ...{ ...idle, name, state: "NotRun" as const },
  }));
  const cards = ["qa", "security", "legal"].map((name) => ({
    ...approval(name),
    ...{ customData: text, externalEntityLink: "https://example.com/changes/CHG0031337" },
    left: "Left to people by small-changes: Code has changed.",
  }));
  return new StandIn({
    ...plain,
    ...{ approvals: cards, pipelines: [{ ...plain.pipelines[0], stages }] },
  });
}

describe("what a person sees", () => {
  let browser: Browser;
  let standIn: StandIn;
  let url: string;

  before(async () => {
    browser = await launch();
    standIn = release();
    url = await standIn.open();
  });
  after(async () => {
    await browser?.close();
    await standIn?.close();
  });
  afterEach(() => closeWindows(browser));

  const drawer = (page: Page) => page.getByText("Clock and faults");
  const box = async (at: Locator) => (await at.boundingBox())!;

  for (const width of [360, 1280]) {
    it(`begins with what waits, then pipeline, Slack, inbox, other systems, trail and measures, at ${width} px`, async () => {
      const { page } = await visit(browser, url, { viewport: { width, height: 800 } });
      const parts: string[] = await page
        .locator("main section")
        .evaluateAll((all: any[]) => all.map(({ id }) => id));
      const order = ["approvals", "pipelines", "slack", "inbox", "systems", "trail", "measures"];
      assert.deepEqual(parts.slice(0, order.length), order);
      const places = [];
      for (const id of order) places.push(await box(page.locator(`#${id}`)));
      for (const [index, { x, y }] of places.entries()) {
        const before = places[index - 1] ?? { x: -1, y: -1 };
        assert.ok(y > before.y || (y === before.y && x > before.x), `${order[index]} is too early`);
      }
    });
  }

  it("tells of a request its title, what, who, until when, and then the buttons", async () => {
    const { page } = await visit(browser, url);
    const card = page.locator(".approval-card").first();
    const said = await card.innerText();
    const why = "Left to people by small-changes: Code has changed.";
    const parts = [
      ...["SignOff / qa", "Release version", why, "ann", "2026-11-24 04:46 UTC", "Approve"],
    ];
    const places = parts.map((part) => said.indexOf(part));
    assert.deepEqual(
      places,
      [...places].sort((a, b) => a - b),
      said,
    );
    assert.ok(places[0] >= 0, said);
    const names = await card.locator(".facts dt").allInnerTexts();
    assert.deepEqual(names, ["What", "Who", "Until"]);
  });

  const names = { stageName: "ApproveProduction", actionName: "ApproveProduction" };
  const wordy = {
    ...{ ...approval("qa"), ...names, pipelineName: "slack-approvals-rehearsal-production" },
    customData: "Is this release sound?\n".repeat(30),
    left: `Left to people by small-changes: ${"code has changed ".repeat(20)}`,
    externalEntityLink: `https://example.com/${"changes/".repeat(30)}`,
  };
  for (const [what, approvals] of [
    ["", undefined],
    [" also with long names and texts", [wordy]],
  ] as const) {
    it(`shows the decision on the first screen of a phone${what}`, async () => {
      const other = new StandIn({ ...view(), ...(approvals && { approvals }) });
      const at = approvals ? await other.open() : url;
      const { page } = await visit(browser, at, { viewport: phone });
      for (const name of ["Approve", "Reject"]) {
        const button = page.locator(".approval-card").first().getByRole("button", { name });
        const { y, height } = await box(button);
        assert.ok(y > 0 && y + height <= phone.height, `${name} ends at ${y + height} px`);
      }
      assert.equal(await page.evaluate(() => (globalThis as any).scrollY), 0);
      await page.context().close();
      await other.close();
    });
  }

  it("keeps clock and faults in a drawer, says what is on, and closes it with Escape", async () => {
    const { page } = await visit(browser, url, { viewport: phone });
    const hour = page.getByRole("button", { name: "+1 hour" });
    assert.equal(await hour.isVisible(), false);
    assert.match(await drawer(page).innerText(), /1 on/);
    await drawer(page).click();
    await hour.waitFor();
    const { x, width } = await box(page.getByRole("group", { name: "Switches" }));
    assert.ok(x >= 0 && x + width <= phone.width, `${x} to ${x + width} px`);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Escape");
    await hour.waitFor({ state: "hidden" });
    const focused = await page.evaluate(() => (globalThis as any).document.activeElement.innerText);
    assert.match(focused, /^Clock and faults/);
  });

  it("opens the trail on decisions, and everything else is one click away", async () => {
    const { page } = await visit(browser, url);
    const trail = page.getByRole("region", { name: "Audit trail" });
    const pressed = await trail.locator('[aria-pressed="true"]').allInnerTexts();
    assert.deepEqual(
      pressed.map((label) => label.replace(/\s+\d+$/, "")),
      ["Decisions"],
    );
    const plain = view().trail[0];
    standIn.show({ trail: [{ ...plain, action: "sns:Publish" }, plain] });
    await trail.getByRole("button", { name: "Everything 2" }).waitFor();
    assert.equal(await trail.locator(".call").count(), 1);
    await trail.getByRole("button", { name: "Everything" }).click();
    assert.equal(await trail.locator(".call").count(), 2);
  });

  it("writes every date in one style", async () => {
    const { page } = await visit(browser, url);
    // What is folded away has no inner text: its dates count as well.
    const times: string[] = await page.locator("time").allTextContents();
    const dates = times.filter((text) => !/left$|^expired$/.test(text));
    assert.ok(dates.length > 8, `${dates.length} dates`);
    for (const date of dates) assert.match(date, /^\d{4}-\d\d-\d\d \d\d:\d\d UTC$/);
  });

  for (const width of [360, 700, 1000, 1280]) {
    it(`has no arrow in the picture that leads nowhere, at ${width} px`, async () => {
      const { page } = await visit(browser, url, { viewport: { width, height: 800 } });
      const arrows = page.locator(".stages .arrow");
      assert.equal(await arrows.count(), 5);
      for (const arrow of await arrows.all()) {
        const from = await box(arrow);
        const to = await box(arrow.locator("xpath=following-sibling::*[1]"));
        const isBeside =
          from.x < to.x && from.y >= to.y && from.y + from.height <= to.y + to.height;
        const isAbove = from.y + from.height <= to.y && from.x > to.x;
        assert.ok(width <= 640 ? isAbove : isBeside, JSON.stringify({ from, to }));
      }
    });
  }
});
