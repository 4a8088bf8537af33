/** Everything that is to be seen, and may be acted on, at one moment. */
import type { Rehearsal } from "../session";
import { deliveriesOf, type PendingApproval } from "./card";
import { people } from "./people";
import { messageAt, requestMessages, slackUsers } from "./slack-driver";
import { pipelineView, type PipelineView } from "./view";

/** An action that no person decides. */
interface AutomaticAction {
  readonly pipelineName: string;
  readonly stageName: string;
  readonly name: string;
  readonly fails: boolean;
}

export interface Snapshot {
  /** The rehearsal's time. */
  readonly now: Date;
  readonly pipelines: readonly PipelineView[];
  readonly approvals: readonly PendingApproval[];
  /** The actions that can be told to fail, and whether they are. */
  readonly actions: readonly AutomaticAction[];
}

/** Stands among the actions that fail for Slack itself, which can be told to fail as well. */
export const slackItself = "Slack";

/** Looks at a rehearsal. */
export function snapshotOf({ account, clock, failures, slack, automatic }: Rehearsal): Snapshot {
  const { engine, directory, place, topics } = account;
  const pending = engine.pending();
  const deliveries = topics.deliveries();
  const pipelines = engine.pipelineNames().map((name) =>
    pipelineView({
      declaration: engine.declaration(name),
      state: engine.state(name),
      executions: engine.executions(name),
      actions: engine.actionExecutions(name),
      pending: pending.filter((request) => request.pipelineName === name),
    }),
  );
  return {
    now: clock.now(),
    pipelines,
    approvals: pending.map((request) => ({
      request,
      people: people(directory, place, request),
      deliveries: deliveriesOf(request, deliveries),
      ...slackOf(slack, request.token),
      left: automatic.leftToPeople(request.token),
    })),
    actions: automaticActions(engine, failures),
  };
}

function slackOf(slack: Rehearsal["slack"], token: string): Pick<PendingApproval, "slack"> {
  if (slack === undefined) return {};
  const message = requestMessages(slack).find((one) => one.token === token);
  const shown = message && messageAt(slack, message);
  if (message === undefined || shown === undefined) return {};
  return { slack: { message, users: slackUsers(slack, shown) } };
}

function automaticActions(
  engine: Rehearsal["account"]["engine"],
  failures: ReadonlySet<string>,
): AutomaticAction[] {
  return engine.pipelineNames().flatMap((pipelineName) =>
    (engine.declaration(pipelineName).stages ?? []).flatMap(({ name: stageName = "", actions }) =>
      (actions ?? [])
        .filter(({ actionTypeId }) => actionTypeId?.category !== "Approval")
        .map(({ name = "" }) => {
          const fails = failures.has(name) || failures.has(`${pipelineName}/${stageName}/${name}`);
          return { pipelineName, stageName, name, fails };
        }),
    ),
  );
}
