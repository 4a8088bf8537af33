/** Chromium, and a page in it that keeps a list of everything that went wrong there. */
import * as fs from "node:fs";
import * as path from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

const args = [
  ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
  ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
];

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The browser of this machine; fails with the line to type where there is none. */
export function chromiumPath(
  { CHROMIUM_PATH, PATH = "" }: NodeJS.ProcessEnv = process.env,
  exists: (file: string) => boolean = fs.existsSync,
): string {
  const folders = PATH.split(path.delimiter).filter((folder) => folder !== "");
  const usual = folders.flatMap((folder) => names.map((name) => path.join(folder, name)));
  // Who names one means that one.
  const places = CHROMIUM_PATH === undefined ? ["/usr/bin/chromium", ...usual] : [CHROMIUM_PATH];
  const found = places.find(exists);
  if (found !== undefined) return found;
  const where =
    CHROMIUM_PATH === undefined
      ? "at /usr/bin/chromium or in PATH"
      : `where CHROMIUM_PATH says: "${CHROMIUM_PATH}"`;
  throw new Error(
    `These tests need Chromium, and there is none ${where}. ` +
      "Type: sudo apt-get install --no-install-recommends chromium",
  );
}

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args });
}

/** A page with what it complained of: errors, warnings, refused loads, requests elsewhere. */
export interface Watched {
  readonly page: Page;
  readonly complaints: string[];
}

/** Opens an address in a window of its own, as a reader who has never been there. */
export async function visit(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Watched> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    reducedMotion: "reduce",
    ...options,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol !== "data:" && origin !== new URL(url).origin) {
      complaints.push(`asked ${request.url()}`);
    }
  });
  await page.goto(url);
  await page.getByRole("heading", { level: 1 }).waitFor();
  return { page, complaints };
}

/** Closes every window, so that none is at work while the next test runs. */
export async function closeWindows(browser: Browser): Promise<void> {
  for (const context of browser.contexts()) await context.close();
}
