/** Rows as they are answered: stored values, what people see, or both. */
import type { Change, Instance, Row } from "./instance";
import { timeOf } from "./instance";
import { approvalLabels, stateLabels } from "./model";

type Shown = string | { readonly display_value: string; readonly value: string | number | boolean };

/** `sysparm_display_value`. */
export type Display = "false" | "true" | "all";

const labels: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  state: stateLabels,
  approval: approvalLabels,
};

const dates = /^(start_date|end_date|sys_created_on|sys_updated_on)$/;

/** As the user's own format has it: whoever takes it for what is stored is wrong. */
function labelOf(field: string, value: string): string {
  if (!dates.test(field) || value === "") return labels[field]?.[value] ?? value;
  const [day, time] = value.split(" ");
  return `${day.split("-").reverse().join("/")} ${time}`;
}

export function shown(
  row: Row,
  display: Display,
  fields: readonly string[],
): Record<string, Shown> {
  const known = Object.entries(row).filter(
    ([field]) => fields.length === 0 || fields.includes(field),
  );
  return Object.fromEntries(
    known.map(([field, value]) => {
      if (display === "false") return [field, value];
      const label = field === "work_notes" ? value : labelOf(field, value);
      if (display === "true") return [field, label];
      // Nobody stores a journal in the row itself.
      return [field, { display_value: label, value: field === "work_notes" ? "" : value }];
    }),
  );
}

/** The change with its journal, as it is read. */
const withNotes = ({ row, notes }: Change): Row => ({
  ...row,
  work_notes: notes
    .map(({ at, by, text }) => `${timeOf(at)} - ${by.name} (Work notes)\n${text}\n\n`)
    .join(""),
});

/** The Change Management API answers numbers and booleans as such. */
export function asChange(change: Change): Record<string, Shown> {
  const all = shown(withNotes(change), "all", []);
  const typed = (field: string, to: (value: string) => number | boolean): object => ({
    [field]: { display_value: labelOf(field, change.row[field]), value: to(change.row[field]) },
  });
  return { ...all, ...typed("state", Number), ...typed("on_hold", (text) => text === "true") };
}

/** Rows of a table that there is; undefined of another one. */
export function tableOf(instance: Instance, name: string): Row[] | undefined {
  switch (name) {
    case "change_request":
      return instance.changes.map(withNotes);
    case "sys_audit":
      return [...instance.audit];
    case "sys_user":
      return instance.users.map(({ userName, name: full }) => ({
        ...{ sys_id: "", user_name: userName, name: full },
      }));
    default:
      return undefined;
  }
}
