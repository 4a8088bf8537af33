/** The Slack workspace around an example: its credentials in the right store, its app installed. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { setImmediate } from "node:timers/promises";
import { stringify } from "yaml";
import type { Account } from "../../../rehearsal/aws/account/account";
import { MovableClock } from "../../../rehearsal/clock";
import { openOutside } from "../../../rehearsal/outside";
import { installApp, openWorkspace } from "../../../rehearsal/slack/open-workspace";
import type { SlackWorkspace } from "../../../rehearsal/slack/types";
import { createStores } from "../../../rehearsal/aws/account/create-stores";
import { place } from "./aws/api/fixture";

const secretArn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:slack-AbCdEf";
const parameterArn = "arn:aws:ssm:eu-west-1:111122223333:parameter/slack";

describe("the world outside", () => {
  const opened: { close(): Promise<void> }[] = [];
  let folder: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "rehearsal-outside-"));
  });

  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
    fs.rmSync(folder, { recursive: true });
  });

  function describeWorkspace(credentialsArn: string): void {
    const workspace = {
      team: "T0TEAM0001",
      app: "A0APP00001",
      credentialsArn,
      users: { U0ANN00001: "ann" },
      userGroups: {},
      channels: { C0RELEASES1: "releases" },
    };
    fs.writeFileSync(path.join(folder, "slack.rehearsal.yaml"), stringify(workspace));
  }

  async function open(
    functions: object = {},
    keep?: object,
  ): Promise<{ slack: SlackWorkspace | undefined; account: Account }> {
    const clock = new MovableClock();
    const stores = createStores({ clock, place, folder });
    opened.push(stores, { close: async () => clock.stop() });
    const account = { stores: { ...stores, ...keep }, functions } as unknown as Account;
    const slack = await openWorkspace({ exampleDir: folder, account, clock });
    if (slack !== undefined) opened.push(slack);
    return { slack, account };
  }

  it("has no Slack where the example describes none", async () => {
    assert.equal((await open()).slack, undefined);
  });

  it("keeps the app's credentials in the secret that the example names", async () => {
    describeWorkspace(secretArn);
    const { slack, account } = await open();
    const kept = account.stores.secrets.find(secretArn)?.value;
    assert.deepEqual(JSON.parse(kept!), slack!.credentials());
  });

  it("keeps them in a parameter where the example names one", async () => {
    describeWorkspace(parameterArn);
    const { slack, account } = await open();
    const kept = account.stores.parameters.find(parameterArn);
    assert.equal(kept?.type, "SecureString");
    assert.deepEqual(JSON.parse(kept!.value!), slack!.credentials());
  });

  it("leaves nothing open where the credentials cannot be kept", async () => {
    describeWorkspace(secretArn);
    const put = (): never => {
      throw new Error("No room.");
    };
    await assert.rejects(open({}, { secrets: { put } }), /No room\./);
  });

  it("installs the app from the program's output, and delivers clicks to the function", async () => {
    describeWorkspace(secretArn);
    const asked: unknown[] = [];
    const request = async (url: string, { path: where }: { path: string }) => {
      asked.push([url, where]);
      return { status: 200, headers: {}, body: "" };
    };
    const { slack } = await open({ request });
    const url = "https://abc.lambda-url.eu-west-1.on.aws/clicks?from=slack";
    const manifest = {
      display_information: { name: "app" },
      features: { bot_user: { display_name: "app" } },
      oauth_config: { scopes: { bot: ["chat:write", "usergroups:read"] } },
      settings: { interactivity: { is_enabled: true, request_url: url } },
    };
    installApp(slack, { slackAppManifest: JSON.stringify(manifest) });
    const { botToken } = slack!.credentials();
    const value = JSON.stringify({ a: "web/Release/manager", t: "0" });
    const posted = await fetch(new URL("chat.postMessage", slack!.apiUrl), {
      method: "POST",
      headers: { authorization: `Bearer ${botToken}`, "content-type": "application/json" },
      body: JSON.stringify({
        channel: "C0RELEASES1",
        text: "Approval needed",
        blocks: [
          {
            type: "actions",
            elements: [
              {
                type: "button",
                action_id: "approve",
                text: { type: "plain_text", text: "Approve" },
                value,
              },
            ],
          },
        ],
      }),
    });
    const { ok, ts } = (await posted.json()) as { ok: boolean; ts: string };
    assert.equal(ok, true);
    await slack!.click("U0ANN00001", { channel: "C0RELEASES1", ts }, "approve");
    assert.deepEqual(asked, [[url, "/clicks?from=slack"]]);
  });

  const everything = (account: Account, clock: MovableClock) =>
    openOutside({ exampleDir: folder, account, clock });
  const describeSystems = (systems: object[]) =>
    fs.writeFileSync(path.join(folder, "systems.rehearsal.yaml"), stringify(systems));
  const calendar = {
    kind: "webhook",
    url: "https://calendar.example.com/approvals",
    credentialsArn: parameterArn,
    people: { ann: "Ann" },
  };

  it("has other systems beside Slack, each under its own address, and ends them all", async () => {
    describeWorkspace(secretArn);
    describeSystems([calendar]);
    const { account } = await open();
    const outside = await everything(account, new MovableClock());
    assert.deepEqual(Object.keys(outside.urls).sort(), [
      "https://calendar.example.com",
      "https://slack.com",
    ]);
    for (const url of Object.values(outside.urls)) await fetch(url);
    await outside.close();
    for (const url of Object.values(outside.urls)) await assert.rejects(fetch(url));
  });

  it("leaves no Slack open where a system cannot be", async () => {
    describeWorkspace(secretArn);
    describeSystems([{ ...calendar, url: "calendar" }]);
    const { account } = await open();
    const servers = (): number =>
      process.getActiveResourcesInfo().filter((name) => name === "TCPServerWrap").length;
    const before = servers();
    await assert.rejects(everything(account, new MovableClock()), /entry 1 \(webhook\)/);
    await setImmediate();
    assert.equal(servers(), before);
  });

  it("says what to export where the program has no manifest", async () => {
    describeWorkspace(secretArn);
    const { slack } = await open();
    assert.throws(() => installApp(slack, {}), /has no output `slackAppManifest`\. Export it/);
    installApp(undefined, {});
  });
});
