/** Function URLs: what the public may call, and what it is answered. */
import type { Place } from "../account/types";
import type { Clock } from "../../clock";
import { urlRefusal } from "./rights";
import type { Deployed, Run } from "./runs";
import type { Outcome } from "./sandbox";
import type { UrlRequest, UrlResponse } from "./types";
import { urlEvent } from "./url-event";
import { lambdaAnswer, urlResponse } from "./url-response";

/** Bytes of a request (Lambda quotas). */
export const largestRequest = 6 * 1024 * 1024;

export interface FunctionUrlsOptions {
  readonly place: Place;
  readonly clock: Clock;
  newId(): string;
  get(functionName: string): Deployed;
  run(deployed: Deployed, run: Omit<Run, "attempt">): Promise<Outcome | "throttled">;
}

export class FunctionUrls {
  private readonly urls = new Map<string, { name: string; urlId: string; authType: string }>();

  constructor(private readonly options: FunctionUrlsOptions) {}

  put(functionName: string, authType: string): string {
    const { place, newId, get } = this.options;
    const { name } = get(functionName).settings;
    const known = [...this.urls.values()].find((url) => url.name === name);
    const urlId = known?.urlId ?? newId().replace(/-/g, "");
    const host = `${urlId}.lambda-url.${place.region}.on.aws`;
    this.urls.set(host, { name, urlId, authType });
    return `https://${host}/`;
  }

  delete(functionName: string): void {
    for (const [host, { name }] of this.urls) if (name === functionName) this.urls.delete(host);
  }

  /** The function behind a URL; undefined where there is none. */
  functionOf(url: string): string | undefined {
    return this.urls.get(new URL(url).host)?.name;
  }

  async request(url: string, request: UrlRequest): Promise<UrlResponse> {
    const found = this.urls.get(new URL(url).host);
    if (found === undefined) return lambdaAnswer(404, "Not Found");
    const { place, clock, newId, get, run } = this.options;
    const { name, urlId, authType } = found;
    const deployed = get(name);
    const { settings, permissions } = deployed;
    if (urlRefusal({ arn: settings.arn, permissions }, authType) !== undefined) {
      return lambdaAnswer(403, "Forbidden", "AccessDeniedException");
    }
    if (request.body.length > largestRequest) return lambdaAnswer(413, "Request Entity Too Large");
    const requestId = newId();
    const event = urlEvent(request, { urlId, place, requestId, now: clock.now() });
    const outcome = await run(deployed, { kind: "url", event, requestId });
    return outcome === "throttled"
      ? lambdaAnswer(429, "Rate Exceeded.", "TooManyRequestsException")
      : urlResponse(outcome);
  }
}
