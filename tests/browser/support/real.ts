/** The page of a real rehearsal, and where things stand on it. */
import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { openPage, type Page as Served } from "../../../rehearsal/page/server";
import type { Rehearsal } from "../../../rehearsal/session";
import { visit } from "./chromium";

/** One reader's page, and a server that ends with it. */
export class RealPage {
  private constructor(
    readonly page: Page,
    readonly complaints: string[],
    private readonly closeServer: () => Promise<void>,
  ) {}

  static async open(
    browser: Browser,
    rehearsal: Rehearsal,
    options: BrowserContextOptions = {},
  ): Promise<RealPage> {
    return RealPage.visit(browser, await openPage(rehearsal), options);
  }

  /** Of a page that is served already, and has seen what happened since. */
  static async visit(
    browser: Browser,
    served: Served,
    options: BrowserContextOptions = {},
  ): Promise<RealPage> {
    const { page, complaints } = await visit(browser, served.url, options);
    return new RealPage(page, complaints, () => served.close());
  }

  async close(): Promise<void> {
    await this.page.context().close();
    await this.closeServer();
  }

  async actAs(person: string): Promise<void> {
    await this.page.getByLabel("You are").selectOption(person);
  }

  /** Shows the switches for clock and faults. */
  async openDrawer(): Promise<void> {
    await this.page.getByText("Clock and faults").click();
  }

  part(name: string): Locator {
    return this.page.getByRole("region", { name });
  }

  /** The picture of a pipeline. */
  picture(pipelineName: string): Locator {
    return this.page.locator("article.pipeline", { has: this.heading(pipelineName) });
  }

  /** A stage in the picture, once it is in this state. */
  async stage(pipelineName: string, stage: string, state: string): Promise<Locator> {
    const box = this.picture(pipelineName).locator(".stage", { has: this.heading(stage) });
    await box.locator(".stage-state", { hasText: state }).waitFor();
    return box;
  }

  /** The pending approval of a pipeline. */
  card(pipelineName: string): Locator {
    return this.page.locator(".approval-card", {
      has: this.page.getByText(pipelineName, { exact: true }),
    });
  }

  /** The newest message in Slack that has this text. */
  message(text: string): Locator {
    return this.part("Slack").locator(".message", { hasText: text }).last();
  }

  async decide(pipelineName: string, button: "Approve" | "Reject", comment = ""): Promise<void> {
    await this.card(pipelineName).getByLabel("Comment").fill(comment);
    await this.card(pipelineName).getByRole("button", { name: button }).click();
  }

  private heading(name: string): Locator {
    return this.page.getByRole("heading", { name, exact: true });
  }
}
