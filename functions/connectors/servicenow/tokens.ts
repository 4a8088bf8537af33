/** Access tokens of OAuth's client credentials grant, each kept until shortly before it expires. */
import type { Clock } from "../../domain/ports";
import { answerOf, parsedCredentials } from "../answers";
import type { Http } from "../http";
import { needOwnOrigin } from "../origin";
import { serviceNow, tokenAnswer } from "./answers";
import { serviceNowCredentials } from "./settings";

/** Taken from a token's life: what is asked with it is still to arrive. */
const margin = 60_000;

export interface TokenPorts {
  readonly http: Http;
  readonly clock: Clock;
  /** The text of the secret. */
  readonly credentials: () => Promise<string>;
}

/** What the API is called with. */
interface Access {
  readonly token: string;
  /** User name of the user that opens the changes. */
  readonly ticketsBy: string;
}

export interface Tokens {
  current(): Promise<Access>;
  /** Forgets this one, which was refused. */
  forget(refused: string): void;
}

export function createTokens(
  instanceUrl: string,
  { http, clock, credentials }: TokenPorts,
): Tokens {
  let kept: (Access & { readonly until: number }) | undefined;
  /** Of several calls at once, one asks. */
  let asking: Promise<Access> | undefined;

  const ask = async (): Promise<Access> => {
    const {
      instanceUrl: own,
      clientId,
      clientSecret,
      ticketsByUserName: ticketsBy,
    } = parsedCredentials(
      "The ServiceNow connector's credentials",
      await credentials(),
      serviceNowCredentials,
    );
    needOwnOrigin("instanceUrl", own, instanceUrl);
    const asked = { grant_type: "client_credentials", client_id: clientId };
    const response = await http({
      method: "POST",
      url: `${instanceUrl}/oauth_token.do`,
      headers: {
        accept: "application/json",
        "content-type": "application/x-www-form-urlencoded",
      },
      body: new URLSearchParams({ ...asked, client_secret: clientSecret }).toString(),
    });
    const answer = answerOf(serviceNow, "the request for a token", response, tokenAnswer);
    const until = clock.now().getTime() + answer.expires_in * 1000 - margin;
    kept = { token: answer.access_token, ticketsBy, until };
    return kept;
  };

  return {
    current: async () => {
      if (kept !== undefined && clock.now().getTime() < kept.until) return kept;
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      return asking;
    },
    forget: (refused) => {
      if (kept?.token === refused) kept = undefined;
    },
  };
}
