/** The files of the page. They are read when the page opens: what a URL names is never looked up. */
import * as fs from "node:fs";
import * as path from "node:path";

const clientDir = path.join(__dirname, "client");

export interface PageFile {
  readonly contentType: string;
  readonly content: Buffer;
}

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
};

/** Every file of the page by its URL's path; `/` is index.html. Links to elsewhere are no files. */
export function pageFiles(folder: string = clientDir): ReadonlyMap<string, PageFile> {
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.flatMap((entry): [string, PageFile][] => {
    const contentType = contentTypes[path.extname(entry.name)];
    if (!entry.isFile() || contentType === undefined) return [];
    const file = path.join(entry.parentPath, entry.name);
    const name = path.relative(folder, file).split(path.sep).join("/");
    const content = fs.readFileSync(file);
    return [[name === "index.html" ? "/" : `/${name}`, { contentType, content }]];
  });
  return new Map(files);
}
