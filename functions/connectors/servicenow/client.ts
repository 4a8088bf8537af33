/**
 * Calls of a ServiceNow instance: its Change Management API writes, its Table API reads. Nothing else calls it. What
 * a query asks for is looked for in its rows once more: an instance leaves out of a query what it does not understand,
 * and answers all rows.
 */
import type { ServiceNowSettings } from "../../../contract/connectors";
import { FinalError } from "../../domain/errors";
import { answerOf } from "../answers";
import type { HttpRequest, HttpResponse } from "../http";
import * as answers from "./answers";
import { createTokens, type TokenPorts } from "./tokens";

/** Rows of one answer: nobody moves a change as often. */
const mostRows = 200;

/** What of a change decides, and which request it is for. */
const auditedFields: readonly string[] = ["state", "approval", "correlation_id"];

export interface ServiceNowClient {
  /** Undefined where there is none, or none that the user may see. */
  change(sysId: string): Promise<answers.Change | undefined>;
  /** User name of the user that opens the changes. */
  ticketsBy(): Promise<string>;
  /** Of this correlation id, opened by that user, the oldest first. */
  changesOf(correlationId: string): Promise<answers.Change[]>;
  create(fields: Fields): Promise<{ readonly sysId: string; readonly number: string }>;
  update(sysId: string, fields: Fields): Promise<void>;
  /** Changes of what decides, and of which request it is for; undefined where they cannot all be read. */
  audit(sysId: string): Promise<answers.AuditRow[] | undefined>;
  /** Full name of a user; undefined where it may not be read. */
  nameOf(userName: string): Promise<string | undefined>;
}

type Fields = Readonly<Record<string, string>>;

export function createClient(settings: ServiceNowSettings, ports: TokenPorts): ServiceNowClient {
  const { instanceUrl, changeType, standardTemplateId } = settings;
  const tokens = createTokens(instanceUrl, ports);

  const send = async (
    method: HttpRequest["method"],
    path: string,
    fields?: Fields,
  ): Promise<HttpResponse> => {
    const body = fields && JSON.stringify(fields);
    const attempt = async (token: string): Promise<HttpResponse> => {
      const headers = {
        ...{ accept: "application/json", authorization: `Bearer ${token}` },
        ...(body !== undefined && { "content-type": "application/json" }),
      };
      return ports.http({ method, url: `${instanceUrl}${path}`, headers, body });
    };
    const { token } = await tokens.current();
    const response = await attempt(token);
    if (response.status !== 401) return response;
    // It may have been revoked: once.
    tokens.forget(token);
    return attempt((await tokens.current()).token);
  };

  const rows = (table: string, fields: readonly string[], conditions: readonly string[]) => {
    const query = encodeURIComponent(conditions.join("^"));
    const asked = `sysparm_query=${query}&sysparm_limit=${mostRows}&${reading(fields)}`;
    return send("GET", `${tablePath}/${table}?${asked}`);
  };

  const ticketsBy = async (): Promise<string> => (await tokens.current()).ticketsBy;

  return {
    ticketsBy,

    change: async (sysId) => {
      if (!answers.isSysId(sysId)) return undefined;
      const response = await send(
        "GET",
        `${tablePath}/change_request/${sysId}?${reading(answers.changeFields)}`,
      );
      if (response.status === 404) return undefined;
      const what = "the reading of a change";
      const { result } = answerOf(answers.serviceNow, what, response, answers.oneChange);
      return result.sys_id.value === sysId ? result : undefined;
    },

    changesOf: async (correlationId) => {
      const own = await ticketsBy();
      const wanted = [`correlation_id=${correlationId}`, `sys_created_by=${own}`];
      const conditions = [...wanted, "ORDERBYsys_created_on"];
      const response = await rows("change_request", answers.changeFields, conditions);
      // Table API v1 says so where no row is found.
      if (response.status === 404) return [];
      const what = "the search for a change";
      const { result } = answerOf(answers.serviceNow, what, response, answers.changes);
      return result.filter(
        ({ correlation_id: correlation, sys_created_by: opener }) =>
          correlation.value === correlationId && opener.value === own,
      );
    },

    create: async (fields) => {
      const template = standardTemplateId === undefined ? "" : `/${standardTemplateId}`;
      const response = await send("POST", `${changePath}/${changeType}${template}`, fields);
      const what = `the creation of a ${changeType} change`;
      const { result } = answerOf(answers.serviceNow, what, response, answers.created);
      const { sys_id: sysId, number, correlation_id: correlation } = result;
      // Nobody would find this change again, nor believe it.
      const unfit = (why: string, remedy: string): never => {
        throw new FinalError(`${answers.serviceNow} has ${why} of a change.`, { remedy });
      };
      // It ignores what the user may not write.
      if (correlation.value !== fields.correlation_id)
        unfit("ignored the correlation_id", remedies.correlation);
      if (result.sys_created_by.value !== (await ticketsBy()))
        unfit("another sys_created_by", remedies.opener);
      return { sysId: sysId.value, number: number.value };
    },

    update: async (sysId, fields) => {
      const response = await send("PATCH", `${changePath}/${sysId}`, fields);
      const what = `an update of ${Object.keys(fields).join(" and ")}`;
      // An instance that sleeps answers with a page, and has written nothing.
      answerOf(answers.serviceNow, what, response, answers.updated);
    },

    audit: async (sysId) => {
      const of = ["tablename=change_request", `documentkey=${sysId}`];
      const conditions = [...of, `fieldnameIN${auditedFields.join(",")}`];
      const response = await rows("sys_audit", answers.auditFields, [
        ...conditions,
        "ORDERBYDESCsys_created_on",
      ]);
      if (isHidden(response)) return undefined;
      const what = "the reading of the audit log";
      const { result } = answerOf(answers.serviceNow, what, response, answers.auditRows);
      // What is cut off could say something else.
      if (result.length >= mostRows) return undefined;
      return result.filter(
        ({ tablename, documentkey, fieldname }) =>
          tablename.value === "change_request" &&
          documentkey.value === sysId &&
          auditedFields.includes(fieldname.value),
      );
    },

    nameOf: async (userName) => {
      // What follows would be a condition of its own.
      if (userName.includes("^")) return undefined;
      const response = await rows("sys_user", answers.userFields, [`user_name=${userName}`]);
      if (isHidden(response)) return undefined;
      const what = "the reading of a user";
      const { result } = answerOf(answers.serviceNow, what, response, answers.users);
      const user = result.find(({ user_name: { value } }) => value === userName);
      return user?.name.value === "" ? undefined : user?.name.value;
    },
  };
}

const remedies = {
  correlation: "Let the user of the connector's credentials write and read correlation_id.",
  opener:
    "Put the user name of the connector's user into its secret as ticketsByUserName, and let them read sys_created_by.",
} as const;

const changePath = "/api/sn_chg_rest/change";
const tablePath = "/api/now/table";

/** Values as they are stored, dates in UTC, beside what people see. */
const reading = (fields: readonly string[]): string =>
  `sysparm_display_value=all&sysparm_exclude_reference_link=true&sysparm_fields=${fields.join(",")}`;

/** The user may not read the table, or one of the rows. */
const isHidden = ({ status }: HttpResponse): boolean => status === 403 || status === 404;
