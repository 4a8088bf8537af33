/** A channel of Microsoft Teams, in which a flow of the Workflows app posts cards. Nobody can do anything to them. */
import type { CreateStandIn, SystemAnswer, SystemTicket } from "../system";
import { CardError, shownOf, type Shown } from "./card";
import { parseEntry } from "./entry";

/** Microsoft Teams documentation, "Limits and specifications": a message has about 28 KB. */
const largest = 28 * 1024;

const failure = (status: number, code: string, message: string): SystemAnswer => ({
  status,
  body: { error: { code, message } },
});

export const createTeams: CreateStandIn = (given) => {
  const { url, credentialsArn, channel } = parseEntry(given);
  const { origin, pathname, search, host } = new URL(url);
  const posted: Shown[] = [];
  return {
    kind: "teams",
    title: `Microsoft Teams (${host})`,
    origins: [origin],
    people: {},
    credentials: { [credentialsArn]: { webhookUrl: url } },
    answer: ({ method, url: asked, headers, body }) => {
      if (asked.pathname !== pathname) return failure(404, "WorkflowNotFound", "No such flow.");
      if (asked.search !== search) return failure(401, "DirectApiAuthorizationRequired", "No.");
      if (method !== "POST") return failure(405, "MethodNotAllowed", "A flow is posted to.");
      if (!headers["content-type"]?.startsWith("application/json")) {
        return failure(415, "UnsupportedMediaType", "A flow takes JSON.");
      }
      if (Buffer.byteLength(body) > largest) {
        return failure(413, "RequestEntityTooLarge", "A message has at most 28 KB.");
      }
      try {
        posted.push(shownOf(JSON.parse(body)));
      } catch (error) {
        if (error instanceof CardError) return failure(400, "BadRequest", error.message);
        if (error instanceof SyntaxError) return failure(400, "InvalidRequestContent", "No JSON.");
        throw error;
      }
      return { status: 202 };
    },
    tickets: () =>
      posted.map(({ title, lines }, index): SystemTicket => ({
        ...{ id: `M${index + 1}`, title, state: `posted in ${channel}`, lines, actions: [] },
      })),
    act: () => {
      throw new Error("Nobody can do anything to a card in Teams but follow its links.");
    },
  };
};
