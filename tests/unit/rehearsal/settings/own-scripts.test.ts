/** Scripts that a program brings: what each releases, and how many requests no person decides in it. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { needOwnNames, ownScripts, withScript } from "../../../../rehearsal/settings/own-scripts";
import { readSettings } from "../../../../rehearsal/settings/read";

describe("scripts of a program", () => {
  let folder: string;
  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "scripts-"));
    fs.mkdirSync(path.join(folder, "other"));
  });
  after(() => fs.rmSync(folder, { recursive: true }));

  const write = (scripts: string) =>
    fs.writeFileSync(
      path.join(folder, "Pulumi.rehearsal.yaml"),
      `config:\n  rehearsal:sources: { App: { folder: . }, Lib: {} }\n  rehearsal:scripts: ${scripts}\n`,
    );

  it("have names, and sources in place of those of the same name", () => {
    write("{ other: { sources: { App: { folder: other } }, automatic: 1 }, same: {} }");
    assert.deepEqual(ownScripts(folder), ["other", "same"]);
    const settings = readSettings(folder);
    const { other, same } = settings.scripts!;
    assert.deepEqual(withScript(settings, other).sources, { App: { folder: "other" }, Lib: {} });
    assert.deepEqual(withScript(settings, same).sources, settings.sources);
    assert.deepEqual(withScript(settings, undefined).sources, settings.sources);
    assert.equal(other.automatic, 1);
    needOwnNames(settings, folder);
  });

  it("add no key that the file does not have: what is missing is worded by that", () => {
    assert.deepEqual(withScript({}, undefined), {});
    assert.deepEqual(withScript({}, { automatic: 1 }), {});
    const sources = { App: { folder: "other" } };
    assert.deepEqual(withScript({}, { sources }), { sources });
  });

  it("are none where the settings cannot be read: the run says why", () => {
    write("{ other: { automatic: -1 } }");
    assert.throws(() => readSettings(folder), /`rehearsal:scripts\.other\.automatic`/);
    assert.deepEqual(ownScripts(folder), []);
  });

  it("are refused with a folder that is none", () => {
    write("{ other: { sources: { App: { folder: nowhere } } } }");
    const key = "`rehearsal:scripts.other.sources.App.folder`";
    assert.throws(
      () => readSettings(folder),
      ({ message }: Error) => message.startsWith(key),
    );
  });

  it("are refused by a name that --auto has already", () => {
    write("{ reject: {} }");
    assert.throws(
      () => needOwnNames(readSettings(folder), folder),
      /`rehearsal:scripts\.reject` in .* every program has \(approve, reject, timeout, sla\)/,
    );
  });
});
