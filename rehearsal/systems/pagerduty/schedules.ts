/** The REST API's list of who is on call, and the schedules behind it. */
import type { SystemAnswer, SystemRequest, SystemTicket } from "../system";
import type { PagerDutyEntry } from "./entry";

export const apiToken = "u+RehearsalReadsOnly";

const failure = (status: number, code: number, message: string): SystemAnswer => ({
  status,
  body: { error: { code, message } },
});

/** REST API, "Pagination". */
const mostOfAPage = 100;

export class Schedules {
  /** Who is on call, by the schedule. */
  private readonly onCall: Map<string, string[]>;

  constructor(private readonly entry: PagerDutyEntry) {
    this.onCall = new Map(Object.entries(entry.schedules).map(([id, all]) => [id, [...all]]));
  }

  answer({ method, url, headers }: SystemRequest): SystemAnswer {
    if (headers.authorization !== `Token token=${apiToken}`) {
      return failure(401, 2006, "Unauthorized");
    }
    if (headers.accept !== "application/vnd.pagerduty+json;version=2") {
      return failure(406, 2003, "The header Accept names another version of the API.");
    }
    if (url.pathname !== "/oncalls") return failure(404, 2100, "Not Found");
    if (method !== "GET") return failure(403, 2010, "The key may read alone.");
    const { searchParams: asked } = url;
    const [limit, offset] = [Number(asked.get("limit") ?? 25), Number(asked.get("offset") ?? 0)];
    const bounds = ["since", "until"].map((name) => Date.parse(asked.get(name) ?? "1970-01-01"));
    const isPage = Number.isInteger(limit) && limit > 0 && limit <= mostOfAPage && offset >= 0;
    if (!isPage || bounds.some(Number.isNaN) || bounds[1] < bounds[0]) {
      return failure(400, 2001, "Invalid Input Provided");
    }
    const all = this.entries(asked.getAll("schedule_ids[]"), asked.getAll("include[]"));
    const oncalls = all.slice(offset, offset + limit);
    const more = offset + limit < all.length;
    return { status: 200, body: { oncalls, limit, offset, more, total: null } };
  }

  /** An address is in the answer only where users are asked for. */
  private entries(wanted: readonly string[], include: readonly string[]): object[] {
    const { people } = this.entry;
    const named = [...this.onCall].filter(([id]) => wanted.length === 0 || wanted.includes(id));
    return named.flatMap(([id, emails]) =>
      emails.map((email) => {
        const summary = people[email];
        const user = { id: `P${Object.keys(people).indexOf(email)}USER`, summary };
        return {
          user: include.includes("users")
            ? { ...user, type: "user", name: summary, email }
            : { ...user, type: "user_reference" },
          schedule: { id, type: "schedule_reference", summary: id },
          escalation_policy: { id: "PPOLICY", type: "escalation_policy_reference" },
          ...{ escalation_level: 1, start: null, end: null },
        };
      }),
    );
  }

  tickets(): SystemTicket[] {
    return [...this.onCall].map(([id, emails]) => {
      const names = emails.map((email) => this.entry.people[email]);
      return {
        id,
        title: `Schedule ${id}`,
        state: names.length === 0 ? "nobody is on call" : `on call: ${names.join(", ")}`,
        lines: [],
        actions: [
          { id: "on-call", label: "Go on call" },
          { id: "off-call", label: "Go off call" },
        ],
        isStanding: true,
      };
    });
  }

  /** False where no schedule has the id. */
  change(id: string, action: string, email: string): boolean {
    const known = this.onCall.get(id);
    if (known === undefined) return false;
    const others = known.filter((one) => one !== email);
    this.onCall.set(id, action === "on-call" ? [...others, email] : others);
    return true;
  }
}
