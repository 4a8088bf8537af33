/** What is known of a resource type: one descriptor in the folder of its service says all of it. */
import type { ApiCall } from "./call-request";
import type { Handler } from "./context";
import type { RegisteredResource } from "./types";

/** The name that a service knows a resource by. */
export interface PhysicalName {
  /** The input that has it. */
  readonly input: string;
  /** What the service takes beside its model, by its reference. */
  readonly accepts?: AcceptedName;
  /** How the provider names it where the program does not; false where its check chooses none. */
  readonly autoname?: Autoname | false;
}

interface AcceptedName {
  /** As the service's API calls it. */
  readonly parameter: string;
  readonly pattern: string;
  readonly least?: number;
  readonly most: number;
  /** Of the service's error. */
  readonly code: string;
}

/** What of autonaming differs from the provider's default (pulumi-aws, provider/resources.go). */
interface Autoname {
  /** The longest name that the provider chooses, with its seven random digits. */
  readonly longest?: number;
  readonly prefix?: string;
  /** An input that, where it is true, gives the name an ending. */
  readonly ending?: readonly [flag: string, text: string];
  readonly lowerCase?: true;
}

/** A text's length or a number, of which the service's reference says what the model does not. */
export interface LimitRule {
  readonly input: string;
  /** Of a number; a text has none. */
  readonly least?: number;
  readonly most: number;
  /** Of the service's error. */
  readonly code: string;
}

/** Where a type is told the KMS key that encrypts it. */
export interface KeyInput {
  /** Name of the input; of a nested one, the names with dots between them. */
  readonly input: string;
  /** Of the service's refusal. */
  readonly code: string;
}

export interface TagRule {
  /** Of the service's refusal; absent: ValidationException. */
  readonly code?: string;
  /** True where the service's model names the characters of keys and values. */
  readonly strict?: true;
  /** True where keys that differ only in case are one key. */
  readonly caseless?: true;
}

/** What the service ends together with its owner, whoever made it. */
interface Ownership {
  /** Type tokens of what it can belong to. */
  readonly types: readonly string[];
  /** The input that names the owner, by id, name or ARN. */
  readonly input: string;
}

export interface ResourceType {
  /** Pulumi type token, for example `aws:sns/topic:Topic`. */
  readonly type: string;
  /** What happens at its creation, change, reading and end. */
  readonly handler: Handler;
  /** What makes it at AWS: its inputs are checked against the model of that call. */
  readonly call?: ApiCall;
  /** Inputs that the provider's schema requires; in blocks by their path: `filters.jsonPath`. */
  readonly requires?: readonly string[];
  readonly name?: PhysicalName;
  readonly limits?: readonly LimitRule[];
  readonly key?: KeyInput;
  readonly tags?: TagRule;
  /** Inputs that cannot change without a new resource: those that the provider marks ForceNew. */
  readonly replaces?: readonly string[] | "all";
  /** True where the provider ends the old resource before it makes the new one. */
  readonly deleteBeforeReplace?: true;
  readonly owner?: Ownership;
  /**
   * What it is at AWS, where its id does not say it: of resources with one identity AWS has one,
   * and a change or the end of either is the other's.
   */
  readonly identity?: (resource: Pick<RegisteredResource, "id" | "inputs">) => string;
}
