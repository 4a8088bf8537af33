/** What bypasses a gate on the page: a condition is overridden, a stage rolled back. */
import * as assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import type { Rehearsal } from "../../rehearsal/session";
import {
  begin,
  failingCondition,
  newRehearsal,
  pretended,
} from "../unit/rehearsal/terminal/support/rehearsal";
import { judge } from "./support/axe";
import { launch } from "./support/chromium";
import { RealPage } from "./support/real";

const stages = [
  { stage: "Checked", actions: [pretended("smoke")], beforeEntry: failingCondition() },
  { stage: "Ship", actions: [pretended("ship")] },
];

describe("stages on the page", function () {
  this.timeout(120_000);
  let browser: Browser;
  let rehearsal: Rehearsal;
  let real: RealPage;

  before(async () => {
    browser = await launch();
    rehearsal = await newRehearsal({ stages, operators: ["operator"] });
    real = await RealPage.open(browser, rehearsal);
  });
  after(async () => {
    await browser?.close();
    await real?.close();
    await rehearsal?.close();
  });

  const newest = () => rehearsal.engine.executions("web")[0];
  const trail = () => real.part("Audit trail").locator(".call").first();

  it("refuse to be overridden by who may not, and say once why", async () => {
    const stage = await real.stage("web", "Checked", "Failed");
    await real.actAs("iam:qa-engineer");
    const button = stage.getByRole("button", { name: "Override beforeEntry of stage Checked" });
    assert.match((await button.getAttribute("class")) ?? "", /denied/);
    await stage.getByText("qa-engineer may not override this.").waitFor();
    await button.click();
    const refused = stage.getByText(
      "AWS refused this: qa-engineer may not call OverrideStageCondition.",
    );
    await refused.waitFor();
    assert.equal(await real.page.getByText(/^AWS refused this/).count(), 1);
    await stage.getByText("Why", { exact: true }).click();
    await stage.getByText(/is not authorized to perform: codepipeline:Override/).waitFor();
    await trail().getByText("Refused").waitFor();
    assert.equal(newest().status, "Failed");
  });

  it("are overridden by who may", async () => {
    const stage = await real.stage("web", "Checked", "Failed");
    await stage.getByRole("button", { name: "Act as operator" }).click();
    const button = stage.getByRole("button", { name: /^Override/ });
    assert.doesNotMatch((await button.getAttribute("class")) ?? "", /denied/);
    await button.click();
    await real.stage("web", "Ship", "Succeeded");
    assert.equal(await button.count(), 0);
    await trail().getByText(`BEFORE_ENTRY of execution ${newest().pipelineExecutionId}`).waitFor();
  });

  it("are rolled back to an execution of a list, which names time and commit", async () => {
    const first = newest().pipelineExecutionId!;
    const ship = await real.stage("web", "Ship", "Succeeded");
    assert.equal(await ship.getByText("Roll back").count(), 0);
    begin(rehearsal.engine, "web");
    const checked = await real.stage("web", "Checked", "Failed");
    await checked.getByRole("button", { name: /^Override/ }).click();
    await ship.getByText("Roll back").click();
    const target = ship.getByRole("listitem").filter({ hasText: first.slice(0, 8) });
    await target.getByText(/\d\d:\d\d UTC/).waitFor();
    for (const colorScheme of ["light", "dark"] as const) {
      for (const width of [360, 1280]) {
        await real.page.setViewportSize({ width, height: 800 });
        await real.page.emulateMedia({ colorScheme });
        assert.deepEqual((await judge(real.page)).broken, []);
      }
    }
    await target.getByRole("button").click();
    await real.page.getByText("Ship is rolled back.").waitFor();
    await trail().getByText(`To what execution ${first} carried`).waitFor();
    assert.equal(newest().executionType, "ROLLBACK");
  });

  it("complained of nothing", () => assert.deepEqual(real.complaints, []));
});
