/** Everything that the page shows, put together from a rehearsal. */
import type { Rehearsal } from "../session";
import { snapshotOf } from "../screen/snapshot";
import { approvalCard } from "./approvals";
import { appNameIn, channelViews } from "./slack/channels";
import type { FaultBoard } from "./faults";
import { measuresView } from "./measures";
import { personViews } from "./people";
import { pipelinePicture } from "./pipelines";
import type { Recorded } from "./record";
import { resourceGroups } from "./resources";
import { systemViews } from "./systems";
import type { PageView } from "./types";

/** Looks at a rehearsal. */
export function pageView(
  rehearsal: Rehearsal,
  recorded: Pick<Recorded, "trail" | "inbox" | "activity">,
  faults: Pick<FaultBoard, "switches">,
): PageView {
  const { example, url, credentialsFile, account, program, slack } = rehearsal;
  const { region } = account.place;
  const snapshot = snapshotOf(rehearsal);
  const measures = measuresView(account.stores);
  return {
    example,
    endpoint: url,
    region,
    now: snapshot.now.toISOString(),
    people: personViews(rehearsal),
    pipelines: snapshot.pipelines.map((view) => pipelinePicture(view, account)),
    approvals: snapshot.approvals.map((one) => approvalCard(one, { credentialsFile, url, region })),
    ...(measures !== undefined && { measures }),
    inbox: recorded.inbox(),
    channels: channelViews(slack, appNameIn(program.outputs.slackAppManifest)),
    systems: systemViews(rehearsal),
    trail: recorded.trail(),
    resources: resourceGroups(account.resources, program.project),
    faults: faults.switches(),
    activity: recorded.activity(),
  };
}
