/** Who sees little, needs dark colours, uses a keyboard or a phone, can use the page as well. */
import * as assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { judge } from "./support/axe";
import { closeWindows, launch, visit } from "./support/chromium";
import { StandIn } from "./support/stand-in";
import { view } from "./support/views";

const states = [
  ...(["Waiting", "NotRun", "InProgress", "Succeeded", "Failed", "Stopping"] as const),
  ...(["Stopped", "Cancelled", "Superseded", "Skipped", "Abandoned"] as const),
];

/** A stage in every state there is. */
function everyState(): StandIn {
  const plain = view();
  const stages = states.map((state) => ({
    ...{ name: `Stage ${state}`, state, executionId: "e1", inbound: ["e2"], canRetry: true },
    groups: [[{ name: state, state, isApproval: true, expires: plain.now, summary: "Why." }]],
  }));
  const executions = states.map((state) => ({ id: state, state, revision: "abc" }));
  return new StandIn({ ...plain, pipelines: [{ ...plain.pipelines[0], stages, executions }] });
}

describe("the page for everybody", () => {
  let browser: Browser;
  let standIn: StandIn;
  let url: string;

  before(async () => {
    browser = await launch();
    standIn = everyState();
    url = await standIn.open();
  });
  after(async () => {
    await browser?.close();
    await standIn?.close();
  });

  afterEach(() => closeWindows(browser));

  const inSlack = (page: Page) => page.getByRole("region", { name: "Slack" });

  /** What a reader can bring about on the screen. */
  const screens: Readonly<Record<string, (page: Page) => Promise<void>>> = {
    "as an IAM person": async () => undefined,
    "with everything opened": async (page) => {
      await page.evaluate(() => {
        for (const details of (globalThis as any).document.querySelectorAll("details")) {
          details.open = true;
        }
      });
    },
    "after a refusal": async (page) => {
      standIn.answer = () => ({ ok: false, message: "No policy allows this." });
      await page.getByRole("button", { name: "Approve" }).first().click();
      await page.getByText("No policy allows this.").first().waitFor();
      await page.getByText("Clock and faults").click();
      await page.getByRole("button", { name: "+1 hour" }).click();
      await page.getByRole("button", { name: "Dismiss" }).waitFor();
    },
    "in Slack's dialog": async (page) => {
      const inputs = [
        { blockId: "b", label: "Reason", hint: "Say why.", optional: false, multiline: true },
      ];
      const dialog = { viewId: "v", title: "Reject", submit: "Reject", cancel: "Cancel", inputs };
      standIn.answer = ({ kind }) =>
        kind === "click"
          ? { ok: true, dialog: { ...dialog, text: [[{ text: "It stops here." }]] } }
          : { ok: false, errors: { b: "Say more." } };
      await page.getByLabel("You are").selectOption("slack:U1");
      await inSlack(page).getByRole("button", { name: "Reject" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Reject" }).click();
      await page.getByRole("dialog").getByText("Say more.").waitFor();
    },
  };

  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [360, 1280]) {
      for (const [name, arrange] of Object.entries(screens)) {
        it(`breaks no rule of WCAG ${name}, ${colorScheme}, ${width} px`, async () => {
          const viewport = { width, height: 800 };
          const { page, complaints } = await visit(browser, url, { colorScheme, viewport });
          await arrange(page);
          const { broken, measured } = await judge(page);
          assert.deepEqual(broken, []);
          assert.ok(measured >= 5, `the contrast of ${measured} elements was measured`);
          assert.deepEqual(complaints, []);
        });
      }
    }
  }

  it("would be told of too little contrast", async () => {
    const { page } = await visit(browser, url);
    await page.evaluate(() => {
      const { style } = (globalThis as any).document.documentElement;
      style.setProperty("--muted", "#a0a0a0");
    });
    assert.match((await judge(page)).broken.join("\n"), /color-contrast/);
  });

  it("tells the states apart without colours: by words, and by drawings", async () => {
    const { page } = await visit(browser, url);
    const words = await page.locator(".stage-state").allInnerTexts();
    assert.equal(new Set(words).size, states.length);
    const drawings = await page
      .locator(".stage > h4 path")
      .evaluateAll((all: any[]) => all.map((path) => path.getAttribute("d")));
    assert.equal(new Set(drawings).size, states.length);
  });

  it("can be used with the keyboard alone, and shows where the keyboard is", async () => {
    const { page } = await visit(browser, url);
    await page.keyboard.press("Tab");
    const focused = () =>
      page.evaluate(() => {
        const { activeElement: at } = (globalThis as any).document;
        const { outlineStyle, outlineWidth } = (globalThis as any).getComputedStyle(at);
        const { width, height } = at.getBoundingClientRect();
        return { text: at.innerText, outline: `${outlineStyle} ${outlineWidth}`, width, height };
      });
    assert.equal((await focused()).text, "Skip to what waits for a decision");
    await page.keyboard.press("Enter");
    for (let stop = 0; stop < 30; stop += 1) {
      await page.keyboard.press("Tab");
      const { text, outline, width, height } = await focused();
      assert.equal(outline, "solid 2px", `no outline at ${text}`);
      assert.ok(width > 0 && height > 0, `nothing to see at ${text}`);
    }
  });

  it("closes the dialog with Escape and gives the focus back", async () => {
    const { page } = await visit(browser, url);
    await screens["in Slack's dialog"](page);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    const focused = await page.evaluate(() => (globalThis as any).document.activeElement.innerText);
    assert.equal(focused, "Reject");
  });

  it("turns nothing round for who wants no motion, and something for others", async () => {
    for (const [reducedMotion, moving] of [
      ["reduce", false],
      ["no-preference", true],
    ] as const) {
      const { page } = await visit(browser, url, { reducedMotion });
      const count = await page.evaluate(() => (globalThis as any).document.getAnimations().length);
      assert.equal(count > 0, moving);
    }
  });
});
