/** An instance of ServiceNow with Change Management. */
import type { CreateStandIn } from "../system";
import { answerApi, notAuthenticated } from "./api";
import { parseEntry, type ServiceNowEntry } from "./entry";
import { Instance } from "./instance";
import { type Application, TokenDesk } from "./oauth";
import { act, ticketsOf } from "./people";

const writer: Application = {
  ...{ userName: "codepipeline.approvals", name: "CodePipeline Approvals" },
  ...{ clientId: "a3f1c0d2e4b5a6978899aabbccddeeff", clientSecret: "rehearsal-writer" },
  mayWrite: true,
};

const reader: Application = {
  ...{ userName: "codepipeline.reader", name: "CodePipeline Approvals (reads)" },
  ...{ clientId: "b4f1c0d2e4b5a6978899aabbccddeeff", clientSecret: "rehearsal-reader" },
  mayWrite: false,
};

export const createServiceNow: CreateStandIn = (given, { clock }) => {
  const entry = parseEntry(given);
  const applications = entry.readerCredentialsArn === undefined ? [writer] : [writer, reader];
  const instance = new Instance(entry, clock, applications);
  const tokens = new TokenDesk(applications, clock);
  return {
    kind: "servicenow",
    title: `ServiceNow (${new URL(entry.url).host})`,
    origins: [entry.url],
    people: entry.people,
    credentials: credentialsOf(entry),
    answer: (request) => {
      if (request.url.pathname === "/oauth_token.do") return tokens.grant(request);
      const application = tokens.holder(request.headers.authorization);
      return application === undefined
        ? notAuthenticated
        : answerApi(request, instance, application);
    },
    tickets: () => ticketsOf(instance),
    act: (ticket, action, person) => act(instance, ticket, action, person),
  };
};

function credentialsOf({
  url: instanceUrl,
  credentialsArn,
  readerCredentialsArn,
}: ServiceNowEntry): Record<string, object> {
  const of = ({ clientId, clientSecret }: Application): object => ({
    ...{ instanceUrl, clientId, clientSecret },
    ticketsByUserName: writer.userName,
  });
  return {
    [credentialsArn]: of(writer),
    ...(readerCredentialsArn !== undefined && { [readerCredentialsArn]: of(reader) }),
  };
}
