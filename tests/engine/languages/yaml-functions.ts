/** The functions of Pulumi YAML that examples/yaml calls. */
import * as pulumi from "@pulumi/pulumi";
import { version } from "@pulumi/aws/package.json";

interface Invocation {
  readonly function: string;
  readonly arguments?: Record<string, unknown>;
  readonly return?: string;
}

/**
 * Answers `fn::NAME`. `fullName` is how the engine calls a provider's function. AWS is called in the
 * version of the components: an invocation without one brings a provider of its own into the stack.
 */
export function builtin(fullName: (token: string) => string) {
  const functions: Record<string, (argument: any) => unknown> = {
    invoke: ({ function: token, arguments: args = {}, return: wanted, ...rest }: Invocation) => {
      const unknown = Object.keys(rest);
      if (unknown.length > 0) throw new Error(`fn::invoke has \`${unknown}\`: not known here.`);
      const result = pulumi.output(pulumi.runtime.invoke(fullName(token), args, { version }));
      return wanted === undefined ? result : result.apply((known) => known[wanted]);
    },
    toJSON: (value) => pulumi.jsonStringify(value),
    stringAsset: (text: string) => new pulumi.asset.StringAsset(text),
    assetArchive: (assets: pulumi.asset.AssetMap) => new pulumi.asset.AssetArchive(assets),
  };
  return (name: string, argument: unknown): unknown => {
    if (!Object.hasOwn(functions, name)) {
      throw new Error(`This reader of YAML does not know \`fn::${name}\`.`);
    }
    return functions[name](argument);
  };
}
