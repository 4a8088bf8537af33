/** `transforms` of a program (tags for everything, say): the engine runs them, mocks do not. */
import * as pulumi from "@pulumi/pulumi";
import type { Properties, RegisterRequest } from "./requests";

type Transform = pulumi.ResourceTransform;

/** Transforms that hold for a resource and for its children, by URN. */
export class Transforms {
  private readonly stack: Transform[] = [];
  private readonly byUrn = new Map<string, readonly Transform[]>();

  addToStack(transform: Transform): void {
    this.stack.push(transform);
  }

  /** Its own, then its parent's, outwards. */
  own(request: RegisterRequest, declared: readonly Transform[]): readonly Transform[] {
    return [...declared, ...(this.byUrn.get(request.getParent()) ?? [])];
  }

  remember(urn: string, transforms: readonly Transform[]): void {
    this.byUrn.set(urn, transforms);
  }

  /** Runs them on what the program gave; undefined where nothing is to be run. */
  async apply(
    request: RegisterRequest,
    own: readonly Transform[],
    inputs: Record<string, unknown>,
  ): Promise<Record<string, unknown> | undefined> {
    const all = [...own, ...this.stack];
    if (all.length === 0) return undefined;
    let props = inputs;
    for (const transform of all) {
      const result = await transform({
        custom: request.getCustom(),
        type: request.getType(),
        name: request.getName(),
        props,
        opts: { ignoreChanges: request.getIgnorechangesList() },
      });
      if (result === undefined) continue;
      const { ignoreChanges } = (result.opts ?? {}) as pulumi.CustomResourceOptions;
      if (Array.isArray(ignoreChanges)) request.setIgnorechangesList(ignoreChanges);
      props = (await pulumi.runtime.serializeProperties("transform", result.props)) as typeof props;
      props = pulumi.runtime.deserializeProperties(structOf(request, props)) as typeof props;
    }
    return props;
  }
}

/** The message that carries properties: the request's own knows how to make another. */
export function structOf(request: RegisterRequest, properties: object): Properties {
  const { constructor } = request.getObject() as unknown as {
    constructor: { fromJavaScript(value: object): Properties };
  };
  return constructor.fromJavaScript(properties);
}
