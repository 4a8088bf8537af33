import * as assert from "node:assert/strict";
import * as path from "node:path";
import type { Created, Registration } from "../../../../../rehearsal/aws/account/types";
import { runProgram } from "../../../../../rehearsal/program/run";

/** The folder of a small program. */
export const fixture = (name: string) => path.join(__dirname, "..", "fixtures", name);

export interface Seen {
  readonly registrations: Registration[];
  readonly calls: string[];
  readonly lines: string[];
}

export type Answer = (registration: Registration) => Created;

/** Every resource gets its name and an ARN. */
export const echo: Answer = ({ id, name, inputs }) => ({
  id: id ?? `${name}-id`,
  state: { ...inputs, name, arn: `arn:${name}` },
});

/** Runs a fixture against an account that answers with `answer`. */
export async function run(name: string, answer: Answer = echo) {
  const seen: Seen = { registrations: [], calls: [], lines: [] };
  const result = runProgram({
    exampleDir: fixture(name),
    create: async (registration) => {
      seen.registrations.push(registration);
      return answer(registration);
    },
    call: async (token) => {
      seen.calls.push(token);
      return { region: "eu-west-1" };
    },
    onLog: (line) => seen.lines.push(line),
  });
  return { result: await result, seen };
}

/** The registration of one resource; fails the test when there is none. */
export function registered({ registrations }: Seen, type: string, name: string): Registration {
  const found = registrations.find((r) => r.type === type && r.name === name);
  assert.ok(found, `${type} ${name} was registered`);
  return found;
}
