/**
 * Stryker's own runner for mocha looks for files that mocha 12 has no more. This one needs mocha's
 * public class alone, and loads the tests anew within one process, where a mutant is in code that
 * runs as a file is loaded: a pattern, a schema, a table.
 */
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { PluginKind, commonTokens, declareClassPlugin } = require("@stryker-mutator/api/plugin");
const {
  DryRunStatus,
  TestStatus,
  determineHitLimitReached,
  toMutantRunResult,
} = require("@stryker-mutator/api/test-runner");
const fastCheck = require("fast-check");
const Mocha = require("mocha");
const { compile } = require("../../tools/register");

/** The global in which instrumented code looks for the mutant that is on, and counts its hits. */
const instrumenter = (globalThis.__stryker__ ??= {});

/**
 * A property that says nothing of its own runs tries so many values instead of 100, since it is run
 * for every mutant; and always the same values, so that the score is the same every time.
 */
const properties = {
  numRuns: Number(process.env.MUTATION_PROPERTY_RUNS ?? 20),
  seed: 11,
  // That it fails is enough: no smaller value is looked for.
  endOnFailure: true,
};

/** Compiles each file once, however often it is loaded: mutants are switched on, not written. */
function registerTypeScript() {
  const compiled = new Map();
  require.extensions[".ts"] = (module, file) => {
    if (!compiled.has(file)) {
      compiled.set(file, compile(fs.readFileSync(file, "utf8"), file));
    }
    module._compile(compiled.get(file), file);
  };
}

/** Forgets what was loaded of the project; what is in node_modules holds no mutant. */
function unload() {
  for (const file of Object.keys(require.cache)) {
    const inside = path.relative(process.cwd(), file);
    if (!inside.startsWith("..") && !inside.startsWith("node_modules")) delete require.cache[file];
  }
}

/** Collects what mocha reports, as Stryker wants it. */
function reporterInto(tests) {
  return class {
    constructor(runner) {
      let since = Date.now();
      const add = (test, more) => {
        const name = (test.ctx?.currentTest ?? test).fullTitle();
        tests.push({ id: name, name, timeSpentMs: Date.now() - since, ...more });
        since = Date.now();
      };
      runner.on("pass", (test) => add(test, { status: TestStatus.Success, fileName: test.file }));
      runner.on("fail", (test, { message, stack }) =>
        add(test, { status: TestStatus.Failed, failureMessage: message || stack || "no message" }),
      );
    }
  };
}

class MochaRunner {
  static inject = [commonTokens.options];

  constructor({ mochaOptions }) {
    this.files = mochaOptions.spec.flatMap((pattern) => fs.globSync(pattern).sort());
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  init() {
    fastCheck.configureGlobal(properties);
    registerTypeScript();
  }

  async dryRun({ coverageAnalysis, disableBail }) {
    this.load();
    const result = await this.run({ bail: !disableBail, coverage: coverageAnalysis === "perTest" });
    return { ...result, mutantCoverage: instrumenter.mutantCoverage };
  }

  async mutantRun(options) {
    const { activeMutant, hitLimit, mutantActivation, reloadEnvironment, testFilter } = options;
    instrumenter.hitLimit = hitLimit;
    instrumenter.hitCount = hitLimit === undefined ? undefined : 0;
    instrumenter.activeMutant = mutantActivation === "static" ? activeMutant.id : undefined;
    try {
      if (reloadEnvironment || this.mocha === undefined) this.load();
    } catch (error) {
      // A test file that cannot even be loaded notices the mutant as well as a test that fails.
      const failed = { id: "load", name: "load", timeSpentMs: 0, status: TestStatus.Failed };
      const tests = [{ ...failed, failureMessage: String(error) }];
      return toMutantRunResult({ status: DryRunStatus.Complete, tests });
    }
    instrumenter.activeMutant = activeMutant.id;
    return toMutantRunResult(await this.run({ bail: !options.disableBail, testFilter }));
  }

  load() {
    unload();
    this.mocha?.dispose();
    this.mocha = new Mocha({ timeout: 0, ui: "bdd" });
    this.mocha.cleanReferencesAfterRun(false);
    this.mocha.files = this.files;
    this.mocha.loadFiles();
    const isCounted = () => this.coverage;
    this.mocha.suite.beforeEach(function () {
      if (isCounted()) instrumenter.currentTestId = this.currentTest.fullTitle();
    });
  }

  async run({ bail, coverage = false, testFilter }) {
    this.coverage = coverage;
    const tests = [];
    const titles = testFilter?.map((title) => `^${title.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")}$`);
    this.mocha.grep(titles === undefined ? /(?:)/ : new RegExp(titles.join("|")));
    this.mocha.reporter(reporterInto(tests));
    setBail(this.mocha.suite, bail);
    await new Promise((done) => this.mocha.run(done));
    const { hitCount, hitLimit } = instrumenter;
    return determineHitLimitReached(hitCount, hitLimit) ?? { status: DryRunStatus.Complete, tests };
  }
}

function setBail(suite, bail) {
  suite.bail(bail);
  for (const inner of suite.suites) setBail(inner, bail);
}

exports.strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, "mocha-in-place", MochaRunner)];
