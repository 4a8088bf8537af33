/** The documents of this repository as the tests of tests/unit/docs read them. */
import * as fs from "node:fs";
import * as path from "node:path";

export const root = path.resolve(__dirname, "../../..");

export const textOf = (page: string): string => fs.readFileSync(path.join(root, page), "utf8");

/** The packages' READMEs and the pages of docs/, by their path from the root. */
export const pages: readonly string[] = [
  "README.md",
  "rehearsal/README.md",
  ...fs
    .readdirSync(path.join(root, "docs"))
    .filter((file) => file.endsWith(".md"))
    .sort()
    .map((file) => `docs/${file}`),
];

export interface Snippet {
  /** Page and line of the code block, to find it by. */
  readonly at: string;
  readonly page: string;
  readonly language: string;
  readonly code: string;
}

/** Code blocks of a page; those in a list are indented, and lose it. */
export function snippetsOf(page: string): Snippet[] {
  const text = textOf(page);
  return [...text.matchAll(/^( *)```([\w#]*)\n([\s\S]*?)^\1```$/gm)].map((match) => {
    const [, indent, language, code] = match;
    const line = text.slice(0, match.index).split("\n").length;
    const lines = code.split("\n").map((row) => row.slice(indent.length));
    return { at: `${page}:${line}`, page, language, code: lines.join("\n") };
  });
}

const snippets: readonly Snippet[] = pages.flatMap(snippetsOf);

export const inLanguages = (...languages: string[]): Snippet[] =>
  snippets.filter(({ language }) => languages.includes(language));

/** Headings as GitHub makes anchors of them: lower case, no punctuation, spaces as hyphens. */
export function anchorsOf(page: string): Set<string> {
  const prose = textOf(page).replace(/^( *)```[\s\S]*?^\1```$/gm, "");
  const taken = new Map<string, number>();
  const anchors = [...prose.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading]) => {
    const slug = heading
      .replace(/\]\([^)]*\)/g, "")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replace(/\s/g, "-");
    const before = taken.get(slug) ?? 0;
    taken.set(slug, before + 1);
    return before === 0 ? slug : `${slug}-${before}`;
  });
  return new Set(anchors);
}
