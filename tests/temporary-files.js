/**
 * Required by mocha before any test: temporary files of tests lie in one folder, which goes with the
 * process. Those of a worker of `--parallel` lie in that of the process that started it.
 */
"use strict";
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "approvals-tests-"));
process.env.TMPDIR = folder;
process.once("exit", () => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
