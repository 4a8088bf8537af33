/**
 * Takes the README's pictures from a real rehearsal: `npm run pictures`. Writes docs/images/*.png
 * and fails where one is too large for a README.
 */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Browser } from "playwright-core";
import { openPage, type Page as Served } from "../../rehearsal/page/server";
import { openRehearsal, type Rehearsal } from "../../rehearsal/session";
import { launch } from "./support/chromium";
import { RealPage } from "./support/real";

const images = path.resolve(__dirname, "../../docs/images");
const mostBytes = 200_000;
const pipeline = "slack-approvals-rehearsal";

/** Saves what the window shows. */
async function take({ page }: RealPage, name: string): Promise<void> {
  // Small enough for a README and sharp enough to read.
  const file = path.join(images, `${name}.png`);
  await page.evaluate(() => (globalThis as any).document.activeElement.blur());
  await page.screenshot({ path: file, animations: "disabled" });
  const { size } = fs.statSync(file);
  process.stdout.write(`${path.relative(process.cwd(), file)}: ${Math.ceil(size / 1000)} kB\n`);
  if (size > mostBytes) throw new Error(`${file} has ${size} bytes, and may have ${mostBytes}.`);
}

/** Lets a release come as far as two approvals side by side, with a refusal on the way. */
async function tellStory(real: RealPage): Promise<void> {
  const { page } = real;
  const dialog = page.getByRole("dialog");
  await real.stage(pipeline, "ApproveStaging", "Waiting");
  await real.actAs("slack:U0QUINN000");
  await real.message("Approval needed").getByRole("button", { name: "Approve" }).click();
  await real.part("Slack").getByText("may not decide").waitFor();
  await real.actAs("slack:U0STELLA00");
  await real.message("Approval needed").getByRole("button", { name: "Approve" }).click();
  await dialog.getByRole("textbox").fill("Checked in rehearsal.");
  await dialog.getByRole("button", { name: "Approve" }).click();
  await real.stage(pipeline, "SignOff", "Waiting");
  await real.part("Slack").getByText("Approval needed: SignOff / security").waitFor();
  await real.part("Slack").getByText("Approval needed: SignOff / qa").waitFor();
}

async function takeAll(browser: Browser, served: Served): Promise<void> {
  const wide = await RealPage.visit(browser, served, { viewport: { width: 1280, height: 1000 } });
  await tellStory(wide);
  await wide.actAs("iam:outsider");
  await wide.page
    .locator(".approval-card")
    .first()
    .getByRole("button", { name: "Approve" })
    .click();
  await wide.page.getByRole("alert").getByText("Why").waitFor();
  await wide.page.evaluate(() => (globalThis as any).scrollTo(0, 0));
  await take(wide, "rehearsal-page");
  const phone = { width: 360, height: 640 };
  const narrow = await RealPage.visit(browser, served, {
    ...{ viewport: phone, colorScheme: "dark", deviceScaleFactor: 2 },
  });
  await narrow.page.getByText("may decide this.").first().waitFor();
  await take(narrow, "rehearsal-phone");
  const trail = await RealPage.visit(browser, served, { viewport: { width: 1280, height: 620 } });
  await trail.page.getByRole("link", { name: /^Audit trail/ }).click();
  await take(trail, "rehearsal-trail");
}

async function main(): Promise<void> {
  fs.mkdirSync(images, { recursive: true });
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pictures-"));
  let opened: Promise<Served> | undefined;
  let rehearsal: Rehearsal | undefined;
  const browser = await launch();
  try {
    rehearsal = await openRehearsal({
      ...{ example: "slack-approvals", folder },
      onReady: (ready) => {
        opened = openPage(ready);
      },
    });
    await takeAll(browser, await opened!);
  } finally {
    await browser.close();
    await (await opened)?.close();
    await rehearsal?.close();
    fs.rmSync(folder, { recursive: true });
  }
}

void main();
