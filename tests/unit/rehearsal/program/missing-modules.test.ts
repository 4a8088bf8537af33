import * as assert from "node:assert/strict";
import { missingModule } from "../../../../rehearsal/program/missing-modules";
import { type Files, loaded } from "./support/programs";

const json = JSON.stringify;

describe("what a program imports and does not find", () => {
  /** What the rehearsal says of it; FOLDER is the program's. */
  async function said(files: Files): Promise<string> {
    const { described } = await loaded(files);
    return described!.replaceAll(/\/\S*\/program é \w+/g, "FOLDER");
  }

  const imports = (name: string): Files => ({ "index.ts": `import ${json(name)};` });
  const asModule = { "package.json": json({ type: "module", dependencies: { "@a/b": "1" } }) };

  it("is to be installed where a package.json names it, with the program's package manager", async () => {
    const manifest = { "package.json": json({ devDependencies: { "@a/b": "1" } }) };
    const text = "index.ts imports @a/b/c, and @a/b is not installed. Type in FOLDER: ";
    assert.equal(await said({ ...imports("@a/b/c"), ...manifest }), `${text}npm install`);
    const pnpm = { ...imports("@a/b/c"), ...manifest, "pnpm-lock.yaml": "" };
    assert.equal(await said(pnpm), `${text}pnpm install`);
    assert.equal(
      await said({ ...imports("@a/b"), ...asModule }),
      `${text.replace("/c", "")}npm install`,
    );
  });

  it("wants node_modules of Yarn, as Pulumi does", async () => {
    const manifest = { "package.json": json({ dependencies: { a: "1" } }) };
    const text = await said({ ...imports("a"), ...manifest, "yarn.lock": "", ".pnp.cjs": "" });
    assert.match(text, /`nodeLinker: node-modules` in \.yarnrc\.yml\. .* FOLDER: yarn install$/);
  });

  it("is to be added where none does", async () => {
    assert.equal(
      await said({ ...imports("a"), "yarn.lock": "" }),
      "index.ts imports a, and no package.json of the program names a. Type in FOLDER: yarn add a",
    );
  });

  it("may be a file that an installed package does not have", async () => {
    const files = { ...imports("a/none"), "node_modules/a/package.json": "{}" };
    assert.match(await said(files), /a\/none, which the installed package a does not have/);
  });

  it("may be a path of the tsconfig, which Pulumi does not know either", async () => {
    const paths = { "@lib/*": ["./lib/*"], "@one": ["./one"] };
    const tsconfig = { "tsconfig.json": json({ compilerOptions: { paths } }) };
    for (const name of ["@lib/names", "@one"]) {
      assert.match(await said({ ...imports(name), ...tsconfig }), /by `paths` of the tsconfig/);
    }
    assert.match(await said({ ...imports("@two"), ...tsconfig }), /npm install @two/);
  });

  it("may be a file of its own", async () => {
    const source = { "lib/a.ts": "" };
    const missing = "index.ts imports lib/a.js, which is not there.";
    assert.equal(await said({ ...imports("./lib/a.js") }), missing);
    assert.equal(await said({ ...imports("./lib/a.js"), ...asModule }), missing);
    assert.equal(
      await said({ ...imports("./lib/a.js"), ...source }),
      `${missing} For a.ts, CommonJS is to import it without .js.`,
    );
  });

  it("may be the program itself", async () => {
    const none = "FOLDER has no index.ts and no index.js";
    assert.equal(
      await said({}),
      `${none}. Say in Pulumi.yaml which file to run, for example \`main: src/index.ts\`.`,
    );
    const built = { "package.json": json({ main: "bin/index.js", scripts: { build: "tsc" } }) };
    assert.equal(
      await said(built),
      `${none}, nor the bin/index.js of its package.json. Pulumi builds nothing before it runs. ` +
        "Type in FOLDER: npm run build",
    );
  });

  it("is not what another error says", () => {
    const place = { cwd: "/web", nodejs: { typescript: true, nodeArguments: [] } };
    const of = (code: string | undefined, message: string) =>
      missingModule(Object.assign(new Error(message), { code }), place);
    assert.equal(of(undefined, "Cannot find module 'a'"), undefined);
    assert.equal(of("MODULE_NOT_FOUND", "Cannot find module 'a'"), undefined);
    assert.equal(of("ERR_MODULE_NOT_FOUND", "gone"), undefined);
  });
});
