/** The operations of Jira Service Management that connectors call. */
import type { SystemAnswer } from "../system";
import { approvalAnswer, pageOf, requestAnswer } from "./answers";
import { contentOf, isObject, requestErrors } from "./fields";
import type { Call } from "./platform";

const refused = (status: number, errorMessage: string, more: object = {}): SystemAnswer => ({
  status,
  body: { errorMessage, ...more },
});

const known = ["serviceDeskId", "requestTypeId", "requestFieldValues", "isAdfRequest"];

export function createRequest({ site, user, content }: Call): SystemAnswer {
  const { entry } = site;
  if (!isObject(content) || !isObject(content.requestFieldValues))
    return refused(400, "Your request could not be created. Please check the fields.");
  const unknown = Object.keys(content).find((name) => !known.includes(name));
  if (unknown !== undefined) return refused(400, `Unrecognized field "${unknown}".`);
  if (content.serviceDeskId !== entry.serviceDeskId)
    return refused(404, "The service desk does not exist.");
  if (content.requestTypeId !== entry.requestTypeId)
    return refused(404, "The request type does not exist.");
  const isAdf = content.isAdfRequest === true;
  const errors = requestErrors(content.requestFieldValues, isAdf, entry);
  if (Object.keys(errors).length > 0)
    return refused(400, "Your request could not be created. Please check the fields.", { errors });
  const issue = site.create(user, contentOf(content.requestFieldValues), true);
  return { status: 201, body: requestAnswer(site, issue) };
}

export const readApprovals =
  (idOrKey: string) =>
  ({ site, query }: Call): SystemAnswer => {
    const issue = site.find(idOrKey);
    if (issue?.approval === undefined) return refused(404, "The customer request does not exist.");
    const start = Number(query.get("start") ?? 0);
    const limit = Number(query.get("limit") ?? 50);
    const { values, isLast } = pageOf([issue.approval], start, limit, 100);
    return {
      status: 200,
      body: {
        ...{ size: values.length, start, limit, isLastPage: isLast },
        values: values.map(approvalAnswer(site)),
      },
    };
  };
