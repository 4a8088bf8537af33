/** What a person may decide, where the policies of the stack say it. */
import { fail } from "../engine/failure";
import { type Deciders, title } from "./deciders";
import { nameOf, type Person } from "./person";
import type { Right } from "./rights";
import { open, say } from "./words";

/** Fails where it is open, and where it depends on MFA and the test does not say which is meant. */
export function rightsAsked(
  people: Deciders,
  person: Person,
  from: (...args: never[]) => unknown,
): { rights: Right[]; can: string[] } {
  const who = title(nameOf(person));
  const sessions = person.mfa === undefined ? [false, true] : [person.mfa];
  const [rights, others] = sessions.map((mfa) => people.rights(person, mfa));
  for (const right of [...rights, ...(others ?? [])]) refuseUnknown(who, right, from);
  const can = rights.map(({ path }) => path).sort();
  const withMfa = others?.map(({ path }) => path).sort();
  if (withMfa !== undefined && can.join() !== withMfa.join()) {
    fail(
      `What ${who} may decide depends on MFA: with it ${say(withMfa)}, without it ${say(can)}. ` +
        `Say which is meant: \`mfa: true\` or \`mfa: false\`.`,
      from,
    );
  }
  return { rights, can };
}

function refuseUnknown(
  who: string,
  { path, answer }: Right,
  from: (...args: never[]) => unknown,
): void {
  if (answer.allowed !== "unknown") return;
  fail(open([`${who} and ${path}: ${answer.because.join("; ")}`]), from);
}
