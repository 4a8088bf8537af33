/** Every way to break one field of a resource's inputs, as AWS's API model of its call describes it. */
import {
  type ApiCall,
  memberOf,
  shapeBelow,
} from "../../../../../../rehearsal/aws/account/call-request";
import { patternOf, type Shape } from "../../../../../../rehearsal/aws/api/model";

/** The provider's declaration of an input (Pulumi's package schema). */
interface PropertySpec {
  readonly type?: string;
  readonly items?: PropertySpec;
  readonly $ref?: string;
}
export type Properties = Readonly<Record<string, PropertySpec>>;
/** The nested types of the provider by token. */
export type Types = Readonly<Record<string, Block>>;
/** What the provider declares of a resource's inputs or of a block in them. */
export interface Block {
  readonly properties: Properties;
  readonly required: readonly string[];
}

type Inputs = Record<string, any>;
type Path = readonly (string | number)[];

export interface Fault {
  /** Input with dots; `[]` is the first item of a list. */
  readonly field: string;
  readonly how: string;
  readonly inputs: Inputs;
}

/** A value that breaks a field, and how. */
type Breaking = readonly [how: string, value: unknown];

/** An input of the provider with the member of the request that it becomes. */
interface Field {
  readonly at: Path;
  /** Inputs in blocks as `ApiCall.members` writes them. */
  readonly path: string;
  readonly spec: PropertySpec;
  readonly shape: Shape;
  readonly value: any;
  readonly required: boolean;
}

const leftOut = Symbol("left out");
const largestList = 300;

/** The fields of a type's call; the provider chooses its name where that is left out. */
export class SingleFaults {
  constructor(
    private readonly call: ApiCall,
    private readonly name: string | undefined,
    private readonly types: Types,
  ) {}

  /** All of a type's inputs that are in the model, those included that the valid ones leave out. */
  of(inputs: Inputs, declared: Block): Fault[] {
    const { model, operation, within } = this.call;
    const whole = model.shapes[model.inputs[operation]];
    const shape = within === undefined ? whole : model.shapes[whole.members![within]];
    return this.inside(declared, shape, inputs, { at: [], path: "" }).flatMap((field) =>
      this.breakings(field).map(([how, value]) => ({
        ...{ field: written(field.at), how },
        inputs: changed(inputs, field.at, value),
      })),
    );
  }

  private inside(
    { properties, required }: Block,
    shape: Shape,
    value: Inputs,
    { at, path }: Pick<Field, "at" | "path">,
  ): Field[] {
    return Object.entries(properties).flatMap(([key, spec]) => {
      const below = path === "" ? key : `${path}.${key}`;
      const field = this.field(shape, key, below);
      if (field === undefined) return [];
      const one: Field = {
        ...{ ...field, at: [...at, key], path: below, spec, value: value[key] },
        // Of a list with a call for each item there may be none.
        required:
          ((field.required && below !== this.call.each) || required.includes(key)) &&
          below !== this.name,
      };
      return [one, ...this.nested(one)];
    });
  }

  private field(shape: Shape, key: string, path: string): Pick<Field, "shape" | "required"> | void {
    const target = memberOf(this.call, shape, key, path);
    if (target === undefined) return undefined;
    let current = shape;
    let required = true;
    for (const name of target) {
      // Of a list, the first item.
      required &&= current.type === "list" ? name === "0" : isRequired(current, name);
      current = shapeBelow(this.call, current, name);
    }
    return { shape: current, required };
  }

  /** Fields of the block that is there, or of the first of several. */
  private nested({ at, path, spec, shape, value }: Field): Field[] {
    const isList = Array.isArray(value);
    const one = isList ? value[0] : value;
    const declared = this.types[((isList ? spec.items : spec)?.$ref ?? "").replace("#/types/", "")];
    if (declared === undefined || typeof one !== "object" || one === null) return [];
    const block = shape.type === "structure" ? shape : this.shapeOf(shape.member ?? shape.value);
    const below = { at: isList ? [...at, 0] : at, path };
    return this.inside(declared, block, one, below);
  }

  private breakings(field: Field): Breaking[] {
    const { shape, value, required } = field;
    const out: Breaking[] = [];
    if (required && value !== undefined) out.push(["left out", leftOut]);
    out.push(["wrong type", wrongType(field.spec)]);
    switch (shape.type) {
      case "string":
        return [...out, ...this.listed(field)];
      case "list":
        return [...out, ...this.lists(field)];
      case "blob":
        return [...out, ...bytes(shape)];
      case "map":
        return [...out, ...this.maps(this.shapeOf(shape.key), this.shapeOf(shape.value))];
      default:
        return [...out, ...numbers(shape)];
    }
  }

  /** Of a list, where the provider makes one call an item. */
  private listed({ spec, shape, value, required }: Field): Breaking[] {
    if (spec.type !== "array") return this.texts(shape, value, required);
    return this.texts(shape, value?.[0], true).map(([how, one]) => [`item ${how}`, [one]]);
  }

  /** An empty text that may be left out is left out by the provider. */
  private texts(shape: Shape, value: unknown, required: boolean): Breaking[] {
    const { min = 0, max, pattern, enum: values } = shape;
    const out: Breaking[] = [];
    if (min > 1 || (min === 1 && required)) out.push(["too short", "a".repeat(min - 1)]);
    if (max !== undefined) out.push(["too long", longer(value, max)]);
    const odd = pattern === undefined ? undefined : unmatched(pattern, min);
    if (odd !== undefined) out.push(["pattern", odd]);
    if (values !== undefined) out.push(["enum", "NO_SUCH_VALUE"]);
    return out;
  }

  private lists({ shape, spec, value, required }: Field): Breaking[] {
    const item = this.shapeOf(shape.member);
    const pair = item.members;
    const [key, content] = ["Key", "Value"].map((end) =>
      Object.keys(pair ?? {}).find((name) => name.toLowerCase().endsWith(end.toLowerCase())),
    );
    if (spec.type === "object" && key !== undefined && content !== undefined) {
      return this.maps(this.shapeOf(pair![key]), this.shapeOf(pair![content]));
    }
    const { min = 0, max = Infinity } = shape;
    const out: Breaking[] = [];
    if (min > 0 && required && Array.isArray(value)) out.push(["too few", []]);
    if (max < largestList && Array.isArray(value) && value.length > 0) {
      out.push(["too many", Array.from({ length: max + 1 }, () => value[0])]);
    }
    if (spec.type !== "array" || item.type !== "string") return out;
    const texts = this.texts(item, value?.[0], true);
    return [...out, ...texts.map(([how, one]): Breaking => [`item ${how}`, [one]])];
  }

  private maps(key: Shape, value: Shape): Breaking[] {
    return [
      ...this.texts(key, undefined, true).map(([how, one]): Breaking => [
        `key ${how}`,
        { [String(one)]: "value" },
      ]),
      ...this.texts(value, undefined, true).map(([how, one]): Breaking => [
        `value ${how}`,
        { key: one },
      ]),
    ];
  }

  private shapeOf(name: string | undefined): Shape {
    return this.call.model.shapes[name!];
  }
}

function isRequired({ required }: Shape, name: string): boolean {
  return required?.includes(name) === true;
}

function bytes({ max }: Shape): Breaking[] {
  return max === undefined ? [] : [["too long", Buffer.alloc(max + 1).toString("base64")]];
}

function numbers({ min, max }: Shape): Breaking[] {
  return [
    ...(min === undefined ? [] : [["too small", min - 1] as const]),
    ...(max === undefined ? [] : [["too large", max + 1] as const]),
  ];
}

function wrongType({ type }: PropertySpec): unknown {
  return type === "string" ? ["text"] : "no such thing";
}

function longer(value: unknown, max: number): string {
  return typeof value === "string" && value !== ""
    ? value.padEnd(max + 1, value.at(-1))
    : "a".repeat(max + 1);
}

/** A text that breaks nothing but the pattern. */
function unmatched(pattern: string, min: number): string | undefined {
  const texts = [" ", "!", "\u0001", "*", "é", "\u{1f600}"].map((text) => text.repeat(min || 1));
  return texts.find((text) => !patternOf(pattern).test(text));
}

function written(at: Path): string {
  return at.reduce<string>(
    (text, key) => (typeof key === "number" ? `${text}[]` : text === "" ? key : `${text}.${key}`),
    "",
  );
}

function changed(inputs: Inputs, at: Path, value: unknown): Inputs {
  const copy = structuredClone(inputs);
  const holder = at.slice(0, -1).reduce<any>((one, key) => one[key], copy);
  const key = at.at(-1)!;
  if (value === leftOut) delete holder[key];
  else holder[key] = value;
  return copy;
}
