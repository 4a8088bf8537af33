/**
 * Lists of inputs. The list itself may be an output: then its resources are created when it
 * resolves, and a preview in which it is unknown does not show them.
 */
import * as pulumi from "@pulumi/pulumi";
import { quote, refuse } from "../model/checks";
import { given, judgedTogether } from "./inputs";

export type InputList<T> = pulumi.Input<pulumi.Input<T>[]>;

/** Checks every element under its index, and that none stands in the list twice. */
export function checkedList<T>(
  list: InputList<T> | null | undefined,
  path: string,
  checkElement: (element: pulumi.Input<T>, path: string) => pulumi.Input<T>,
): InputList<T> | undefined {
  return given(list)
    ? mapList(list, (elements) => {
        const distinct = judgedTogether(elements, (known) => refuseDuplicates(known, path));
        return distinct.map((element, index) => checkElement(element, `${path}[${index}]`));
      })
    : undefined;
}

function mapList<T>(
  list: InputList<T>,
  map: (elements: pulumi.Input<T>[]) => pulumi.Input<T>[],
): InputList<T> {
  if (Array.isArray(list)) return map(list);
  return pulumi
    .output(list)
    .apply((elements) => map(elements as pulumi.Input<T>[])) as pulumi.Output<T[]>;
}

function refuseDuplicates(elements: readonly unknown[], path: string): void {
  const seen = new Map<string, number>();
  for (const [index, element] of elements.entries()) {
    if (element === undefined) continue;
    const text = JSON.stringify(element);
    const first = seen.get(text);
    if (first !== undefined) {
      refuse(
        `${path}[${index}]`,
        `\`${path}[${index}]\` must stand in the list once, got: ${quote(element)}, which ` +
          `\`${path}[${first}]\` is too. Remove one of them.`,
      );
    }
    seen.set(text, index);
  }
}

/** A list that was left out, or given as plain with nothing in it. */
export function isEmptyList(list: unknown): boolean {
  return !given(list) || (Array.isArray(list) && list.length === 0);
}

/**
 * Calls `create` for every element: now where the list is plain, so that `pulumi preview` shows
 * the resources, or when it resolves. `key` is stable: the element's own text where it is known
 * now, its index otherwise.
 */
export function forEach<T>(
  list: InputList<T> | undefined,
  create: (element: pulumi.Input<T>, key: string) => void,
): void {
  if (list === undefined) return;
  const createAll = (elements: pulumi.Input<T>[]): void => {
    for (const [index, element] of elements.entries()) {
      create(element, typeof element === "string" ? element : `${index}`);
    }
  };
  if (Array.isArray(list)) createAll(list);
  else pulumi.output(list).apply((elements) => createAll(elements as pulumi.Input<T>[]));
}
