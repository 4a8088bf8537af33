/** A stand-in as functions reach it, without a network. */
import type { Http } from "../../../../functions/connectors/http";
import { MovableClock } from "../../../../rehearsal/clock";
import type { CreateStandIn, StandIn, SystemAnswer } from "../../../../rehearsal/systems/system";

export const secretArn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:system-AbCdEf";
export const readerArn = "arn:aws:ssm:eu-west-1:111122223333:parameter/reader";

export interface Called {
  readonly standIn: StandIn;
  readonly clock: MovableClock;
  readonly http: Http;
  /** A call of anybody's. */
  ask(
    method: string,
    url: string,
    headers?: Record<string, string>,
    body?: string,
  ): Promise<SystemAnswer>;
}

export function called(create: CreateStandIn, entry: object): Called {
  const clock = new MovableClock();
  const standIn = create(entry, {
    clock,
    deliver: () => Promise.reject(new Error("It delivers nothing.")),
  });
  const ask: Called["ask"] = async (method, url, headers = {}, body = "") =>
    standIn.answer({ method, url: new URL(url), headers, body });
  const http: Http = async ({ method, url, headers = {}, body = "" }) => {
    if (!standIn.origins.includes(new URL(url).origin)) throw new Error(`Nobody is at ${url}.`);
    const answer = await ask(method, url, headers, body);
    const text =
      typeof answer.body === "object" ? JSON.stringify(answer.body) : (answer.body ?? "");
    return { status: answer.status, header: (name) => answer.headers?.[name.toLowerCase()], text };
  };
  return { standIn, clock, http, ask };
}
