/** Reads expressions of metric math. */
import { ServiceError } from "../../../errors";

export type Node =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "id"; readonly name: string }
  | { readonly kind: "list"; readonly items: readonly Node[] }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Node[] }
  | {
      readonly kind: "binary";
      readonly operator: string;
      readonly left: Node;
      readonly right: Node;
    };

const token =
  /\s*(?:(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|([A-Za-z_]\w*)|"([^"]*)"|'([^']*)'|(==|!=|<=|>=|&&|\|\||[-+*/^<>(),[\]]))/y;

/** The loosest first; `^` binds the tightest. */
const levels: readonly (readonly string[])[] = [
  ["OR"],
  ["AND"],
  ["==", "!=", "<", ">", "<=", ">="],
  ["+", "-"],
  ["*", "/"],
  ["^"],
];

const sameAs: Readonly<Record<string, string>> = { "&&": "AND", "||": "OR" };

interface Token {
  readonly kind: "number" | "word" | "text" | "sign";
  readonly text: string;
}

/** Throws a ValidationError for what is no expression. */
export function parseExpression(expression: string): Node {
  const parser = new Parser(tokens(expression), expression);
  return parser.whole();
}

function tokens(expression: string): Token[] {
  const found: Token[] = [];
  const text = expression.trimEnd();
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const match = token.exec(text);
    if (match === null) throw invalid(expression, `unexpected text: ${text.slice(at)}`);
    const [, number, word, double, single, sign] = match;
    if (number !== undefined) found.push({ kind: "number", text: number });
    else if (word !== undefined) found.push(wordOf(word));
    else if (sign !== undefined) found.push({ kind: "sign", text: sameAs[sign] ?? sign });
    else found.push({ kind: "text", text: double ?? single });
  }
  return found;
}

function wordOf(word: string): Token {
  return { kind: word === "AND" || word === "OR" ? "sign" : "word", text: word };
}

class Parser {
  private at = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly expression: string,
  ) {}

  whole(): Node {
    const node = this.binary(0);
    if (this.at < this.tokens.length) throw this.wrong();
    return node;
  }

  private binary(level: number): Node {
    if (level === levels.length) return this.single();
    let left = this.binary(level + 1);
    for (;;) {
      const next = this.tokens[this.at];
      if (next?.kind !== "sign" || !levels[level].includes(next.text)) return left;
      this.at += 1;
      left = { kind: "binary", operator: next.text, left, right: this.binary(level + 1) };
    }
  }

  private single(): Node {
    const next = this.tokens[this.at];
    if (next === undefined) throw this.wrong();
    this.at += 1;
    if (next.kind === "number") return { kind: "number", value: Number(next.text) };
    if (next.kind === "text") return { kind: "text", value: next.text };
    if (next.kind === "word") {
      if (!this.takes("(")) return { kind: "id", name: next.text };
      return { kind: "call", name: next.text, args: this.until(")") };
    }
    if (next.text === "[") return { kind: "list", items: this.until("]") };
    if (next.text === "-") {
      const zero: Node = { kind: "number", value: 0 };
      return { kind: "binary", operator: "-", left: zero, right: this.binary(levels.length - 1) };
    }
    if (next.text !== "(") throw this.wrong();
    const inside = this.binary(0);
    if (!this.takes(")")) throw this.wrong();
    return inside;
  }

  private until(end: string): Node[] {
    const items: Node[] = [];
    if (this.takes(end)) return items;
    do items.push(this.binary(0));
    while (this.takes(","));
    if (!this.takes(end)) throw this.wrong();
    return items;
  }

  private takes(sign: string): boolean {
    const next = this.tokens[this.at];
    if (next?.kind !== "sign" || next.text !== sign) return false;
    this.at += 1;
    return true;
  }

  private wrong(): ServiceError {
    const next = this.tokens[this.at]?.text ?? "its end";
    return invalid(this.expression, `unexpected: ${next}`);
  }
}

function invalid(expression: string, why: string): ServiceError {
  return new ServiceError("ValidationError", `Error in expression '${expression}': ${why}`);
}
