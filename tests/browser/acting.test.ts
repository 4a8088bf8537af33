/** As whom the page acts: it opens as somebody who may decide, and shows who may not. */
import * as assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import type { PageView } from "../../rehearsal/page/types";
import { launch, visit } from "./support/chromium";
import { StandIn } from "./support/stand-in";
import { approval, view } from "./support/views";

const people: PageView["people"] = [
  { key: "iam:ops", name: "ops", kind: "iam", detail: "a role", mfaKey: "iam:ops-mfa" },
  { key: "iam:root", name: "root", kind: "iam", detail: "may do anything", isPowerful: true },
  { key: "iam:ann", name: "ann", kind: "iam", detail: "group qa", mfaKey: "iam:ann-mfa" },
  { key: "slack:U1", name: "stella", kind: "slack", detail: "in Slack" },
];
const no = { allowed: false, reason: "Denied: no policy allows it." };
const yes = { allowed: true, reason: "Allowed: statement Decide of policy qa." };

/** A gate of ann's, who needs MFA for it, and which stella decides in Slack. */
const mfaGate = {
  ...approval("qa"),
  rights: [
    { person: "iam:ops", ...no },
    { person: "iam:root", ...yes },
    { person: "iam:ann", ...no, withMfa: yes },
    { person: "slack:U1", ...yes },
  ],
  inSlack: { channel: "C1", ts: "1.1" },
};
const rootsGate = {
  ...approval("root"),
  rights: [
    { person: "iam:ops", ...no },
    { person: "iam:root", ...yes },
  ],
};

describe("who acts on the page", () => {
  let browser: Browser;
  let standIn: StandIn;
  let page: Page;

  before(async () => {
    browser = await launch();
  });
  after(() => browser?.close());
  afterEach(async () => {
    await page.context().close();
    await standIn.close();
  });

  async function open(approvals: PageView["approvals"]): Promise<void> {
    standIn = new StandIn({ ...view(), people, approvals });
    ({ page } = await visit(browser, await standIn.open()));
  }
  const who = () => page.getByLabel("You are").inputValue();
  const mfa = () => page.getByRole("switch", { name: "MFA" }).getAttribute("aria-checked");
  const button = (name: string) => page.locator(".approval-card").getByRole("button", { name });
  const border = (name: string): Promise<string> =>
    button(name).evaluate((at: any) => (globalThis as any).getComputedStyle(at).borderStyle);

  it("is somebody who may decide what waits, with MFA where it takes that", async () => {
    await open([mfaGate]);
    assert.equal(await who(), "iam:ann");
    assert.equal(await mfa(), "true");
    await page.getByText("ann may decide this.").waitFor();
    await Promise.all([page.waitForResponse(/\/ask$/), button("Approve").click()]);
    assert.deepEqual(standIn.asked, [
      { kind: "decide", as: "iam:ann-mfa", token: "token-qa", status: "Approved", summary: "" },
    ]);
  });

  it("is found when something begins to wait, and stays when something else does", async () => {
    await open([]);
    assert.equal(await who(), "iam:ops");
    standIn.show({ approvals: [rootsGate] });
    await page.getByText("root may decide this.").waitFor();
    standIn.show({ approvals: [mfaGate] });
    await page.getByRole("heading", { name: "SignOff / qa" }).waitFor();
    assert.equal(await who(), "iam:root");
  });

  it("is not changed where the reader has chosen somebody who may not", async () => {
    await open([mfaGate]);
    await page.getByLabel("You are").selectOption("iam:ops");
    standIn.show({ approvals: [mfaGate], activity: ["news"] });
    await page.getByText("news").waitFor();
    assert.equal(await who(), "iam:ops");
    await page.reload();
    await page.getByText("ops may not decide this.").waitFor();
    assert.equal(await who(), "iam:ops");
  });

  it("sees by the buttons that they may not, and can press them all the same", async () => {
    await open([mfaGate]);
    assert.deepEqual([await border("Approve"), await border("Reject")], ["solid", "solid"]);
    await page.getByLabel("You are").selectOption("iam:ops");
    assert.deepEqual([await border("Approve"), await border("Reject")], ["dashed", "dashed"]);
    const described = await button("Approve").getAttribute("aria-describedby");
    const told = await page.locator(`[id="${described}"]`).innerText();
    assert.match(told, /^ops may not decide this\./);
    standIn.answer = () => ({ ok: false, message: "AWS refused this: ops may not decide it." });
    await button("Approve").click();
    await page.getByRole("alert").getByText("AWS refused this").waitFor();
    assert.equal(standIn.asked.length, 1);
    await button("Act as ann with MFA").click();
    await page.getByText("ann may decide this.").waitFor();
    assert.equal(await page.getByRole("alert").count(), 0);
    assert.equal(await border("Approve"), "solid");
  });

  it("stands in every list once, whether with MFA or without", async () => {
    await open([mfaGate]);
    const options: string[] = await page.getByLabel("You are").locator("option").allInnerTexts();
    assert.deepEqual(options, [
      ...["ops (a role)", "root (may do anything)", "ann (group qa)", "stella (in Slack)"],
    ]);
    const who = page.locator(".facts > div", { hasText: "Who" }).locator("dd");
    assert.equal(await who.innerText(), "ann (with MFA), stella, root");
    await page.getByText("Who may decide, and why").click();
    const lines: string[] = await page.locator(".rights li").allInnerTexts();
    assert.equal(lines.length, people.length);
    assert.match(lines.join("\n"), /ann\s+\(group qa\) may with MFA only\. Statement Decide/);
    await page.getByRole("switch", { name: "MFA" }).click();
    await page.getByText("ann may only with MFA.").waitFor();
    assert.equal(await page.getByText("Act as ann with MFA").count(), 1);
  });

  it("presses the buttons of Slack's message where they act in Slack", async () => {
    await open([mfaGate]);
    await page.getByLabel("You are").selectOption("slack:U1");
    await page.getByText("stella may decide this.").waitFor();
    assert.equal(await page.locator(".approval-card").getByLabel("Comment").count(), 0);
    const dialog = { viewId: "v", title: "Reject", submit: "Reject", cancel: "Cancel" };
    standIn.answer = () => ({ ok: true, dialog: { ...dialog, text: [], inputs: [] } });
    await button("Reject").click();
    await page.getByRole("dialog").getByRole("heading", { name: "Reject" }).waitFor();
    assert.deepEqual(standIn.asked, [
      { kind: "click", as: "slack:U1", channel: "C1", ts: "1.1", actionId: "reject" },
    ]);
  });
});
