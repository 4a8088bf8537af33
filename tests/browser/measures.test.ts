/** The panel of measures: drawn from metrics, said in words, and absent where there are none. */
import * as assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import type { PageView } from "../../rehearsal/page/types";
import { judge } from "./support/axe";
import { closeWindows, launch, visit } from "./support/chromium";
import { StandIn } from "./support/stand-in";
import { view } from "./support/views";

describe("the measures on the page", () => {
  let browser: Browser;
  const opened: StandIn[] = [];

  before(async () => {
    browser = await launch();
  });
  after(() => browser?.close());
  afterEach(async () => {
    await closeWindows(browser);
    for (const standIn of opened.splice(0)) await standIn.close();
  });

  async function show(more: Partial<PageView> = {}) {
    const standIn = new StandIn({ ...view(), ...more });
    opened.push(standIn);
    const watched = await visit(browser, await standIn.open());
    const part = watched.page.getByRole("region", { name: "Measures" });
    return { ...watched, standIn, part };
  }

  it("say what waits and for how long, and how long decisions take", async () => {
    const { part, complaints } = await show();
    const text = (await part.innerText()).replace(/\s+/g, " ");
    for (const said of [
      "1 ringing",
      "Waiting 2",
      "Longest wait 9 min",
      "Longest overdue 0 s",
      "To a decision 9 min p50 1 h 30 min p90 4 requests",
      "To a first answer 9 min p50 1 h 30 min p90 1 request",
      "3 approved 1 rejected 0 expired 0 cancelled",
      "6 requested 2 reminded 1 escalated 1 breaches of the SLA",
      "orders/SignOff/qa 3 1 0 – –",
    ]) {
      assert.ok(text.includes(said), `${said} is not in: ${text}`);
    }
    assert.deepEqual(complaints, []);
  });

  it("say what they draw", async () => {
    const { part } = await show();
    const drawings = await part.getByRole("img").evaluateAll((all: any[]) => {
      return all.map((one) => one.getAttribute("aria-label"));
    });
    assert.deepEqual(drawings, [
      "Waiting, the last 3 values: between 0 and 2",
      "Longest wait, the last 3 values: between 0 s and 9 min",
      "Longest overdue, the last 3 values: between 0 s and 2 s",
      "Of 4: 3 approved, 1 rejected, 0 expired, 0 cancelled",
    ]);
    const widthOf = (which: string): Promise<number> =>
      part.locator(which).evaluate((one: any) => one.getBoundingClientRect().width);
    const [width, whole] = [await widthOf(".share rect.tone-good"), await widthOf(".share")];
    assert.ok(Math.abs(width / whole - 0.75) < 0.02, `${width} of ${whole}`);
  });

  it("show an alarm that rings, since when and why, and keep the others folded", async () => {
    const { part, page } = await show();
    const alarms = part.locator(".alarm");
    const shown = (await alarms.first().innerText()).replace(/\s+/g, " ");
    assert.match(shown, /^Rings .*since 2026-11-23 04:38 UTC/);
    assert.equal(await alarms.nth(1).isVisible(), false);
    await part.getByText("2 alarms do not ring").focus();
    await page.keyboard.press("Enter");
    assert.match(await alarms.nth(1).innerText(), /No data yet/);
    assert.match(await alarms.nth(2).innerText(), /Quiet/);
  });

  it("break no rule of WCAG with everything open, also where little is measured", async () => {
    const plain = view().measures!;
    const [{ hub }] = plain.hubs;
    const none = { requested: 0, approved: 0, rejected: 0, expired: 0, cancelled: 0 };
    const quiet = { hub, ...none, reminded: 0, escalated: 0, breached: 0, gates: [] };
    for (const measures of [plain, { hubs: [quiet], alarms: [] }]) {
      const { page, part } = await show({ measures });
      for (const details of await part.locator("details").all()) await details.click();
      assert.deepEqual((await judge(page)).broken, []);
    }
  });

  it("are absent where nothing is measured, from the list of parts as well", async () => {
    const { page, part } = await show({ measures: undefined });
    assert.equal(await part.count(), 0);
    assert.equal(await page.getByRole("link", { name: "Measures" }).count(), 0);
  });

  it("are reached by their link", async () => {
    const { page, part } = await show();
    await page.getByRole("link", { name: "Measures" }).click();
    const heading = part.getByRole("heading", { name: "Measures" });
    assert.equal(
      await heading.evaluate((one: any) => one === one.ownerDocument.activeElement),
      true,
    );
  });
});
