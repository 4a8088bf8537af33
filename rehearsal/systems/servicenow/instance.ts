/** The tables of an instance: changes, the audit log of their fields, and users. */
import { createHash } from "node:crypto";
import type { Clock } from "../../clock";
import type { ServiceNowEntry } from "./entry";
import { type ChangeType, obstacle, states } from "./model";

/** A row: values as they are stored. */
export type Row = Record<string, string>;

export interface User {
  readonly userName: string;
  readonly name: string;
}

/** A change that was refused, in the instance's words. */
export class Refused extends Error {}

/** Of change_request: what the API writes, each with the longest value that is kept. */
const writable: Readonly<Record<string, number>> = {
  ...{ short_description: 160, description: 4000, correlation_id: 100, correlation_display: 100 },
  ...{ justification: 4000, implementation_plan: 4000, backout_plan: 4000, test_plan: 4000 },
  ...{ assignment_group: 32, assigned_to: 32, cmdb_ci: 32, business_service: 32, category: 40 },
  ...{ risk: 40, impact: 40, priority: 40, start_date: 40, end_date: 40 },
  ...{ on_hold: 40, on_hold_reason: 4000, close_code: 40, close_notes: 4000 },
};

/** Journals: each value is one more entry. */
const journals: readonly string[] = ["work_notes", "comments"];

interface Entry {
  readonly at: Date;
  readonly by: User;
  readonly text: string;
}

export interface Change {
  readonly row: Row;
  /** The newest first. */
  readonly notes: Entry[];
}

export class Instance {
  readonly changes: Change[] = [];
  readonly audit: Row[] = [];
  private made = 0;

  constructor(
    readonly entry: ServiceNowEntry,
    readonly clock: Clock,
    /** Those who call the API, beside the people. */
    private readonly applications: readonly User[],
  ) {}

  get users(): readonly User[] {
    const people = Object.entries(this.entry.people).map(([userName, name]) => ({
      userName,
      name,
    }));
    return [...people, ...this.applications];
  }

  /** A new change, whatever state it asks for; with it, the fields that were ignored. */
  create(type: ChangeType, fields: Row, by: User): { change: Change; ignored: Row } {
    this.made += 1;
    const at = timeOf(this.clock.now());
    const isStandard = type === "standard";
    const row: Row = {
      sys_id: this.idOf("change", this.made),
      number: `CHG00${30000 + this.made}`,
      ...{ type, state: states.new, approval: isStandard ? "approved" : "not requested" },
      ...{ on_hold: "false", start_date: "", end_date: "", correlation_id: "" },
      ...{ sys_created_on: at, sys_created_by: by.userName, sys_updated_on: at, work_notes: "" },
    };
    const change = { row, notes: [] };
    const { state: _, ...rest } = fields;
    const ignored = this.write(change, rest, by, false);
    this.changes.push(change);
    return { change, ignored };
  }

  /** Writes all of it, or nothing; answers the fields that were ignored. */
  update(change: Change, { state, ...rest }: Row, by: User): Row {
    if (state !== undefined && state !== change.row.state) this.needMovable(change, state);
    const ignored = this.write(change, rest, by, true);
    if (state !== undefined) this.set(change, "state", state, by);
    return ignored;
  }

  /** One field, and a row of the audit log where its value is another one. */
  set({ row }: Change, field: string, value: string, by: User): void {
    const before = row[field] ?? "";
    if (before === value) return;
    row[field] = value;
    row.sys_updated_on = timeOf(this.clock.now());
    this.audit.push({
      sys_id: this.idOf("audit", this.audit.length),
      ...{ tablename: "change_request", documentkey: row.sys_id, fieldname: field },
      ...{ oldvalue: before, newvalue: value, user: by.userName },
      sys_created_on: timeOf(this.clock.now()),
    });
  }

  /** Throws what the instance says where the change cannot be moved there. */
  move(change: Change, state: string, by: User): void {
    this.needMovable(change, state);
    this.set(change, "state", state, by);
  }

  private needMovable({ row }: Change, state: string): void {
    const standing = { type: row.type as ChangeType, state: row.state, approval: row.approval };
    const why = obstacle({ ...standing, onHold: row.on_hold === "true" }, state);
    if (why !== undefined) throw new Refused(`${row.number} cannot be moved: ${why}.`);
  }

  private write(change: Change, fields: Row, by: User, isAudited: boolean): Row {
    const ignored: Row = {};
    for (const [field, value] of Object.entries(fields)) {
      if (journals.includes(field)) {
        if (value !== "") change.notes.unshift({ at: this.clock.now(), by, text: value });
      } else if (!Object.hasOwn(writable, field)) ignored[field] = value;
      else if (isAudited) this.set(change, field, value.slice(0, writable[field]), by);
      else change.row[field] = value.slice(0, writable[field]);
    }
    return ignored;
  }

  private idOf(table: string, count: number): string {
    const text = `${this.entry.url} ${table} ${count}`;
    return createHash("sha256").update(text).digest("hex").slice(0, 32);
  }
}

/** Moments as they are stored: in UTC. */
export const timeOf = (at: Date): string => at.toISOString().slice(0, 19).replace("T", " ");
