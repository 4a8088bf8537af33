/** Where `pulumi up` does not check types either: it has ts-node transpile only. */
import type { TsConfig } from "./typescript";

export interface Switches {
  readonly environment: NodeJS.ProcessEnv;
  readonly nodeArguments: readonly string[];
}

const yes = (value: string | undefined): boolean => /^(1|true|yes|y)$/i.test(value ?? "");

/** The reason for which types are not checked, whatever the tsconfig says; undefined if there is none. */
export function whyOff({ environment, nodeArguments }: Switches): string | undefined {
  const loader = nodeArguments.find((word) => /\b(tsx|swc|esbuild|babel|jiti)\b/.test(word));
  if (loader !== undefined) return `\`nodeargs\` have ${loader} load the program.`;
  const { PULUMI_NODEJS_TRANSPILE_ONLY } = environment;
  return PULUMI_NODEJS_TRANSPILE_ONLY === "true"
    ? "PULUMI_NODEJS_TRANSPILE_ONLY is true."
    : undefined;
}

/** The reason that a tsconfig gives. What it says to ts-node counts where that is installed. */
export function whyOffIn(
  { options, tsNode }: Pick<TsConfig, "options" | "tsNode">,
  hasTsNode: boolean,
  environment: NodeJS.ProcessEnv,
): string | undefined {
  if (options.noCheck === true) return "The tsconfig says `noCheck`.";
  const isForced = tsNode.typeCheck === true || yes(environment.TS_NODE_TYPE_CHECK);
  if (!hasTsNode || isForced) return undefined;
  if (tsNode.transpileOnly === true || tsNode.swc === true) {
    return "The tsconfig has ts-node transpile only.";
  }
  return yes(environment.TS_NODE_TRANSPILE_ONLY) ? "TS_NODE_TRANSPILE_ONLY is true." : undefined;
}
