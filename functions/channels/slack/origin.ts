/**
 * Where a click comes from: which workspace, organisation and app, and where its person is at home.
 * What Slack's words do not prove is refused. In a channel that two organisations share, the people
 * of the other one see the same buttons.
 */

import type { ApprovalRequest } from "../../domain/types";
import { slackName } from "./name";

/** As a verified payload says it. */
export interface Origin {
  /** The workspace, or the organisation (`E…`) where the app is installed for all of it. */
  readonly teamId: string;
  readonly appId: string;
  /** The organisation of an Enterprise Grid, where there is one. */
  readonly enterpriseId?: string;
  /** `team_id` of the person: a workspace, or an organisation; absent where Slack does not say it. */
  readonly homeId?: string;
}

/** Ids that the deployment pins: what comes from elsewhere is turned away. */
export interface Pins {
  readonly teamId?: string;
  readonly appId?: string;
}

/** True where the click comes from what the deployment pins; what it leaves out is not asked. */
export function isPinned(origin: Origin, pins: Pins): boolean {
  const { teamId = origin.teamId, appId = origin.appId } = pins;
  return origin.teamId === teamId && origin.appId === appId;
}

/** What is known of the message that was pressed, from Slack's own answers when it was posted. */
export interface Posted extends Pins {
  readonly enterpriseId?: string;
}

/** Where the request's messages in Slack are from. */
export const postedOf = ({ origins }: Pick<ApprovalRequest, "origins">): Posted =>
  origins?.[slackName] ?? {};

/**
 * True where the click comes from where the message is. What is not known of the message must be
 * pinned: with neither, any workspace that has the app could decide.
 */
export function isFrom(origin: Origin, posted: Posted, pins: Pins): boolean {
  const appId = posted.appId ?? pins.appId;
  const teamId = posted.teamId ?? pins.teamId;
  if (appId === undefined || origin.appId !== appId) return false;
  if (teamId !== undefined && origin.teamId === teamId) return true;
  // Where the app is installed for all of an organisation, a click may name no workspace.
  return posted.enterpriseId !== undefined && origin.teamId === posted.enterpriseId;
}

/**
 * True where the person is at home in the workspace of the message, or in its organisation as a whole.
 * Of another workspace Slack does not say to whom it belongs: its people are refused. Where nothing is
 * known of the message, the payload must at least agree with itself.
 *
 * A person without `team_id` is refused as well. Slack's reference (docs.slack.dev, "block_actions
 * payload" and "View interaction payloads") promises `user` and does not list its fields, and Slack's
 * own types (bolt-js, BlockAction and ViewSubmitAction) have `user.team_id` as optional. `team` is no
 * substitute: it is the workspace where the click was made, which in a shared channel is not the
 * person's, and no payload says whether a channel is shared.
 */
export function isAtHome(origin: Origin, posted?: Posted): boolean {
  const { homeId, teamId, enterpriseId } = origin;
  if (homeId === undefined) return false;
  if (homeId === teamId || homeId === posted?.teamId) return true;
  if (isOrganisation(homeId)) {
    return homeId === enterpriseId && (posted === undefined || homeId === posted.enterpriseId);
  }
  return posted === undefined && isOrganisation(teamId);
}

const isOrganisation = (id: string): boolean => id.startsWith("E");
