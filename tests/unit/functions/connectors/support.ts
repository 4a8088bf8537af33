/** A connector's system with nothing but HTTP around it, which answers as a test says. */
import type { ConnectorContext } from "../../../../functions/connectors/connector";
import type { HttpRequest, HttpResponse } from "../../../../functions/connectors/http";
import type { RequestEvent } from "../../../../functions/domain/request-events";
import { now } from "../domain/samples";

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object | string;
}

export class FakeHttp {
  readonly sent: HttpRequest[] = [];
  /** Answers in their order, the last one again and again; an error is thrown. */
  answers: (Answer | Error)[] = [];

  readonly call = async (request: HttpRequest): Promise<HttpResponse> => {
    this.sent.push(request);
    const answer = this.answers.length > 1 ? this.answers.shift()! : this.answers[0];
    if (answer instanceof Error) throw answer;
    const { status, headers = {}, body = "" } = answer;
    return {
      status,
      header: (name) => headers[name.toLowerCase()],
      text: typeof body === "string" ? body : JSON.stringify(body),
    };
  };

  /** Bodies of what was sent. */
  get bodies(): unknown[] {
    return this.sent.map(({ body }) => JSON.parse(body ?? "null") as unknown);
  }
}

/** As JSON, the credentials without one of their fields in turn. */
export const withoutEach = (credentials: object): string[] =>
  Object.keys(credentials).map((key) => JSON.stringify({ ...credentials, [key]: undefined }));

export const surroundings = (
  http: FakeHttp,
  settings: object,
  credentials: object | string,
): ConnectorContext => ({
  settings: JSON.stringify(settings),
  credentials: async () =>
    typeof credentials === "string" ? credentials : JSON.stringify(credentials),
  http: http.call,
  clock: { now: () => now },
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
});

export const eventOf = (type: RequestEvent["type"], sequence = 2): RequestEvent => ({
  id: `request-${sequence}`,
  sequence,
  type,
  time: now.toISOString(),
});
