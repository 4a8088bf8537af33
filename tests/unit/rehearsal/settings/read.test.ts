import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { actionsOf, readSettings } from "../../../../rehearsal/settings/read";

const folders: string[] = [];

function programWith(config: string): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "settings-"));
  folders.push(folder);
  fs.writeFileSync(path.join(folder, "Pulumi.rehearsal.yaml"), `config:\n${config}`);
  return folder;
}

describe("readSettings", () => {
  after(() => folders.forEach((folder) => fs.rmSync(folder, { recursive: true })));

  it("reads the keys of the namespace rehearsal, and no other", () => {
    const folder = programWith(
      "  aws:region: eu-west-1\n  rehearsal:calls: []\n  rehearsal:exists:\n    topics: [alerts]\n",
    );
    assert.deepEqual(readSettings(folder), { calls: [], exists: { topics: ["alerts"] } });
  });

  it("is empty where nothing is said", () => {
    assert.deepEqual(readSettings(programWith("  aws:region: eu-west-1\n")), {});
  });

  for (const [what, config, place] of [
    ["a key that there is not", "  rehearsal:people: [ann]\n", "rehearsal:people"],
    ["builds, which no file switches on", "  rehearsal:builds: run\n", "rehearsal:builds"],
    ["a list for a mapping", "  rehearsal:exists:\n    roles: [a]\n", "rehearsal:exists.roles"],
    [
      "a misspelt setting of an action",
      "  rehearsal:actions:\n    Build:\n      fail: no\n",
      "rehearsal:actions.Build.fail",
    ],
    [
      "a call without a result",
      "  rehearsal:calls:\n    - function: f\n",
      "rehearsal:calls.0.result",
    ],
  ] as const) {
    it(`refuses ${what}, and names it, the file and where to look`, () => {
      const folder = programWith(config);
      assert.throws(
        () => readSettings(folder),
        ({ message }: Error) =>
          message.startsWith(`\`${place}`) &&
          message.includes(path.join(folder, "Pulumi.rehearsal.yaml")) &&
          message.endsWith("docs/rehearsal.md lists what can be written there."),
      );
    });
  }
});

describe("readSettings, of what is misspelt,", () => {
  const rows = [
    ["  rehearsal:exist: {}\n", "there is no key exist. Did you mean exists? There are: exists, "],
    [
      "  rehearsal:exists:\n    roles:\n      r: { polices: [] }\n",
      "there is no key polices. Did you mean policies? There are: trusts, policies.",
    ],
    [
      "  rehearsal:actions:\n    Build: { fail: x }\n",
      "there is no key fail. Did you mean fails? There are: run, variables, fails.",
    ],
    ["  rehearsal:calls:\n    - function: f\n", "result is missing there. "],
    ["  rehearsal:calls:\n    - { function: f, results: {} }\n", "Did you mean result? "],
  ] as const;
  for (const [config, words] of rows) {
    it(`names the keys that there are: ${words}`, () => {
      assert.throws(
        () => readSettings(programWith(config)),
        ({ message }: Error) => message.includes(words),
      );
    });
  }
});

describe("readSettings, of folders,", () => {
  for (const [config, place] of [
    ["  rehearsal:sources:\n    App: { folder: ../gone }\n", "sources.App"],
    ["  rehearsal:exists:\n    buckets: { data: { folder: ../gone } }\n", "exists.buckets.data"],
    ["  rehearsal:sources:\n    App: { folder: Pulumi.rehearsal.yaml }\n", "sources.App"],
  ] as const) {
    it(`refuses one of ${place} that is none, before anything runs`, () => {
      assert.throws(
        () => readSettings(programWith(config)),
        ({ message }: Error) =>
          message.startsWith(`\`rehearsal:${place}.folder\` in `) &&
          message.includes(", which is no folder."),
      );
    });
  }

  it("takes one that is there, from the program's folder", () => {
    const settings = readSettings(programWith("  rehearsal:sources:\n    App: { folder: . }\n"));
    assert.deepEqual(settings, { sources: { App: { folder: "." } } });
  });
});

describe("readSettings, of names that JavaScript has for itself,", () => {
  for (const name of ["constructor", "__proto__", "prototype"]) {
    it(`refuses ${name}, which would be left out in silence`, () => {
      const folder = programWith(`  rehearsal:actions:\n    ${name}: { run: false }\n`);
      assert.throws(() => readSettings(folder), new RegExp(`\`${name}\` cannot be a name in`));
    });
  }
});

describe("actionsOf", () => {
  it("has sources and other actions in one list, and folders from the program's folder", () => {
    const settings = {
      sources: { App: { folder: "../app", variables: { CommitId: "1" } } },
      actions: { "Build/Build": { run: true } },
    };
    assert.deepEqual(actionsOf(settings, "/infra/pipeline"), {
      App: { folder: "/infra/app", variables: { CommitId: "1" } },
      "Build/Build": { run: true },
    });
  });
});
