/** Checks of what only ServiceNow has. */
import { quote, throwInvalid } from "../../inputs/model/checks";
import { fields, shaped } from "./field-checks";

/** ServiceNow, "Unique record identifier": 32 hexadecimal digits. */
export const sysId = shaped(
  /^[0-9a-f]{32}$/,
  "a sys_id of ServiceNow",
  "46e8219ba9fe1981013806b3e2c8a7b5",
  "Copy it from the template's menu, Copy sys_id.",
);

/** Values of a choice list of whole numbers. */
export const changeState = shaped(
  /^-?\d{1,4}$/,
  "the value of a change's state, as text",
  '"-1"',
  "Copy it from the choice list of change_request.state.",
);

/** Fields of the table change_request, each with a text. */
export const changeFields = fields({
  name: /^[a-z][a-z0-9_]{0,79}$/,
  what: "a field of change_request, like assignment_group,",
  own: [
    ...["sys_id", "number", "type", "state", "approval", "on_hold", "work_notes", "comments"],
    ...["correlation_id", "correlation_display", "start_date", "end_date"],
    "std_change_producer_version",
  ],
  remedy: "Leave it out: the connector, or whoever handles the change, says it.",
  value: (value) =>
    typeof value === "string" && value !== "" && value.length <= 1000
      ? undefined
      : "be a text of 1 to 1000 characters",
});

/** A standard change is made from its template, and no other is. */
export function templateOfStandard(type: string, hasTemplate: boolean, path: string): void {
  if ((type === "standard") === hasTemplate) return;
  throwInvalid(
    path,
    hasTemplate
      ? `\`${path}\` must stand beside \`changeType: "standard"\` alone, got one beside ${quote(type)}. Leave it out.`
      : `\`${path}\` must be given for standard changes, got none. Give the sys_id of the template's version.`,
  );
}

/** One state for each meaning. */
export function distinctStates(
  states: Readonly<Record<string, string | undefined>>,
  path: string,
): void {
  const seen = new Map<string, string>();
  for (const [key, value] of Object.entries(states)) {
    if (value === undefined) continue;
    const other = seen.get(value);
    seen.set(value, key);
    if (other === undefined) continue;
    throwInvalid(
      `${path}.${key}`,
      `\`${path}.${key}\` must be another state than \`${path}.${other}\`, got: ${quote(value)} for both. ` +
        "Copy each from the choice list of change_request.state.",
    );
  }
}
