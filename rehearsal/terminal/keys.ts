/** What a key does: a pure step from one state of the dialogue to the next, with at most one effect. */
import type { ApprovalStatus } from "@aws-sdk/client-codepipeline";
import type { ApprovalRequest } from "../pipeline/types";
import type { PendingApproval } from "./card";
import { maxSummaryLength } from "./decision";
import type { Dialogue, Key, Mode, Option, Step } from "./dialogue";
import * as menus from "./menus";
import { firstAllowed } from "./people";
import type { Scene } from "./scene";
import { clean } from "./text";
import type { PipelineView } from "./view";

export const start: Dialogue = { mode: { kind: "menu" } };

/** The approval that the keys act on: the picked one while it waits, else the first. */
export function current(dialogue: Dialogue, scene: Scene): PendingApproval | undefined {
  return (
    scene.approvals.find(({ request }) => request.token === dialogue.selected) ?? scene.approvals[0]
  );
}

/** The profile that decides: the picked one, else the first person who may. */
export function actingProfile(dialogue: Dialogue, approval: PendingApproval): string | undefined {
  return dialogue.acting?.token === approval.request.token
    ? dialogue.acting.profile
    : firstAllowed(approval.people)?.key.profile;
}

/** Takes one key. */
export function press(dialogue: Dialogue, key: Key, scene: Scene): Step {
  if (key.ctrl && key.name === "c") return { dialogue, effect: { kind: "quit" } };
  const { hint: _forgotten, ...kept } = dialogue;
  const { mode } = dialogue;
  if (key.name === "escape") return { dialogue: { ...kept, mode: { kind: "menu" } } };
  if (mode.kind === "reason") return typeReason(kept, mode, key);
  if (mode.kind === "choose") return choose(kept, mode, key);
  return command(kept, key, scene);
}

function command(dialogue: Dialogue, key: Key, scene: Scene): Step {
  const approval = current(dialogue, scene);
  const number = /^[1-9]$/.test(key.sequence ?? "") ? Number(key.sequence) : 0;
  if (number > 0) return pick(dialogue, number, scene);
  switch (key.sequence ?? "") {
    case "a":
      return askReason(dialogue, approval, "Approved");
    case "r":
      return askReason(dialogue, approval, "Rejected");
    case "c":
      return withPerson(dialogue, approval, (request, profile) => ({
        dialogue,
        effect: { kind: "command", request, profile },
      }));
    case "p":
      return approval === undefined
        ? hint(dialogue, noApproval)
        : offer(dialogue, menus.people(approval));
    case "t":
      return offer(dialogue, menus.times(approval?.request, scene.now));
    case "f":
      return offer(dialogue, menus.failures(scene.actions));
    case "s":
      return offer(dialogue, menus.stops(scene.running));
    case "y":
      return offer(dialogue, menus.retries(scene.failed));
    case "n":
      return scene.pipelines.length > 1
        ? offer(dialogue, menus.commits(scene.pipelines))
        : commitTo(dialogue, scene.pipelines[0]);
    case "l":
      return scene.hasSlack
        ? { dialogue, effect: { kind: "showSlack" } }
        : hint(dialogue, "This example has no Slack: see --example slack-approvals.");
    case "q":
      return { dialogue, effect: { kind: "quit" } };
    default:
      return { dialogue };
  }
}

function commitTo(dialogue: Dialogue, { name: pipelineName }: PipelineView): Step {
  return { dialogue, effect: { kind: "commit", pipelineName } };
}

const noApproval = "No approval is pending.";

const hint = (dialogue: Dialogue, text: string): Step => ({
  dialogue: { ...dialogue, hint: text },
});

function pick(dialogue: Dialogue, number: number, scene: Scene): Step {
  const picked = scene.approvals[number - 1];
  if (picked !== undefined) return { dialogue: { ...dialogue, selected: picked.request.token } };
  return hint(dialogue, `${scene.approvals.length} approvals are pending; there is no ${number}.`);
}

function withPerson(
  dialogue: Dialogue,
  approval: PendingApproval | undefined,
  next: (request: ApprovalRequest, profile: string) => Step,
): Step {
  if (approval === undefined) return hint(dialogue, noApproval);
  const profile = actingProfile(dialogue, approval);
  if (profile === undefined) return hint(dialogue, "Nobody may decide this. p picks a person.");
  return next(approval.request, profile);
}

function askReason(
  dialogue: Dialogue,
  approval: PendingApproval | undefined,
  status: ApprovalStatus,
): Step {
  return withPerson(dialogue, approval, (request, profile) => ({
    dialogue: { ...dialogue, mode: { kind: "reason", status, request, profile, text: "" } },
  }));
}

function typeReason(dialogue: Dialogue, mode: Mode & { kind: "reason" }, key: Key): Step {
  const write = (text: string): Step => ({ dialogue: { ...dialogue, mode: { ...mode, text } } });
  if (key.name === "return" || key.name === "enter") {
    const summary = mode.text.trim();
    if (summary === "" && mode.status === "Rejected") {
      return hint(dialogue, "A rejection needs a reason: it is all that its author gets to read.");
    }
    const { request, profile, status } = mode;
    return {
      dialogue: { ...dialogue, mode: { kind: "menu" } },
      effect: { kind: "decide", request, profile, status, summary },
    };
  }
  if (key.name === "backspace") return write([...mode.text].slice(0, -1).join(""));
  if (key.ctrl && key.name === "u") return write("");
  if (key.ctrl || key.meta) return { dialogue };
  return write([...(mode.text + clean(key.sequence ?? ""))].slice(0, maxSummaryLength).join(""));
}

function offer(dialogue: Dialogue, menu: menus.Menu): Step {
  if (menu.options.length === 0) return hint(dialogue, menu.empty);
  const { title, options } = menu;
  return { dialogue: { ...dialogue, mode: { kind: "choose", title, options, at: 0 } } };
}

function choose(dialogue: Dialogue, mode: Mode & { kind: "choose" }, key: Key): Step {
  const count = mode.options.length;
  const go = (at: number): Step => ({ dialogue: { ...dialogue, mode: { ...mode, at } } });
  if (key.name === "up") return go((mode.at + count - 1) % count);
  if (key.name === "down") return go((mode.at + 1) % count);
  const confirmed = key.name === "return" || key.name === "enter";
  const number = /^[1-9]$/.test(key.sequence ?? "") ? Number(key.sequence) - 1 : -1;
  const option = mode.options[confirmed ? mode.at : number];
  return option === undefined
    ? { dialogue }
    : take({ ...dialogue, mode: { kind: "menu" } }, option);
}

function take(dialogue: Dialogue, { effect }: Option): Step {
  if (effect.kind !== "actAs") return { dialogue, effect };
  return { dialogue: { ...dialogue, acting: { token: effect.token, profile: effect.profile } } };
}
