/**
 * Variables: `#{namespace.NAME}` in the configuration of an action is replaced by what an earlier
 * action of the same execution exported.
 */
import type { PipelineDeclaration } from "@aws-sdk/client-codepipeline";

type Values = Readonly<Record<string, string>>;

/** Namespace to the variables that it holds. */
export type Namespaces = ReadonlyMap<string, Values>;

/** Always there, whatever the actions export. */
export const executionNamespace = "codepipeline";
/** Holds the variables that a V2 pipeline declares. */
export const pipelineNamespace = "variables";

export interface Reference {
  /** As written, `#{...}` included. */
  readonly text: string;
  readonly namespace: string;
  readonly name: string;
  /** False when the braces hold anything but a namespace, a period and a name. */
  readonly wellFormed: boolean;
}

const anyReference = /#\{([^{}]*)\}/g;
const inner = /^([A-Za-z0-9@\-_]+)\.([A-Za-z0-9@\-_]+)$/;

export function references(text: string): Reference[] {
  return [...text.matchAll(anyReference)].map((match) => {
    const parts = inner.exec(match[1]);
    return {
      text: match[0],
      namespace: parts?.[1] ?? "",
      name: parts?.[2] ?? "",
      wellFormed: parts !== null,
    };
  });
}

function lookUp(reference: Reference, namespaces: Namespaces): string | undefined {
  const values = namespaces.get(reference.namespace);
  // Own properties only: `#{ns.constructor}` is a variable like any other.
  return values !== undefined && Object.hasOwn(values, reference.name)
    ? values[reference.name]
    : undefined;
}

export interface Resolution {
  /** What could be replaced is replaced; the rest stays as written. */
  readonly configuration: Record<string, string>;
  /** References that name nothing, as written, each once. */
  readonly unresolved: string[];
}

/** Replaces the variables once: a value that looks like a reference is not looked up again. */
export function resolve(
  configuration: Readonly<Record<string, string>>,
  namespaces: Namespaces,
): Resolution {
  const unresolved = new Set<string>();
  const replaced = Object.entries(configuration).map(([key, value]) => {
    const text = value.replace(anyReference, (written) => {
      const [reference] = references(written);
      const found = lookUp(reference, namespaces);
      if (found === undefined) unresolved.add(written);
      return found ?? written;
    });
    return [key, text] as const;
  });
  return { configuration: Object.fromEntries(replaced), unresolved: [...unresolved] };
}

/** The configuration as an execution has it that is started with the variables' default values. */
export function resolveDefaults(
  configuration: Readonly<Record<string, string>>,
  { variables = [] }: PipelineDeclaration,
): Record<string, string> {
  const values = variables.flatMap(({ name, defaultValue }) =>
    defaultValue === undefined ? [] : [[name!, defaultValue]],
  );
  const namespaces = new Map([[pipelineNamespace, Object.fromEntries(values) as Values]]);
  return resolve(configuration, namespaces).configuration;
}
