/** The account as the engine's provider meets it: what the rehearsal answers, and each refusal noted for the person. */
import type { Account } from "../aws/account/account";
import type { Created, Registration } from "../aws/account/types";
import { ServiceError, wordingOf } from "../errors";
import { completed } from "../program/invented-outputs";
import type { RunOptions } from "../program/run";
import type { Provided } from "../provider/operations";
import { failureOf, readFailureOf } from "./events";
import { rehearsedReference } from "./monitor";
import type { Resolve } from "./program-schema";

export interface Answering {
  readonly account: Account;
  readonly options: Pick<RunOptions, "create" | "call" | "output">;
  readonly parentOf: (of: Registration) => Registration["parent"];
  readonly resolve: Resolve;
  /** Outputs of a type that the program reads, for a package without an SDK here. */
  readonly readOutputs: (type: string) => readonly string[];
  /** Outputs that the program reads of a stack it refers to, by the reference's name. */
  readonly stackOutputs: (name: string) => readonly string[];
  /** Takes each refusal. */
  readonly onFailure: (text: string) => void;
}

export function accountForEngine({ account, options, ...rest }: Answering): Provided["account"] {
  const { parentOf, resolve, readOutputs, stackOutputs, onFailure } = rest;
  const noting = async <T>(
    work: () => Promise<T>,
    word: (reason: string) => string,
  ): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      onFailure(word(wordingOf(error)));
      throw error;
    }
  };
  const reference = async ({ name, id }: Registration): Promise<Created> => {
    const stack = {
      type: "pulumi:pulumi:StackReference",
      name,
      inputs: { name: id },
      custom: true,
    };
    const created = await options.create({ ...stack, id });
    const outputs = { ...created.state.outputs };
    for (const output of stackOutputs(name)) {
      if (Object.hasOwn(outputs, output)) continue;
      const invented = await options.output?.(id!, output);
      if (invented !== undefined) outputs[output] = invented;
    }
    return { ...created, state: { ...created.state, outputs } };
  };
  const create = async (registration: Registration): Promise<Created> => {
    if (registration.type === rehearsedReference) return reference(registration);
    const parent = parentOf(registration);
    const created = await options.create({ ...registration, ...(parent && { parent }) });
    const { type } = registration;
    return { ...created, state: completed(created, type, resolve, readOutputs(type)) };
  };
  return {
    place: account.place,
    create: (registration) => {
      const { type, id } = registration;
      const isRead = type === rehearsedReference || id !== undefined;
      return noting(
        () => create(registration),
        (reason) => (isRead ? readFailureOf : failureOf)(registration, reason),
      );
    },
    call: (token, args) =>
      noting(
        () => options.call(token, args),
        (reason) => reason,
      ),
    read: (type, id) => (type === rehearsedReference ? undefined : account.read(type, id)),
    update: (type, id, registration) => account.update(type, id, registration),
    delete: (type, id) => account.delete(type, id),
    compose: (registration, register) => {
      const [name] = registration.type.split(":");
      if (name === "awsx") return account.compose(registration, register);
      throw new ServiceError(
        "NotRehearsed",
        `The component ${registration.type} is of a package that Pulumi.yaml does not name. Write its folder there: ` +
          `packages: { ${name}: node_modules/${name} }.`,
      );
    },
  };
}
