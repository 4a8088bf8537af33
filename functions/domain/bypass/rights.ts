/** The roles, policies and groups that a gate rests on, and which of them a call of IAM changes. */
import type { GateSettings } from "../types";
import type { Call } from "./call";

const nameOf = (arn: string): string => arn.split("/").at(-1)!;

const same = (one: string | undefined, other: string): boolean =>
  one !== undefined && one.toLowerCase() === other.toLowerCase();

/** The one that the call names and the gate rests on, in words; undefined where it is about something else. */
export function changedRight(
  { asked, operation }: Pick<Call, "asked" | "operation">,
  { deciderRoleArn, breakGlass, native }: GateSettings,
): string | undefined {
  const role = asked("roleName");
  const roles = [deciderRoleArn, ...(breakGlass === undefined ? [] : [breakGlass.roleArn])];
  const ofGate = roles.find((arn) => same(role, nameOf(arn)));
  if (ofGate !== undefined) return `role ${nameOf(ofGate)}`;
  // Whoever may become a role that is let by name decides as that role: its trust is the gate's own affair.
  const trusted = operation === "UpdateAssumeRolePolicy" ? (native?.roles ?? []) : [];
  const named = trusted.find((name) => same(role, name));
  if (named !== undefined) return `role ${named}`;
  const policyArn = asked("policyArn");
  const isPolicy = native?.policyArns.some((arn) => same(policyArn, arn)) ?? false;
  // The other rights of a role that is let by name are its own: only the gate's policy counts there.
  if (isPolicy) return `policy ${nameOf(policyArn!)}`;
  const { groups = [], filledGroup } = native ?? {};
  const all = filledGroup === undefined ? groups : [...groups, filledGroup];
  const group = all.find((name) => same(asked("groupName"), name));
  return group === undefined ? undefined : `group ${group}`;
}
