/** `runtime.options` of a Pulumi.yaml, for programs in Node.js. */

export interface NodejsOptions {
  /** Compiles TypeScript as it is loaded. Pulumi does by default. */
  readonly typescript: boolean;
  /** Path of another tsconfig.json, from where the program runs. */
  readonly tsconfig?: string;
  /** Arguments for Node.js itself. */
  readonly nodeArguments: readonly string[];
}

/** Reads them; every error names the key. */
export function nodejsOptions(runtime: unknown, file: string): NodejsOptions {
  const options = (runtime as { options?: Record<string, unknown> } | undefined)?.options ?? {};
  const read = <T>(key: string, type: "boolean" | "string"): T | undefined => {
    const value = options[key];
    if (value === undefined || typeof value === type) return value as T | undefined;
    throw new Error(
      `\`runtime.options.${key}\` of ${file} must be a ${type}, got: ${JSON.stringify(value)}.`,
    );
  };
  // The language host leaves the variable as it is where Pulumi.yaml says nothing.
  const tsconfig = read<string>("tsconfig", "string") || process.env.PULUMI_NODEJS_TSCONFIG_PATH;
  return {
    typescript: read<boolean>("typescript", "boolean") ?? true,
    ...(tsconfig ? { tsconfig } : {}),
    nodeArguments: words(read<string>("nodeargs", "string") ?? ""),
  };
}

/** Whether something else than ts-node is to load ES modules, tsx for example. */
export const hasLoader = ({ nodeArguments }: NodejsOptions): boolean =>
  nodeArguments.some((word) => /^--(import|loader|experimental-loader)(=|$)/.test(word));

/** Splits as a shell does: quotes keep words together. */
function words(text: string): string[] {
  const found = text.match(/(?:"[^"]*"|'[^']*'|\\.|[^\s"'\\])+/g) ?? [];
  return found.map((word) =>
    word.replace(/"([^"]*)"|'([^']*)'|\\(.)/g, (_, double, single, escaped) => {
      return double ?? single ?? escaped;
    }),
  );
}
