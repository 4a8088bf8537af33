/** A connector of Jira beside a site, which may fail; all that passes between them is held against Atlassian's API. */
import * as assert from "node:assert/strict";
import type { Http, HttpRequest } from "../../../../../functions/connectors/http";
import { jira } from "../../../../../functions/connectors/jira";
import type { RequestEvent } from "../../../../../functions/domain/request-events";
import { FinalError, TransientError } from "../../../../../functions/domain/errors";
import type { ApprovalRequest } from "../../../../../functions/domain/types";
import { createJira } from "../../../../../rehearsal/systems/jira";
import type { StandIn, SystemAnswer } from "../../../../../rehearsal/systems/system";
import { later, requestOf } from "../../domain/samples";
import { answerProblems, operationOf, requestProblems } from "../vendor/vendor";

export const siteUrl = "https://example.atlassian.net";
const writerArn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:jira-AbCdEf";
const readerArn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:jira-reader-AbCdEf";

export const ofIssues = {
  ...{ siteUrl, mode: "issue", projectKey: "OPS", issueTypeId: "10001", fields: {} },
  ...{ approvedStatusIds: ["10001"], rejectedStatusIds: ["10002"], closedStatusId: "10003" },
};

export const ofRequests = {
  ...{ siteUrl, mode: "request", serviceDeskId: "1", requestTypeId: "25", fields: {} },
  ...{ approvedStatusIds: [], rejectedStatusIds: [], closedStatusId: "10003" },
};

/** How a call fails: before Jira has heard of it, or when it has done what was asked. */
export type Fault = "before" | "after";

type Changed = (answer: SystemAnswer, request: HttpRequest) => SystemAnswer | undefined;

export class JiraWorld {
  seconds = 0;
  readonly sent: HttpRequest[] = [];
  readonly site: StandIn;
  /** Number of the call that fails, counted from where it was set. */
  private fault?: { at: number; fault: Fault };
  /** Answers in place of the site's. */
  changed: Changed = () => undefined;

  constructor(
    readonly settings: object = ofIssues,
    entry: object = {},
  ) {
    const described = {
      ...{ kind: "jira", url: siteUrl, credentialsArn: writerArn, readerCredentialsArn: readerArn },
      people: { carla: "Carla", dora: "Dora", eve: "Eve" },
      ...entry,
    };
    const clock = { now: () => this.now(), at: () => ({ cancel: () => undefined }) };
    const deliver = () => Promise.reject(new Error("Jira calls nobody."));
    this.site = createJira(described, { clock, deliver });
  }

  now = (): Date => later(this.seconds);

  failAt(at: number, fault: Fault): void {
    this.fault = { at, fault };
  }

  /** False while no call has been the one that fails. */
  get hasFailed(): boolean {
    return this.fault === undefined;
  }

  readonly http: Http = async (request) => {
    this.sent.push(request);
    const url = new URL(request.url);
    assert.equal(url.origin, siteUrl);
    needDescribed(request);
    const fault = this.fault && (this.fault.at -= 1) < 0 ? this.fault.fault : undefined;
    if (fault !== undefined) this.fault = undefined;
    if (fault === "before") throw new TransientError("Jira has not answered.");
    const { method, headers = {}, body = "" } = request;
    const answered = await this.site.answer({ method, url, headers, body });
    if (fault === "after") throw new TransientError("Jira has not answered.");
    needDescribed(request, answered);
    const { status, body: content } = this.changed(answered, request) ?? answered;
    const text = content === undefined ? "" : JSON.stringify(content);
    return { status, header: () => undefined, text };
  };

  around(arn: string, settings: object = this.settings) {
    return {
      settings: JSON.stringify(settings),
      credentials: async () => JSON.stringify(this.site.credentials[arn]),
      http: this.http,
      clock: { now: this.now },
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    };
  }

  /** Of the connector's function. */
  get system() {
    return jira.createSystem(this.around(writerArn));
  }

  /** Of the decider, with credentials of its own. */
  get reader() {
    return jira.createReader!(this.around(readerArn));
  }

  open = (request: ApprovalRequest = requestOf()) => this.system.open(request);

  async opened(): Promise<string> {
    return (await this.open())!.id;
  }

  act = (action: string, person: string, key = "OPS-1") => this.site.act(key, action, person);

  /** Methods and paths of what was sent, from the given call on. */
  calls(from = 0): string[] {
    return this.sent.slice(from).map(({ method, url }) => `${method} ${new URL(url).pathname}`);
  }
}

/** Both of Atlassian's descriptions together have every operation that is called, and every answer that is believed. */
function needDescribed(request: HttpRequest, answered?: SystemAnswer): void {
  const { method, url } = request;
  for (const name of ["jira-platform", "jira-service-desk"]) {
    const operation = operationOf(name, method, url);
    if (operation === undefined) continue;
    const problems =
      answered === undefined
        ? requestProblems(name, operation, request)
        : answerProblems(name, operation, answered.status, answered.body);
    // Final, so that nobody takes it for an answer that was lost.
    if (problems.length > 0) throw new FinalError(`${operation}: ${problems.join(", ")}`);
    return;
  }
  throw new FinalError(`Atlassian describes no ${method} ${url}.`);
}

export const eventOf = (
  type: RequestEvent["type"],
  change: Partial<RequestEvent> = {},
): RequestEvent => ({
  ...{ id: "r-2", sequence: 2, type, time: later(60).toISOString() },
  ...change,
});
