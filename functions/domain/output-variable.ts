/** What an action of the execution has found out. */
import type { Release } from "./types";

/**
 * Value of `NAMESPACE.NAME`; undefined where it is not known. Names of namespaces have no full stop. Two actions
 * of one namespace are no answer.
 */
export function outputVariable(
  variable: string,
  { actions }: Pick<Release, "actions">,
): string | undefined {
  const at = variable.indexOf(".");
  const [namespace, name] = [variable.slice(0, at), variable.slice(at + 1)];
  const found = actions.filter((action) => action.namespace === namespace);
  if (at < 1 || found.length !== 1) return undefined;
  const [{ outputVariables }] = found;
  return Object.hasOwn(outputVariables, name) ? outputVariables[name] : undefined;
}
