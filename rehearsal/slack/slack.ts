/** The local Slack: one workspace with one app, its Web API, and the people who use it. */
import type { Clock } from "../clock";
import { afterClick, afterSubmission } from "./answers";
import { App } from "./app";
import { Channels } from "./channels";
import { Dialogs } from "./dialogs";
import type { SlackState } from "./methods";
import { blockActions, formOf, viewSubmission } from "./payloads";
import { Sender } from "./sender";
import { WebApi } from "./server";
import type { ClickResult, Deliver, SlackMessage, SlackWorkspace, Workspace } from "./types";
import { windowErrors } from "./view";

export interface SlackOptions {
  readonly workspace: Workspace;
  readonly clock: Clock;
  readonly deliver: Deliver;
}

/** Opens the workspace: from then on, its Web API answers. */
export async function openSlack({
  workspace,
  clock,
  deliver,
}: SlackOptions): Promise<SlackWorkspace> {
  const app = new App(workspace, clock);
  const listeners = new Set<() => void>();
  const changed = () => listeners.forEach((listener) => listener());
  const channels = new Channels(clock);
  const dialogs = new Dialogs(workspace, app.botId, clock);
  const office = { workspace, app, channels, dialogs, changed };
  const api = new WebApi(office);
  const sender = new Sender(app, clock, deliver);
  const people = new People(office, clock, sender);
  return {
    workspace,
    apiUrl: await api.listen(),
    credentials: () => app.credentials(),
    rotate: ({ keepPrevious = true } = {}) => app.rotate(keepPrevious),
    install: (manifest) => app.install(manifest),
    interactivityUrl: () => app.installed?.requestUrl,
    sign: (body, at) => app.sign(body, at),
    requests: () => sender.sent,
    messages: (channel, user) => channels.seenBy(channel, user),
    say: (user, channel, text) => people.say(user, channel, text),
    remove: (message) => {
      channels.remove(message);
      changed();
    },
    click: (user, message, actionId, options) => people.click(user, message, actionId, options),
    view: (viewId) => dialogs.find(viewId)?.view,
    submit: (user, viewId, values, options) => people.submit(user, viewId, values, options),
    fail: (method, how, times = 1) => api.fail(method, how, times),
    heal: () => api.heal(),
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => api.close(),
  };
}

/** What people do; doing what no window offers is a mistake of the caller, and throws. */
class People {
  constructor(
    private readonly office: SlackState,
    private readonly clock: Clock,
    private readonly sender: Sender,
  ) {}

  say(user: string, channel: string, text: string): string {
    this.known(user);
    if (!Object.hasOwn(this.office.workspace.channels, channel)) {
      throw new Error(`There is no channel ${channel} in the workspace.`);
    }
    const { ts } = this.office.channels.add(channel, { text, blocks: [], from: user });
    this.office.changed();
    return ts;
  }

  async click(
    user: string,
    { channel, ts }: { channel: string; ts: string },
    actionId: string,
    { shown }: { shown?: SlackMessage } = {},
  ): Promise<ClickResult> {
    this.known(user);
    const { channels, dialogs } = this.office;
    const message = shown ?? channels.seenBy(channel, user).find((kept) => kept.ts === ts);
    if (message === undefined) {
      throw new Error(`${user} sees no message ${ts} in the channel ${channel}.`);
    }
    const button = buttonOf(message, actionId);
    if (button === undefined) throw new Error(`The message ${ts} has no button ${actionId}.`);
    const trigger = dialogs.trigger(user);
    const click = { user, message, button, trigger, at: this.clock.now() };
    const answer = await this.sender.send(formOf(blockActions(this.office, click)));
    const viewId = dialogs.openedWith(trigger);
    return {
      ...afterClick(answer),
      ...(viewId !== undefined && { viewId }),
      ...(button.url !== undefined && { opened: button.url }),
    };
  }

  async submit(
    user: string,
    viewId: string,
    values: Readonly<Record<string, string>>,
    { unchecked = false }: { unchecked?: boolean } = {},
  ): Promise<ClickResult> {
    const { dialogs, changed } = this.office;
    const dialog = dialogs.find(viewId);
    if (dialog?.user !== user) throw new Error(`${user} has no dialog ${viewId} open.`);
    const { view } = dialog;
    const errors = unchecked ? {} : windowErrors(view, values);
    if (Object.keys(errors).length > 0) return { status: 200, errors };
    const trigger = dialogs.trigger(user);
    const payload = viewSubmission(this.office, { user, view, values, trigger });
    const answer = await this.sender.send(formOf(payload));
    const { closed, ...seen } = afterSubmission(answer, view);
    if (closed) dialogs.close(viewId);
    changed();
    return seen;
  }

  private known(user: string): void {
    if (Object.hasOwn(this.office.workspace.users, user)) return;
    throw new Error(`There is no user ${user} in the workspace.`);
  }
}

/** A button as the payload names it, with the block that it is in. */
function buttonOf({ blocks }: SlackMessage, actionId: string): any {
  for (const { block_id, elements = [], accessory } of blocks) {
    const button = [...elements, accessory].find((element) => element?.action_id === actionId);
    if (button !== undefined) return { ...button, block_id };
  }
  return undefined;
}
