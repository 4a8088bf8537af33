/** Other systems on the page: their tickets, worked on in a real browser, and a system that is down. */
import * as assert from "node:assert/strict";
import type { Browser, Locator } from "playwright-core";
import type { Rehearsal } from "../../rehearsal/session";
import type { Systems } from "../../rehearsal/systems/open-systems";
import { around, type Around, deskOrigin } from "../unit/rehearsal/systems/support";
import { newRehearsal } from "../unit/rehearsal/terminal/support/rehearsal";
import { launch } from "./support/chromium";
import { RealPage } from "./support/real";

describe("other systems on the page", () => {
  let browser: Browser;
  let world: Around;
  let systems: Systems;
  let rehearsal: Rehearsal;
  let real: RealPage;
  let panel: Locator;

  before(async () => {
    browser = await launch();
  });
  after(() => browser?.close());

  beforeEach(async () => {
    world = around();
    world.write([{ kind: "desk" }]);
    systems = await world.open();
    rehearsal = { ...(await newRehearsal({ start: false })), systems };
    real = await RealPage.open(browser, rehearsal);
    panel = real.part("Other systems");
  });
  afterEach(async () => {
    assert.deepEqual(real.complaints, []);
    await real.close();
    await rehearsal.close();
    await world.close();
  });

  const newTicket = () => fetch(systems.urls[deskOrigin], { method: "POST" });
  const ticket = (id: string) => panel.locator(".ticket", { hasText: id });

  it("show a ticket as soon as it is there, and let somebody chosen work on it", async () => {
    await panel.getByText("It has no ticket yet.").waitFor();
    await newTicket();
    const shown = ticket("D-1");
    await shown.getByText("Release D-1").waitFor();
    await shown.getByLabel("As").selectOption("bob.ray");
    // What arrives meanwhile leaves the choice alone.
    await newTicket();
    await ticket("D-2").waitFor();
    assert.equal(await shown.getByLabel("As").inputValue(), "bob.ray");
    await shown.getByRole("button", { name: "Approve" }).click();
    await shown.getByRole("alert").getByText("Bob Ray may not do that.").waitFor();
    await shown.getByLabel("As").selectOption("ann.lee");
    await shown.getByRole("button", { name: "Approve" }).click();
    await real.page.getByRole("status").getByText("D-1: Approve, by Ann Lee.").waitFor();
    await shown.getByText("ann.lee: 202").waitFor();
    assert.equal(await shown.getByRole("button").count(), 0);
    assert.equal(await ticket("D-2").getByRole("button").count(), 1);
  });

  it("are down where the switch says so, in the panel as among the faults", async () => {
    const down = panel.getByRole("switch", { name: /^Down/ });
    await down.click();
    await real.page.getByText("1 on").waitFor();
    assert.equal(await down.getAttribute("aria-checked"), "true");
    assert.equal((await newTicket()).status, 503);
    await real.openDrawer();
    await real.page.getByRole("switch", { name: "Desk (desk.example.com) is down" }).click();
    await real.page.getByText("1 on").waitFor({ state: "detached" });
    assert.equal(await down.getAttribute("aria-checked"), "false");
    assert.equal((await newTicket()).status, 201);
  });

  it("are reached by a link at the top, which counts their tickets", async () => {
    await newTicket();
    const link = real.page.getByRole("link", { name: "Other systems 1" });
    await link.click();
    await real.page.locator("#systems-title:focus").waitFor();
  });
});
