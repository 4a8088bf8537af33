/** One step of a request's SLA: claimed in the table, said to everybody who is to hear of it, and recorded. */
import type { Channel } from "../channels/channel";
import { aggregate } from "../adapters/classify";
import { describe } from "../adapters/log";
import { TransientError, UnknownPipelineError } from "../domain/errors";
import { type Audience, mailOf, noticeOf } from "../domain/notice";
import type {
  Clock,
  GateStore,
  Log,
  Pipelines,
  RequestStore,
  TopicPublisher,
} from "../domain/ports";
import {
  claimStep,
  completedStep,
  isTimed,
  recordTold,
  releasedStep,
  type TimedRequest,
} from "../domain/sla";
import type { ApprovalRequest, GateSettings } from "../domain/types";
import { update } from "../shared/update";

export interface TellPorts {
  readonly gates: GateStore;
  readonly requests: RequestStore;
  readonly pipelines: Pick<Pipelines, "observe">;
  readonly channels: readonly Channel[];
  readonly topics: TopicPublisher;
  readonly log: Log;
  readonly clock: Clock;
}

/** Answers the request when everybody was told, and undefined where there is nothing to say. */
export async function takeStep(
  request: TimedRequest,
  step: number,
  settings: GateSettings,
  ports: TellPorts,
): Promise<ApprovalRequest | undefined> {
  const { requests, clock, log } = ports;
  const about = { action: request.action, token: request.token, step };
  if (!(await isWaiting(request, settings, ports))) {
    log.info("reminder_not_needed", about);
    return undefined;
  }
  const claimed = await claim(request, step, ports);
  if (claimed === undefined) return undefined;
  let current = await tellAll(claimed, step, settings, ports);
  const escalates = settings.sla?.escalation !== undefined;
  current = await update(requests, current, (latest) =>
    completedStep(latest, step, clock.now(), escalates),
  );
  log.info("reminded", { ...about, kind: claimed.sla.steps[step].kind });
  await redraw(current, settings, ports);
  return current;
}

/** The end of a request may not have reached the table yet: nobody is asked for what is over. */
async function isWaiting(
  request: TimedRequest,
  settings: GateSettings,
  { pipelines }: TellPorts,
): Promise<boolean> {
  try {
    return (await pipelines.observe(settings, request))?.status === "InProgress";
  } catch (error) {
    if (error instanceof UnknownPipelineError) return false;
    throw error;
  }
}

async function claim(
  request: TimedRequest,
  step: number,
  { requests, clock }: TellPorts,
): Promise<TimedRequest | undefined> {
  let isDone = false;
  const claimed = await update(requests, request, (latest) => {
    const claim = claimStep(latest, step, clock.now());
    if (claim.kind === "held") {
      throw new TransientError("Another run is at this request, or somebody decides it.");
    }
    isDone = claim.kind === "done";
    return claim.kind === "claimed" ? claim.next : undefined;
  });
  return isDone || !isTimed(claimed) ? undefined : claimed;
}

interface Recipient {
  /** Names it in the request, so that nobody is told twice where others could not be told. */
  readonly key: string;
  readonly tell: () => Promise<void>;
}

/** One that cannot be told keeps nobody else from it; the step is tried again for that one alone. */
async function tellAll(
  request: TimedRequest,
  step: number,
  settings: GateSettings,
  ports: TellPorts,
): Promise<ApprovalRequest> {
  const { requests, log } = ports;
  const { action, token, sla } = request;
  const told = sla.telling?.told ?? [];
  const failures: unknown[] = [];
  let current: ApprovalRequest = request;
  for (const { key, tell } of recipients(request, step, settings, ports)) {
    if (told.includes(key)) continue;
    try {
      await tell();
    } catch (error) {
      log.warn("recipient_not_told", { action, token, step, to: key, ...describe(error) });
      failures.push(error);
      continue;
    }
    current = await update(requests, current, (latest) => recordTold(latest, step, key));
  }
  if (failures.length === 0) return current;
  await update(requests, current, (latest) => releasedStep(latest, step)).catch(() => undefined);
  throw aggregate(failures, `${failures.length} of those who are to be told could not be.`);
}

/** Those who hear of the gate's requests and, where nobody has answered, those to whom it is escalated. */
function recipients(
  request: TimedRequest,
  step: number,
  settings: GateSettings,
  { channels, topics, clock }: TellPorts,
): Recipient[] {
  const notice = noticeOf(request, step, settings, clock.now());
  const isEscalated = notice.kind === "respond";
  const { escalation } = settings.sla ?? {};
  const mail = (topicArn: string, to: Audience): Recipient => ({
    key: topicArn,
    tell: () => topics.publish(settings, topicArn, mailOf(notice, request, settings, to)),
  });
  const onChannel = (channel: Channel, to: Audience): Recipient => ({
    key: `${channel.name}:${to}`,
    tell: () => channel.remind(notice, to, request, settings),
  });
  const used = channels.filter((channel) => channel.isUsedBy(settings));
  const approvers = [
    ...used.map((channel) => onChannel(channel, "approvers")),
    mail(settings.topicArn, "approvers"),
  ];
  if (!isEscalated || escalation === undefined) return approvers;
  return [
    ...approvers,
    ...used
      .filter((channel) => channel.escalatesTo(settings))
      .map((channel) => onChannel(channel, "escalation")),
    ...escalation.topicArns.map((arn) => mail(arn, "escalation")),
  ];
}

/** The message of the request says how its SLA stands; where it cannot, the next change of it does. */
async function redraw(
  request: ApprovalRequest,
  settings: GateSettings,
  { channels, log }: TellPorts,
): Promise<void> {
  for (const message of request.messages) {
    const channel = channels.find(({ name }) => name === message.channel);
    try {
      await channel?.update(message, request, settings);
    } catch (error) {
      const { action, token } = request;
      log.warn("sla_not_shown", { action, token, channel: message.channel, ...describe(error) });
    }
  }
}
