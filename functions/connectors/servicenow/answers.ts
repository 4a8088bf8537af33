/** What ServiceNow answers: the fields that are read of it, as they are stored and as its people see them. */
import * as v from "valibot";
import { systemNames } from "../../../contract/connectors";

export const serviceNow = systemNames.servicenow;

/** Ids of records. What has another form is put into no address and no query. */
export const isSysId = (text: string): boolean => /^[0-9a-f]{32}$/.test(text);

/** The Change Management API answers numbers and booleans as such, the Table API as texts. */
const stored = v.pipe(v.union([v.string(), v.number(), v.boolean()]), v.transform(String));

/** REST API, `sysparm_display_value`: with `all`, both; a value by itself is what is stored. */
const field = v.union([
  v.pipe(
    stored,
    v.transform((value) => ({ value, shown: value })),
  ),
  v.pipe(
    v.object({ value: v.nullish(stored, ""), display_value: v.nullish(stored, "") }),
    v.transform(({ value, display_value: shown }) => ({ value, shown })),
  ),
]);

/** What the user may not read is left out, or empty. */
const readable = v.optional(field, "");

const sysId = v.pipe(
  field,
  v.check(({ value }) => isSysId(value), "is no sys_id"),
);

const change = v.object({
  sys_id: sysId,
  number: field,
  state: readable,
  approval: readable,
  on_hold: readable,
  start_date: readable,
  end_date: readable,
  correlation_id: readable,
  work_notes: readable,
  sys_created_on: readable,
  sys_created_by: readable,
});

/** A row of change_request. */
export type Change = v.InferOutput<typeof change>;

export const changeFields = Object.keys(change.entries);

const auditRow = v.object({
  sys_id: sysId,
  tablename: field,
  documentkey: field,
  fieldname: field,
  oldvalue: readable,
  newvalue: readable,
  user: readable,
  sys_created_on: field,
});

/** A row of sys_audit: one change of one field. */
export type AuditRow = v.InferOutput<typeof auditRow>;

export const auditFields = Object.keys(auditRow.entries);

const user = v.object({ user_name: field, name: readable });

export const userFields = Object.keys(user.entries);

const result = <S extends v.GenericSchema>(of: S) => v.object({ result: of });

export const tokenAnswer = v.object({
  access_token: v.pipe(v.string(), v.minLength(1)),
  /** Seconds. */
  expires_in: v.pipe(v.union([v.number(), v.string()]), v.transform(Number), v.minValue(0)),
});

export const oneChange = result(change);
export const changes = result(v.array(change));
export const created = result(
  v.object({
    ...{ sys_id: sysId, number: field },
    ...{ correlation_id: readable, sys_created_by: readable },
  }),
);
export const updated = result(v.object({ sys_id: sysId }));
export const auditRows = result(v.array(auditRow));
export const users = result(v.array(user));
