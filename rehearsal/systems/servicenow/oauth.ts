/** The token endpoint: OAuth's client credentials grant, for the applications that the instance has. */
import type { Clock } from "../../clock";
import type { SystemAnswer, SystemRequest } from "../system";
import type { User } from "./instance";

export interface Application extends User {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly mayWrite: boolean;
}

interface Token {
  readonly text: string;
  readonly until: number;
}

/** Application Registry, "Access Token Lifespan": 1,800 seconds where nobody has changed it. */
const lifespan = 1_800_000;

const denied: SystemAnswer = {
  status: 401,
  body: { error: "server_error", error_description: "access_denied" },
};

export class TokenDesk {
  private readonly tokens = new Map<Application, Token>();
  private made = 0;

  constructor(
    private readonly applications: readonly Application[],
    private readonly clock: Clock,
  ) {}

  /** The same token as long as it is good. */
  grant({ method, headers, body }: SystemRequest): SystemAnswer {
    if (method !== "POST") return { status: 405 };
    const isForm = (headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded");
    const form = new URLSearchParams(isForm ? body : "");
    const application = this.applications.find(
      ({ clientId, clientSecret }) =>
        form.get("client_id") === clientId && form.get("client_secret") === clientSecret,
    );
    if (application === undefined || form.get("grant_type") !== "client_credentials") return denied;
    const now = this.clock.now().getTime();
    const kept = this.tokens.get(application);
    const token = kept !== undefined && kept.until > now ? kept : this.newToken(now);
    this.tokens.set(application, token);
    const expires = Math.ceil((token.until - now) / 1000) - 1;
    return {
      status: 200,
      body: {
        ...{ access_token: token.text, scope: "useraccount", token_type: "Bearer" },
        expires_in: expires,
      },
    };
  }

  /** Whoever the token was given to; undefined where it is none, or not any more. */
  holder(authorization = ""): Application | undefined {
    const now = this.clock.now().getTime();
    const [found] =
      [...this.tokens].find(
        ([, { text, until }]) => authorization === `Bearer ${text}` && until > now,
      ) ?? [];
    return found;
  }

  private newToken(now: number): Token {
    this.made += 1;
    return { text: `rehearsal-token-${this.made}`, until: now + lifespan };
  }
}
