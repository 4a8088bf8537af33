/** Sends signed requests to the app, and waits as long as Slack does. */
import type { Clock } from "../clock";
import type { App } from "./app";
import type { Deliver, SentRequest } from "./types";

/** Milliseconds in which the app must answer (Slack API documentation, "Handling interactivity"). */
const patience = 3000;

export interface Answer {
  /** 0 where none came in time. */
  readonly status: number;
  readonly body: string;
}

export class Sender {
  readonly sent: SentRequest[] = [];

  constructor(
    private readonly app: App,
    private readonly clock: Clock,
    private readonly deliver: Deliver,
  ) {}

  async send(body: string): Promise<Answer> {
    const url = this.app.installed?.requestUrl;
    if (url === undefined) {
      throw new Error("Slack has nowhere to send a click: no app with interactivity is installed.");
    }
    const headers = this.app.sign(body);
    this.sent.push({ url, headers, body });
    const request = { method: "POST", headers, body: Buffer.from(body) };
    return new Promise((resolve) => {
      const none = { status: 0, body: "" };
      const until = new Date(this.clock.now().getTime() + patience);
      const timer = this.clock.at(until, () => resolve(none));
      const end = (answer: Answer) => {
        timer.cancel();
        resolve(answer);
      };
      // An app that cannot be reached has not answered.
      this.deliver(url, request).then(end, () => end(none));
    });
  }
}
