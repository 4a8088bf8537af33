/** What waits for somebody to decide it: how much, for how long, and what for too long. */
import * as v from "valibot";
import { gauges } from "../../contract/measures";
import { type ActionKey, namesOfAction } from "../../contract/records";
import type { Measure } from "./measures";
import { type Mail, mailSubject } from "./mail";
import { utc } from "./moment";

const instant = v.pipe(v.string(), v.isoTimestamp());

/** Of a request no more than this is read: neither its text nor who did what. */
const schema = v.object({
  action: v.string(),
  token: v.string(),
  status: v.picklist(["PENDING", "DECIDING"]),
  region: v.string(),
  requestedAt: instant,
  unconfirmed: v.optional(v.boolean()),
  sla: v.optional(v.object({ dueAt: instant })),
  stuckToldAt: v.fallback(v.optional(instant), undefined),
});

/** The attributes that `parseWaiting` reads. */
export const waitingAttributes = Object.keys(schema.entries);

export type Waiting = v.InferOutput<typeof schema>;

/** Undefined for what has ended, or was never confirmed: nobody is asked to decide it. */
export function parseWaiting(item: unknown): Waiting | undefined {
  const parsed = v.safeParse(schema, item);
  return parsed.success && parsed.output.unconfirmed !== true ? parsed.output : undefined;
}

export const waitedSeconds = ({ requestedAt }: Waiting, now: Date): number =>
  Math.max(0, Math.floor((now.getTime() - Date.parse(requestedAt)) / 1000));

function overdueSeconds({ sla }: Waiting, now: Date): number {
  if (sla === undefined) return 0;
  return Math.max(0, Math.floor((now.getTime() - Date.parse(sla.dueAt)) / 1000));
}

/** Zero where nothing waits: what is not measured and what is zero are two things. */
export function gaugesOf(waiting: readonly Waiting[], now: Date): Measure[] {
  const oldest = (of: (one: Waiting, at: Date) => number): number =>
    Math.max(0, ...waiting.map((one) => of(one, now)));
  return [
    { name: gauges.waiting, unit: "Count", value: waiting.length },
    { name: gauges.oldestWaiting, unit: "Seconds", value: oldest(waitedSeconds) },
    { name: gauges.oldestOverdue, unit: "Seconds", value: oldest(overdueSeconds) },
  ];
}

/** Those that wait for too long and of which nobody was told, the oldest first. */
export function stuckOf(waiting: readonly Waiting[], minutes: number, now: Date): Waiting[] {
  return waiting
    .filter((one) => one.stuckToldAt === undefined && waitedSeconds(one, now) >= minutes * 60)
    .sort((a, b) => a.requestedAt.localeCompare(b.requestedAt));
}

/** By gate: also those of which nothing waits. */
export function byGate(
  gates: readonly ActionKey[],
  waiting: readonly Waiting[],
): Map<ActionKey, Waiting[]> {
  const all = new Set([...gates, ...waiting.map(({ action }) => action)]);
  return new Map(
    [...all].map((gate) => [gate, waiting.filter(({ action }) => action === gate)] as const),
  );
}

/** What whoever runs the hub is told of one request. Names of CodePipeline are ASCII, and short enough. */
export function stuckMail(one: Waiting, now: Date, consoleLink: string | undefined): Mail {
  const { pipelineName, stageName, actionName } = namesOfAction(one.action);
  const waited = duration(waitedSeconds(one, now));
  const subject = `Approval waits for ${waited}: ${stageName} / ${actionName} of ${pipelineName}`;
  const lines = [
    `An approval request has waited for ${waited}, and nobody has decided it.`,
    "",
    `Pipeline: ${pipelineName}`,
    `Stage:    ${stageName}`,
    `Action:   ${actionName}`,
    `Region:   ${one.region}`,
    `Since:    ${utc(one.requestedAt)}`,
    "",
    ...(consoleLink === undefined ? [] : [`Decide in the console: ${consoleLink}`]),
    "Who can decide: whoever IAM or the gate's list in Slack allows to. Being told gives no right.",
    `What waits: aws codepipeline get-pipeline-state --name ${pipelineName} --region ${one.region}`,
  ];
  return { subject: mailSubject(subject), text: lines.join("\n") };
}

/** `3 d 2 h`, `2 h 5 min`, `7 min`. */
function duration(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const [d, h, m] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  if (d > 0) return h > 0 ? `${d} d ${h} h` : `${d} d`;
  if (h > 0) return m > 0 ? `${h} h ${m} min` : `${h} h`;
  return `${m} min`;
}
