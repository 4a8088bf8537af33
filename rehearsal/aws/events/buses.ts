/** The event buses of the account: the default one, and those that a program makes. */
import type { Values } from "../../../iam/context";
import { ServiceError } from "../../errors";
import { evaluateResourcePolicy, type Requester, type ResourceVerdict } from "../iam";
import { type BusOptions, EventBus } from "./bus";

interface Bus {
  readonly arn: string;
  readonly bus: EventBus;
  policy?: string;
  /** Error codes of the next entries. */
  readonly failures: string[];
}

export class EventBuses {
  private readonly buses = new Map<string, Bus>();

  constructor(private readonly options: BusOptions) {}

  create(name: string, arn: string): void {
    this.buses.set(name, { arn, bus: new EventBus(this.options), failures: [] });
  }

  has(name: string): boolean {
    return this.buses.has(name);
  }

  get(name: string): EventBus {
    return this.bus(name).bus;
  }

  /** EventBridge API Reference, "DeleteEventBus": its rules are to be deleted first. */
  delete(name: string): void {
    const rules = this.bus(name).bus.ruleNames();
    if (rules.length > 0) {
      throw new ServiceError(
        "ValidationException",
        `Event bus ${name} can't be deleted since it has rules: ${rules.join(", ")}.`,
      );
    }
    this.buses.delete(name);
  }

  setPolicy(name: string, policy: string | undefined): void {
    this.bus(name).policy = policy;
  }

  /** What the bus's own policy says to somebody; undefined where it has none. */
  decide(
    name: string,
    requester: Requester,
    action: string,
    context: Values,
  ): ResourceVerdict | undefined {
    const found = this.buses.get(name);
    if (found?.policy === undefined) return undefined;
    return evaluateResourcePolicy(found.policy, requester, action, found.arn, context);
  }

  /** Makes the next entries that are put on a bus fail, each with an error code of PutEvents. */
  fail(name: string, code: string, times = 1): void {
    this.bus(name).failures.push(...Array.from({ length: times }, () => code));
  }

  takeFailure(name: string): string | undefined {
    return this.bus(name).failures.shift();
  }

  names(): string[] {
    return [...this.buses.keys()];
  }

  /** Of every bus, as `rule` or `bus/rule`. */
  ruleNames(): string[] {
    return [...this.buses].flatMap(([name, { bus }]) =>
      bus.ruleNames().map((rule) => (name === defaultBus ? rule : `${name}/${rule}`)),
    );
  }

  private bus(name: string): Bus {
    const found = this.buses.get(name);
    if (found !== undefined) return found;
    throw new ServiceError("ResourceNotFoundException", `Event bus ${name} does not exist.`);
  }
}

export const defaultBus = "default";

/** A caller may give a bus's name or its ARN. */
export function busName(nameOrArn: string | undefined | null): string {
  return (nameOrArn ?? defaultBus).split(":event-bus/").pop()!;
}
