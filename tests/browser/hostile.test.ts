/** What others wrote is text, however it looks, and never breaks the page's form. */
import * as assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { closeWindows, launch, visit } from "./support/chromium";
import { StandIn } from "./support/stand-in";
import { hostile, view } from "./support/views";

/** What the page shows in place of the marks that turn the direction of text round. */
const shown = hostile.replaceAll(/[\u202A-\u202E]/g, "\ufffd");

describe("a view that means harm", () => {
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

  async function show(text: string, width = 1280, name = text) {
    const standIn = new StandIn(view(text, name));
    opened.push(standIn);
    const watched = await visit(browser, await standIn.open(), {
      viewport: { width, height: 800 },
    });
    // Everything that is closed holds text of others as well.
    await watched.page.evaluate(() => {
      for (const details of (globalThis as any).document.querySelectorAll("details")) {
        details.open = true;
      }
    });
    return { ...watched, standIn };
  }

  it("is shown as it was written, everywhere, and runs nothing", async () => {
    const { page, complaints, standIn } = await show(hostile);
    await page.getByLabel("You are").selectOption("slack:U1");
    for (const id of [
      "pipelines",
      "approvals",
      "inbox",
      "slack",
      "systems",
      "measures",
      "activity",
      "trail",
      "resources",
    ]) {
      const text = await page.locator(`#${id}`).innerText();
      assert.ok(text.includes(shown), `${id} does not show what was written: ${text}`);
      assert.ok(!/[\u202A-\u202E]/.test(text), `${id} has a mark that turns text round`);
    }
    assert.ok((await page.getByLabel("You are").innerText()).includes(shown));
    standIn.answer = () => ({
      ok: true,
      message: hostile,
      dialog: {
        ...{ viewId: "v", title: hostile, submit: hostile, cancel: hostile },
        text: [[{ text: hostile, href: "javascript:alert(1)" }]],
        inputs: [{ blockId: "b", label: hostile, hint: hostile, optional: true, multiline: true }],
      },
    });
    await page
      .getByRole("region", { name: "Slack" })
      .getByRole("button", { name: "Approve" })
      .click();
    assert.ok((await page.getByRole("dialog").innerText()).includes(shown));
    assert.equal(await page.locator("img, body script, iframe, [onerror], [style]").count(), 0);
    const links = await page
      .locator("a[href]")
      .evaluateAll((all: any[]) => all.map((link) => link.protocol));
    assert.ok(links.length > 5);
    assert.deepEqual([...new Set(links)].sort(), ["http:", "https:"]);
    assert.notEqual(await page.title(), "broken");
    assert.deepEqual(complaints, []);
  });

  it("opens what is elsewhere beside the page, and tells it nothing", async () => {
    const { page } = await show("plain");
    const link = page.getByRole("link", { name: "Open in console" });
    assert.equal(await link.getAttribute("target"), "_blank");
    assert.equal(await link.getAttribute("rel"), "noopener noreferrer");
  });

  for (const [what, text] of [
    ["a word of 1000 letters", "W".repeat(1000)],
    ["a text of 1000 words", "word ".repeat(1000)],
    ["markup", hostile],
  ]) {
    for (const width of [360, 768, 1280]) {
      it(`fits ${width} px with ${what}`, async () => {
        const { page, complaints } = await show(text, width);
        const [content, room] = await page.evaluate(() => {
          const { scrollWidth, clientWidth } = (globalThis as any).document.documentElement;
          return [scrollWidth, clientWidth];
        });
        assert.ok(content <= room, `${content} px in ${room} px`);
        assert.deepEqual(complaints, []);
      });
    }
  }
});
