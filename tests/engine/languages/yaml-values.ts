/** Values of Pulumi YAML: text with `${references}`, lists, maps and calls of functions. */
import * as pulumi from "@pulumi/pulumi";

export interface Scope {
  /** A resource or variable by name. */
  lookUp(name: string): unknown;
  /** What `fn::NAME` makes of its argument. */
  call(name: string, argument: unknown): unknown;
}

export type Evaluate = (value: unknown) => unknown;

const reference = /\$\{([^}]*)\}/g;
const steps = /^([A-Za-z]\w*)((?:\.\w+|\[\d+\])*)$/;

/** Name, and the names and numbers behind it. */
function parsed(text: string): [string, ...string[]] {
  const found = steps.exec(text);
  if (found === null) throw new Error(`This reader of YAML does not know \`\${${text}}\`.`);
  return [found[1], ...[...found[2].matchAll(/\w+/g)].map(([step]) => step)];
}

/** Everything that is referred to, as a name with its first property, wherever it stands. */
export function references(value: unknown): [name: string, property: string][] {
  if (typeof value === "string") {
    const all = [...value.matchAll(reference)].map(([, text]) => parsed(text));
    return all.flatMap(([name, property]) => (property === undefined ? [] : [[name, property]]));
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(references);
}

export function evaluator({ lookUp, call }: Scope): Evaluate {
  function read(text: string): unknown {
    const [name, ...path] = parsed(text);
    return path.reduce<unknown>((value, step) => member(value, step, text), lookUp(name));
  }

  function words(text: string): unknown {
    const whole = /^\$\{([^}]*)\}$/.exec(text);
    if (whole !== null) return read(whole[1]);
    const parts = text.split(reference).map((part, index) => (index % 2 === 0 ? part : read(part)));
    return parts.every((part) => typeof part === "string")
      ? parts.join("")
      : pulumi.all(parts).apply((known) => known.join(""));
  }

  function evaluate(value: unknown): unknown {
    if (typeof value === "string") return words(value);
    if (Array.isArray(value)) return value.map(evaluate);
    if (typeof value !== "object" || value === null) return value;
    const [[first, argument] = ["", undefined], ...others] = Object.entries(value);
    if (first.startsWith("fn::")) {
      if (others.length > 0) throw new Error(`\`${first}\` stands alone in its map.`);
      return call(first.slice("fn::".length), evaluate(argument));
    }
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, evaluate(part)]));
  }

  return evaluate;
}

/** A property: at once of what is here, later of what is to come. */
function member(value: unknown, step: string, text: string): unknown {
  const of = (known: unknown): unknown => {
    if (known === undefined || known === null) throw new Error(`\`\${${text}}\` finds nothing.`);
    return (known as Record<string, unknown>)[step];
  };
  return pulumi.Output.isInstance(value) ? (value as pulumi.Output<unknown>).apply(of) : of(value);
}
