/** A site of the local Jira, and calls of it. */
import { MovableClock } from "../../../../rehearsal/clock";
import { createJira } from "../../../../rehearsal/systems/jira";
import type { StandIn, SystemAnswer } from "../../../../rehearsal/systems/system";

export const url = "https://example.atlassian.net";
export const [writerArn, readerArn] = ["jira", "jira-reader"].map(
  (name) => `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}-AbCdEf`,
);
const described = {
  ...{ kind: "jira", url, credentialsArn: writerArn, readerCredentialsArn: readerArn },
  people: { carla: "Carla", dora: "Dora" },
  approvers: ["carla"],
  fields: { customfield_1: "optional" },
};

export const clock = new MovableClock();
export const make = (change: object = {}): StandIn =>
  createJira({ ...described, ...change }, { clock, deliver: () => Promise.reject(new Error()) });

interface Sent {
  readonly arn?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

export function callOf(
  site: StandIn,
  method: string,
  path: string,
  content?: object,
  sent: Sent = {},
) {
  const { arn = writerArn, headers = {}, body } = sent;
  const { email, apiToken } = site.credentials[arn] as { email: string; apiToken: string };
  const authorization = `Basic ${Buffer.from(`${email}:${apiToken}`).toString("base64")}`;
  return site.answer({
    ...{ method, url: new URL(`${url}/rest/${path}`) },
    headers: { authorization, "content-type": "application/json", ...headers },
    body: body ?? (content === undefined ? "" : JSON.stringify(content)),
  }) as SystemAnswer;
}

export const doc = (text: string) => ({
  ...{ type: "doc", version: 1 },
  content: [{ type: "paragraph", content: text === "" ? [] : [{ type: "text", text }] }],
});

const fields = {
  ...{ project: { key: "OPS" }, issuetype: { id: "10001" }, summary: "Release" },
  ...{ labels: ["a"], description: doc("Why") },
};
export const requestFieldValues = { summary: "Release", description: "Why" };
export const ofDesk = { serviceDeskId: "1", requestTypeId: "25", requestFieldValues };

export const create = (site: StandIn, change: object = {}, more: object = {}) =>
  callOf(site, "POST", "api/3/issue", { fields: { ...fields, ...change }, ...more });

export const said = ({ status, body }: SystemAnswer): string => `${status} ${JSON.stringify(body)}`;
