/** The files that ARCHITECTURE.md, CONTRIBUTING.md and the READMEs of the rooms name are there. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { root, textOf } from "../../support/docs/pages";

const rooms = fs.globSync("{cli,components,contract,functions,iam,rehearsal,testing,tests,tools}", {
  cwd: root,
});
const files = fs
  .globSync(
    "{*,{cli,components,contract,functions,iam,rehearsal,testing,tests,tools,docs}/**/*,.*}",
    {
      cwd: root,
      exclude: (name) => /(^|\/)(node_modules|dist|\.git|\.cli)$/.test(name),
    },
  )
  .map((file) => `/${file}`);

/** `NAME`, `<service>` and `*` stand for any name in a path. */
function isThere(name: string): boolean {
  const parts = name
    .split(/NAME|<\w+>|\*+/)
    .map((text) => text.replace(/[.]/g, "\\.").replace(/\/$/, ""));
  const pattern = new RegExp(`/${parts.join(".*")}$`);
  return files.some((file) => pattern.test(file));
}

const pages = [
  ...["ARCHITECTURE.md", "CONTRIBUTING.md", "rehearsal/ARCHITECTURE.md"],
  ...rooms.map((room) => `${room}/README.md`),
];

describe("The pages for contributors", () => {
  for (const page of pages) {
    it(`name no file in ${page} that is not there`, () => {
      assert.ok(fs.existsSync(path.join(root, page)));
      const names = [...textOf(page).matchAll(/`([\w./<>*-]+\.(?:ts|js|cjs|py|json|css))`/g)];
      const lost = names.map(([, name]) => name).filter((name) => !isThere(name));
      assert.deepEqual(lost, []);
    });
  }
});
