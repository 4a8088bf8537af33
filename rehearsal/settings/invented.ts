/** Invented values in the place of everything that a program asks for and nobody has said. */
import { readArn } from "../../iam/arns";
import { partitionOf } from "../../contract/partitions";
import type { Account } from "../aws/account/account";
import { inventedValue } from "../program/invented-values";
import { answerOf, type CallAnswer } from "./calls";
import { putExisting } from "./existing";
import { merged } from "./merge";
import { MissingError } from "./missing";
import type { Existing, RehearsalSettings } from "./schema";

/** Settings that grow while the program runs. */
export class InventedSettings {
  readonly settings: { -readonly [Key in keyof RehearsalSettings]: RehearsalSettings[Key] };

  constructor(
    known: RehearsalSettings,
    private readonly region: string,
  ) {
    this.settings = structuredClone(known);
  }

  /** Takes what is missing for said, with its invented value. */
  add({ key, value }: Pick<MissingError, "key" | "value">): void {
    const before: unknown = this.settings[key];
    this.settings[key] = merged(before, value) as never;
  }

  /** An output of another stack that the program reads. */
  addOutput(stack: string, output: string): unknown {
    const value = inventedOutput(output, this.region);
    this.add({ key: "stackReferences", value: { [stack]: { [output]: value } } });
    // A topic of another stack is there when the pipeline publishes to it.
    if (typeof value === "string" && readArn(value).service === "sns") {
      this.add({ key: "exists", value: { topics: [value] } });
    }
    return value;
  }
}

/** Of the form that the name of the output promises, however it is written: `vpcId`, `private_subnet_ids`. */
function inventedOutput(output: string, region: string): unknown {
  const place = { partition: partitionOf(region), region, accountId: "111122223333" };
  const name = output.replace(/[_-]+(\w)/g, (_, letter: string) => letter.toUpperCase());
  const type = /(ids|arns|names|zones|subnets|securityGroups)$/i.test(name) ? "string[]" : "string";
  const id = /name$/i.test(name) ? `invented-${output}` : "invented";
  return inventedValue(name, type, { ...place, id, name: "invented", service: "" });
}

/** A role that is there already keeps whom it trusts, beside what is new. */
function whole({ roles, ...exists }: Existing, known: Existing = {}): Existing {
  if (roles === undefined) return exists;
  const kept = Object.keys(roles).map((name) => [name, known.roles?.[name] ?? roles[name]]);
  return { ...exists, roles: Object.fromEntries(kept) as NonNullable<Existing["roles"]> };
}

interface Inventing {
  readonly invented: InventedSettings;
  readonly account: Account;
  readonly exampleDir: string;
  /** Of a provider function. */
  readonly args?: Record<string, any>;
}

/** Each thing that is missing is made up and noted, and the work begun again, until nothing is. */
export async function withInvented<T>(work: () => Promise<T>, inventing: Inventing): Promise<T> {
  const { invented, account, exampleDir, args = {} } = inventing;
  const seen = new Set<string>();
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof MissingError) || seen.has(error.message)) throw error;
      seen.add(error.message);
      invented.add(error);
      if (error.key === "exists") {
        const exists = whole(error.value as Existing, invented.settings.exists);
        await putExisting(exists, account, exampleDir);
      }
      if (error.key === "calls") {
        const answers = error.value as CallAnswer[];
        return answerOf(answers, answers[0].function, args) as T;
      }
    }
  }
}
