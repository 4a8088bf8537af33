/**
 * `node -r ./tools/register`: compiles TypeScript as it is loaded, without a check of types (`npm run
 * types` checks them). What was compiled is kept in node_modules/.cache: a process compiles what has
 * changed since, and loads the compiler, which takes half a second, for nothing else.
 */
"use strict";
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const { SourceMap } = require("node:module");
const path = require("node:path");

const root = path.join(__dirname, "..");
const cache = path.join(root, "node_modules/.cache/compiled");
const config = fs.readFileSync(path.join(root, "tsconfig.json"), "utf8");
const { version } = require("typescript/package.json");
const sourceMapComment = "\n//# sourceMappingURL=data:application/json;base64,";

/** What was loaded, compiled; its source map stands at the end. */
const loaded = new Map();
const sourceMaps = new Map();

const digest = (...texts) => createHash("sha256").update(texts.join("\0")).digest("hex");
/** What a compiled text depends on, but for the source. */
const compiler = digest(fs.readFileSync(__filename, "utf8"), config, version);

function compile(source, file) {
  const ts = require("typescript");
  const { compilerOptions } = ts.parseConfigFileTextToJson("tsconfig.json", config).config;
  const { options } = ts.convertCompilerOptionsFromJson(compilerOptions, root);
  const { outputText, sourceMapText } = ts.transpileModule(source, {
    fileName: file,
    compilerOptions: { ...options, noEmit: false, incremental: false, sourceMap: true },
  });
  const map = JSON.stringify({
    ...JSON.parse(sourceMapText),
    file,
    sources: [file],
    sourceRoot: "",
  });
  const code = outputText.slice(0, outputText.lastIndexOf("//# sourceMappingURL="));
  return code + sourceMapComment.slice(1) + Buffer.from(map).toString("base64");
}

/** The compiled text of a file: one entry in the cache for each, with a digest of what it was made of. */
function compiled(file) {
  const source = fs.readFileSync(file, "utf8");
  const madeOf = digest(compiler, file, source);
  const entry = path.join(cache, `${path.basename(file)}-${digest(file).slice(0, 16)}.js`);
  const kept = readIfThere(entry);
  if (kept?.startsWith(madeOf)) return kept.slice(madeOf.length);
  const text = compile(source, file);
  fs.mkdirSync(cache, { recursive: true });
  // Renamed into place: other processes read the cache at the same time.
  fs.writeFileSync(`${entry}.${process.pid}`, madeOf + text);
  fs.renameSync(`${entry}.${process.pid}`, entry);
  return text;
}

function readIfThere(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
    return undefined;
  }
}

require.extensions[".ts"] = (module, file) => {
  const text = compiled(file);
  loaded.set(file, text);
  module._compile(text, file);
};

function sourceMapOf(file) {
  if (!sourceMaps.has(file)) {
    const text = loaded.get(file);
    const base64 = text.slice(text.lastIndexOf(sourceMapComment) + sourceMapComment.length);
    const payload = JSON.parse(Buffer.from(base64, "base64").toString("utf8"));
    sourceMaps.set(file, new SourceMap(payload));
  }
  return sourceMaps.get(file);
}

/** A line of a stack trace, with the place in TypeScript. */
function inSource(frame) {
  const file = frame.getFileName();
  if (!loaded.has(file)) return String(frame);
  const { lineNumber, columnNumber } = sourceMapOf(file).findOrigin(
    frame.getLineNumber(),
    frame.getColumnNumber(),
  );
  return lineNumber === undefined
    ? String(frame)
    : String(frame).replace(/:\d+:\d+(?=\)?$)/, `:${lineNumber}:${columnNumber}`);
}

function headOf(error) {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return "<error>";
  }
}

module.exports = { compile };

Error.prepareStackTrace = (error, frames) =>
  [headOf(error), ...frames.map((frame) => `    at ${inSource(frame)}`)].join("\n");
