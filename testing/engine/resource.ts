/** A resource as the program registered it. */
import type { Json } from "./plain";

/** One resource that the program registered, as plain JSON. */
export interface RegisteredResource {
  /** Pulumi's type token, for example `aws:codepipeline/pipeline:Pipeline`. */
  readonly type: string;
  /** Its name in the program: the first argument of `new`. */
  readonly name: string;
  readonly urn: string;
  /** URN of its parent; "" where it belongs to the stack itself. */
  readonly parent: string;
  /** False for a component. */
  readonly custom: boolean;
  /** Set where the option `import` takes over a resource that exists already. */
  readonly imported?: true;
  /** Property paths of the option `ignoreChanges`, where there are any. */
  readonly ignoreChanges?: readonly string[];
  /** What the program gave, with outputs resolved. */
  readonly inputs: { readonly [key: string]: Json };
  /** What the mocks answered. */
  readonly outputs: { readonly [key: string]: Json };
  /** Id that the mocks gave it; "" for a component, and in a preview. */
  readonly id: string;
  /** URNs of the resources that must be there first. */
  readonly dependencies: readonly string[];
}

/** Token of the type that stands for the stack itself. */
export const stackType = "pulumi:pulumi:Stack";
