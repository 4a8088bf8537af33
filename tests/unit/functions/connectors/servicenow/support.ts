/** The connector in front of an instance of the rehearsal, over HTTP that a test can break. */
import * as assert from "node:assert/strict";
import type { CallAt } from "../../../../../functions/connectors/call-at";
import { createHttp } from "../../../../../functions/connectors/http";
import { servicenow } from "../../../../../functions/connectors/servicenow";
import type { TicketState } from "../../../../../functions/connectors/connector";
import { extendedHistory, type RequestEvent } from "../../../../../functions/domain/request-events";
import type { ApprovalRequest } from "../../../../../functions/domain/types";
import { createServiceNow } from "../../../../../rehearsal/systems/servicenow";
import type { StandIn, SystemAnswer, SystemRequest } from "../../../../../rehearsal/systems/system";
import { now, requestOf } from "../../domain/samples";

export const instanceUrl = "https://example.service-now.com";
export const template = "1".repeat(32);
const credentialsArn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:snow-AbCdEf";
const readerCredentialsArn = `${credentialsArn.slice(0, -6)}Reader`;

export const settings = {
  instanceUrl,
  changeType: "normal",
  fields: { assignment_group: "2".repeat(32) },
  states: { implement: "-1", canceled: "4", closed: "3" },
};

/** What stands between the connector and the instance: an answer instead of the instance's, or an error. */
export type Between = (
  request: SystemRequest,
  count: number,
) => Response | Error | undefined | "after";

export class Desk {
  /** What was asked of the instance, or would have been. */
  readonly asked: SystemRequest[] = [];
  between: Between = () => undefined;
  now = now;
  readonly clock = { now: () => this.now };
  readonly standIn: StandIn;
  readonly system;
  readonly reader;

  /** `change` is made to the settings, `entry` to the instance, and the text of the secret is `secretOf` its content. */
  constructor(
    change: object = {},
    entry: object = {},
    secretOf: (content: object) => string = JSON.stringify,
  ) {
    this.standIn = createServiceNow(
      {
        ...{ kind: "servicenow", url: instanceUrl, credentialsArn, readerCredentialsArn },
        ...{ people: { carla: "Carla Diaz", dan: "Dan Wu" }, templates: [template] },
        ...entry,
      },
      {
        clock: { ...this.clock, at: () => ({ cancel: () => undefined }) },
        deliver: () => Promise.reject(new Error("The instance calls nobody.")),
      },
    );
    const around = (arn: string) => ({
      settings: JSON.stringify({ ...settings, ...change }),
      credentials: async () => secretOf(this.standIn.credentials[arn]),
      http: createHttp({ callAt: this.callAt, addressesOf: async () => ["8.8.8.8"] }),
      clock: this.clock,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    });
    this.system = servicenow.createSystem(around(credentialsArn));
    this.reader = servicenow.createReader!(around(readerCredentialsArn));
  }

  minutes(count: number): void {
    this.now = new Date(this.now.getTime() + count * 60_000);
  }

  act(action: string, person = "carla"): void {
    const [{ id }] = this.standIn.tickets();
    void this.standIn.act(id, action, person);
  }

  /** Method and path of what was asked, without the query. */
  get paths(): string[] {
    return this.asked.map(({ method, url }) => `${method} ${url.pathname}`);
  }

  private readonly callAt: CallAt = async (url, { method, headers, body = "" }) => {
    const request: SystemRequest = {
      ...{ method, url: new URL(url), body },
      headers: Object.fromEntries(new Headers(headers)),
    };
    this.asked.push(request);
    const instead = this.between(request, this.asked.length);
    if (instead instanceof Error) throw instead;
    if (instead instanceof Response) return instead;
    const answer = await this.standIn.answer(request);
    // The instance has done it, and nobody hears of that.
    if (instead === "after") throw new TypeError("fetch failed");
    return responseOf(answer);
  };
}

function responseOf({ status, headers = {}, body }: SystemAnswer): Response {
  const text = typeof body === "object" ? JSON.stringify(body) : (body ?? null);
  return new Response(text, { status, headers });
}

/** The request with one more event, and that event. */
export function happened(
  type: RequestEvent["type"],
  change: Partial<ApprovalRequest> = {},
  facts: Partial<RequestEvent> = {},
): readonly [RequestEvent, ApprovalRequest] {
  const request = requestOf(change);
  const time = now.toISOString();
  const history = extendedHistory(
    { ...request, history: extendedHistory(request, { type: "Requested", time }) },
    { type, time, ...facts },
  );
  return [history.at(-1)!, { ...request, history }];
}

/** A desk with a change, and how it is read. */
export async function openedDesk(entry: object = {}) {
  const desk = new Desk({}, entry);
  const ticket = (await desk.system.open(requestOf()))!;
  const read = async (): Promise<TicketState> => (await desk.reader.read(ticket.id))!.state;
  const why = async (): Promise<string | undefined> => {
    const state = await read();
    return state.kind === "waiting" ? state.why : assert.fail(JSON.stringify(state));
  };
  return { desk, ticket, read, why };
}

/** Has the instance answer a table otherwise. */
export function altered(
  desk: Desk,
  table: string,
  alter: (rows: Record<string, unknown>[]) => unknown,
) {
  desk.between = (request) => {
    if (!request.url.pathname.startsWith(`/api/now/table/${table}`)) return undefined;
    const answer = desk.standIn.answer(request) as SystemAnswer;
    const { result } = answer.body as { result: Record<string, unknown>[] };
    return Response.json({ result: alter(result) });
  };
}

export const auditOf = (documentkey: string, newvalue: string, user: string, at: string) => ({
  ...{ sys_id: "5".repeat(32), tablename: "change_request", documentkey, fieldname: "state" },
  ...{ oldvalue: "-2", newvalue, user, sys_created_on: at },
});
