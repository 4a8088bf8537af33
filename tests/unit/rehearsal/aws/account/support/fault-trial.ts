/** Tries on a local account whether it takes what AWS's API models do not allow. */
import * as path from "node:path";
import type { Account } from "../../../../../../rehearsal/aws/account/account";
import { resourceTypeOf, resourceTypes } from "../../../../../../rehearsal/aws/account/registry";
import type { Registration } from "../../../../../../rehearsal/aws/account/types";
import { ServiceError } from "../../../../../../rehearsal/errors";
import { awsSchema } from "../../../../../../rehearsal/provider/schema";
import { type Block, type Properties, SingleFaults, type Types } from "./single-faults";

interface Schema {
  readonly resources: Readonly<Record<string, Block>>;
  readonly types: Types;
}

/** As `awsSchema` writes it. */
interface ResourceSpec {
  readonly inputProperties: Properties;
  readonly requiredInputs: readonly string[];
}

export class FaultTrial {
  /** What the account took, as `TYPE FIELD: HOW`. */
  readonly accepted = new Set<string>();
  /** Types of which a valid resource was made. */
  readonly types = new Set<string>();
  private readonly tried = new Set<string>();
  private readonly schema = providerSchema();
  private turn: Promise<unknown> = Promise.resolve();

  get count(): number {
    return this.tried.size;
  }

  /**
   * Makes a resource of the account, after it was tried with each of its fields broken that no
   * resource of its type had before. One after the other: a trial sees what came before it.
   */
  create(account: Account, registration: Registration): ReturnType<Account["create"]> {
    const made = this.turn.then(async () => {
      await this.tryFaults(account, registration);
      return account.create(registration);
    });
    this.turn = made.catch(() => undefined);
    return made;
  }

  private async tryFaults(account: Account, registration: Registration): Promise<void> {
    const { type, inputs } = registration;
    const declared = this.schema.resources[type];
    if (registration.id !== undefined || declared === undefined) return;
    this.types.add(type);
    const { call, name: named } = resourceTypeOf(type) ?? {};
    if (call === undefined) return;
    const chosen = named?.autoname === false ? undefined : named?.input;
    // What a trial made has to end again.
    const unprotected =
      inputs.deletionProtectionEnabled === true
        ? { ...inputs, deletionProtectionEnabled: false }
        : inputs;
    const faults = [call, ...(call.also ?? [])].flatMap((one) =>
      new SingleFaults(one, chosen, this.schema.types).of(unprotected, declared),
    );
    for (const fault of faults) {
      const name = `${type} ${fault.field}: ${fault.how}`;
      if (this.tried.has(name)) continue;
      this.tried.add(name);
      if (await takes(account, { ...registration, inputs: fault.inputs })) this.accepted.add(name);
    }
  }
}

/** What is taken is ended again. A failure of the account itself is no refusal of AWS's. */
async function takes(account: Account, registration: Registration): Promise<boolean> {
  let id: string;
  try {
    ({ id } = await account.create(registration));
  } catch (error) {
    return !(error instanceof ServiceError);
  }
  await account.delete(registration.type, id);
  return true;
}

function providerSchema(): Schema {
  const sdkFolder = path.dirname(require.resolve("@pulumi/aws/package.json"));
  const resources = resourceTypes.map(({ type }) => type).filter((type) => type.startsWith("aws:"));
  const schema = JSON.parse(awsSchema({ version: "7.0.0", sdkFolder, resources, functions: [] }));
  const blocks = Object.entries<ResourceSpec>(schema.resources).map(
    ([type, { inputProperties: properties, requiredInputs: required }]) =>
      [type, { properties, required }] as const,
  );
  return { types: schema.types, resources: Object.fromEntries(blocks) };
}
