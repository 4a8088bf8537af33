/** What a stack is made of, as its program registered it. */
import type { AwsScope } from "./engine/place";
import type { Json } from "./engine/plain";
import type { RegisteredResource } from "./engine/resource";
import type { Templates } from "./pipelines/template";

export interface StackParts {
  readonly resources: readonly RegisteredResource[];
  readonly outputs: { readonly [name: string]: Json };
  readonly place: AwsScope;
  readonly managedPolicies: Readonly<Record<string, object | string>>;
  readonly templates: Templates;
}
