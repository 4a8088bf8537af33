/** Triggers that clicks give, and the dialogs that are opened with them. */
import { randomBytes } from "node:crypto";
import type { Clock } from "../clock";
import { withIds } from "./channels";
import type { Workspace } from "./types";

/** Milliseconds that a trigger can be used (Slack API documentation, "Modals"). */
const triggerLife = 3000;

interface Trigger {
  readonly user: string;
  readonly at: number;
  viewId?: string;
}

interface Dialog {
  readonly user: string;
  readonly view: any;
}

export class Dialogs {
  private readonly triggers = new Map<string, Trigger>();
  private readonly dialogs = new Map<string, Dialog>();

  constructor(
    private readonly workspace: Workspace,
    private readonly botId: string,
    private readonly clock: Clock,
  ) {}

  /** A new trigger for what a user did. */
  trigger(user: string): string {
    const now = this.clock.now().getTime();
    const id = `${now}.${randomBytes(6).readUIntBE(0, 6)}.${randomBytes(16).toString("hex")}`;
    this.triggers.set(id, { user, at: now });
    return id;
  }

  /** Why the trigger opens nothing, as Slack's error code; undefined where it does. */
  refusal(triggerId: string): string | undefined {
    const trigger = this.triggers.get(triggerId);
    if (trigger === undefined) return "invalid_trigger_id";
    if (trigger.viewId !== undefined) return "exchanged_trigger_id";
    const age = this.clock.now().getTime() - trigger.at;
    return age > triggerLife ? "expired_trigger_id" : undefined;
  }

  /** Opens a view with a trigger that was not refused. Answers it as Slack shows it. */
  open(triggerId: string, view: any): any {
    const trigger = this.triggers.get(triggerId)!;
    const id = `V0${randomBytes(5).toString("hex").toUpperCase()}`;
    const shown = {
      id,
      team_id: this.workspace.team,
      type: "modal",
      ...{ private_metadata: "", callback_id: "", external_id: "", close: null, submit: null },
      ...{ clear_on_close: false, notify_on_close: false },
      ...view,
      blocks: withIds(view.blocks),
      state: { values: {} },
      hash: `${Math.floor(this.clock.now().getTime() / 1000)}.${randomBytes(4).toString("hex")}`,
      previous_view_id: null,
      root_view_id: id,
      app_id: this.workspace.app,
      app_installed_team_id: this.workspace.team,
      bot_id: this.botId,
    };
    trigger.viewId = id;
    this.dialogs.set(id, { user: trigger.user, view: shown });
    return shown;
  }

  /** The view that a trigger opened. */
  openedWith(triggerId: string): string | undefined {
    return this.triggers.get(triggerId)?.viewId;
  }

  find(viewId: string): Dialog | undefined {
    return this.dialogs.get(viewId);
  }

  close(viewId: string): void {
    this.dialogs.delete(viewId);
  }
}
