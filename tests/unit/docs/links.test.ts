/** Where the documents lead: to files and headings that are there. */
import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { anchorsOf, pages, root, textOf } from "../../support/docs/pages";

/** Every document of the repository, those of the rooms and examples too. */
const documents = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "*.md"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\n")
  .filter((file) => file !== "" && fs.existsSync(path.join(root, file)));

interface Link {
  readonly from: string;
  readonly file: string;
  readonly anchor?: string;
}

function linksOf(from: string): Link[] {
  const prose = textOf(from).replace(/^( *)```[\s\S]*?^\1```$/gm, "");
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link]) => link)
    .filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => {
      const [target, anchor] = link.split("#");
      const file = target === "" ? from : path.posix.join(path.posix.dirname(from), target);
      return { from, file: path.posix.normalize(file), anchor };
    });
}

const links = documents.flatMap(linksOf);

describe("The documents", () => {
  it("link to files and folders that exist", () => {
    const broken = links.filter(({ file }) => !fs.existsSync(path.join(root, file)));
    assert.ok(links.length > 60, `${links.length}`);
    assert.deepEqual(broken, []);
  });

  it("link to headings that exist", () => {
    const withAnchor = links.filter(({ anchor }) => anchor !== undefined);
    const broken = withAnchor.filter(({ file, anchor }) => !anchorsOf(file).has(anchor!));
    assert.ok(withAnchor.length > 15, `${withAnchor.length}`);
    assert.deepEqual(broken, []);
  });

  it("have one title each", () => {
    const titles = (page: string): number =>
      textOf(page)
        .replace(/^( *)```[\s\S]*?^\1```$/gm, "")
        .match(/^# /gm)?.length ?? 0;
    assert.deepEqual(
      pages.filter((page) => titles(page) !== 1),
      [],
    );
  });

  it("are all reached from README", () => {
    // The rehearsal's README is what npm shows of that package, and reaches its readers by itself.
    const reached = new Set(["README.md", "docs/README.md", "rehearsal/README.md"]);
    for (const page of reached) {
      const next = linksOf(page).filter(({ file }) => pages.includes(file));
      for (const { file } of next) reached.add(file);
    }
    assert.deepEqual([...reached].sort(), [...pages].sort());
  });
});

describe("README", () => {
  it("has at most 12 KB", () => {
    const { size } = fs.statSync(path.join(root, "README.md"));
    assert.ok(size <= 12 * 1024, `README.md has ${size} bytes; move what is too much to docs/.`);
  });

  for (const index of ["README.md", "docs/README.md"]) {
    it(`links to every page of docs/, as ${index} has to`, () => {
      const named = new Set([index, "docs/README.md", ...linksOf(index).map(({ file }) => file)]);
      assert.deepEqual(
        pages.filter((page) => page.startsWith("docs/") && !named.has(page)),
        [],
      );
    });
  }
});
