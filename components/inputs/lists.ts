/**
 * Lists of inputs. The list itself may be an output: then its resources are created when it
 * resolves, and a preview in which it is unknown does not show them.
 */
import * as pulumi from "@pulumi/pulumi";
import { quote, throwInvalid, wholeText } from "./model/checks";
import { needElement, needList } from "./model/records";
import { applyInPreview, redactIfSecret, given, isUnresolved, validateTogether } from "./inputs";

export type InputList<T> = pulumi.Input<pulumi.Input<T>[]>;

/** Checks every element under its index, and that none stands in the list twice: by `identity`, all
 * of it where that is left out. */
export function validateList<T>(
  list: InputList<T> | null | undefined,
  path: string,
  checkElement: (element: pulumi.Input<T>, path: string) => pulumi.Input<T>,
  identity: (element: unknown) => string = wholeText,
): InputList<T> | undefined {
  return given(list)
    ? mapList(list, path, (elements) => {
        for (const [index, element] of elements.entries())
          needElement(element, `${path}[${index}]`);
        const distinct = validateTogether(elements, (known) =>
          refuseDuplicates(known, path, identity),
        );
        return distinct.map((element, index) => checkElement(element, `${path}[${index}]`));
      })
    : undefined;
}

function mapList<T>(
  list: InputList<T>,
  path: string,
  map: (elements: pulumi.Input<T>[]) => pulumi.Input<T>[],
): InputList<T> {
  if (Array.isArray(list)) return map(list);
  if (!isUnresolved(list)) needList(list, path);
  const output = pulumi.output(list);
  return output.apply((elements) =>
    redactIfSecret(output, () => {
      needList(elements, path);
      return map(elements as pulumi.Input<T>[]) as pulumi.Input<T[]>;
    }),
  ) as pulumi.Output<T[]>;
}

function refuseDuplicates(
  elements: readonly unknown[],
  path: string,
  identity: (element: unknown) => string,
): void {
  const seen = new Map<string, number>();
  for (const [index, element] of elements.entries()) {
    // A hole that an output left is refused where the element is checked.
    if (!given(element)) continue;
    const text = identity(element);
    const first = seen.get(text);
    if (first !== undefined) {
      throwInvalid(
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

/** What a child is named by, and what it was named by in earlier versions. */
export interface ChildKey {
  readonly key: string;
  readonly before: readonly string[];
}

/** How the children of a list are told apart: by what they are, never by their place in it. */
export interface Naming<T> {
  /** What an element is, as text: two elements that differ in it are two children. */
  readonly identity: (element: pulumi.Input<T>) => pulumi.Input<string>;
  /** The key of an identity. */
  readonly key: (identity: string) => string;
  /** Keys of earlier versions; an identity that is secret is never among them. */
  readonly before: (identity: string | undefined, index: number, isPlain: boolean) => string[];
}

/**
 * Calls `create` for every element: now where it is plain, so that `pulumi preview` shows its child,
 * else as soon as it is known, and under the same name. So an element keeps its child wherever it
 * stands, and whether it is plain or an output: a child that was named by its place would be
 * replaced when the list moves, and its deletion, which comes last, would take away from AWS what
 * the creation of its neighbour had found there. A preview shows an element that is not known yet
 * under its place.
 */
export function forEach<T>(
  list: InputList<T> | undefined,
  naming: Naming<T>,
  create: (element: pulumi.Input<T>, child: ChildKey) => void,
): void {
  if (list === undefined) return;
  if (Array.isArray(list)) {
    createEach(list, naming, create);
    return;
  }
  const output = pulumi.output(list);
  // Taken from the list itself, each element keeps its dependencies, and a secret stays secret.
  const at = (index: number): pulumi.Input<T> =>
    output.apply((elements) => elements[index]) as pulumi.Output<T>;
  output.apply((elements) => {
    const each = elements.map((_, index) => at(index));
    createEach(each, naming, create, true);
  });
}

function createEach<T>(
  elements: pulumi.Input<T>[],
  naming: Naming<T>,
  create: (element: pulumi.Input<T>, child: ChildKey) => void,
  wasPlain = false,
): void {
  const identities = elements.map(naming.identity);
  const plain = identities.filter((identity) => typeof identity === "string");
  const taken = new Set(plain.map(naming.key));
  const named = (key: string, before: readonly string[]): ChildKey => {
    const distinct = new Set(before.filter((old) => old !== key && !taken.has(old)));
    return { key, before: [...distinct] };
  };
  for (const [index, identity] of identities.entries()) {
    const element = elements[index];
    if (typeof identity === "string") {
      create(element, named(naming.key(identity), naming.before(identity, index, true)));
      continue;
    }
    const output = pulumi.output(identity);
    void applyInPreview(output, async (known) => {
      if (pulumi.isUnknown(known)) return create(element, named(`${index}`, []));
      const quotable = (await pulumi.isSecret(output)) ? undefined : known;
      const before = naming.before(quotable, index, wasPlain);
      return create(element, named(naming.key(known), before));
    });
  }
}
