/** The roles, policies and groups that a gate rests on, and which of them a call of IAM changes. */
import { sameName } from "../same-name";
import type { GateSettings } from "../types";
import type { Call } from "./call";

const nameOf = (arn: string): string => arn.split("/").at(-1)!;

const same = (one: string | undefined, other: string): boolean =>
  one !== undefined && sameName(one, other);

/** The one that the call names and the gate rests on, in words; undefined where it is about something else. */
export function changedRight(
  { asked, operation }: Pick<Call, "asked" | "operation">,
  { deciderRoleArn, breakGlass, native }: GateSettings,
): string | undefined {
  const role = asked("roleName");
  const ofGate = [deciderRoleArn, breakGlass?.roleArn].find(
    (arn) => arn !== undefined && same(role, nameOf(arn)),
  );
  if (ofGate !== undefined) return `role ${nameOf(ofGate)}`;
  // Whoever may become a role that is let by name decides, or reviews, as that role: its trust is the gate's own affair.
  const roles = [...(native?.roles ?? []), ...(breakGlass?.reviewerRoles ?? [])];
  const isTrust = operation === "UpdateAssumeRolePolicy";
  const named = isTrust ? roles.find((name) => same(role, name)) : undefined;
  if (named !== undefined) return `role ${named}`;
  // The other rights of a role that is let by name are its own: only the gate's policies count there.
  const policyArns = [...(native?.policyArns ?? []), ...(breakGlass?.policyArns ?? [])];
  const policy = policyArns.find((arn) => same(asked("policyArn"), arn));
  if (policy !== undefined) return `policy ${nameOf(policy)}`;
  const groups = [
    native?.groups ?? [],
    native?.filledGroup ?? [],
    breakGlass?.reviewerGroups ?? [],
  ];
  const group = groups.flat().find((name) => same(asked("groupName"), name));
  return group === undefined ? undefined : `group ${group}`;
}
