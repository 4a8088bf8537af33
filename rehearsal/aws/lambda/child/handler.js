/** Finds a function's handler as Lambda's Node.js runtime does. */
"use strict";
const { existsSync, realpathSync } = require("node:fs");
const Module = require("node:module");
const path = require("node:path");
const { pathToFileURL } = require("node:url");

/** Lambda has the deployed folder and nothing above it; here a node_modules would be found there. */
function keepInside(root) {
  const inside = (folder) => folder === root || folder.startsWith(root + path.sep);
  const original = Module._nodeModulePaths;
  Module._nodeModulePaths = (from) =>
    inside(from) ? original(from).filter((folder) => inside(folder)) : original(from);
}

/** Lambda's runtime has the AWS SDK; a package that the code brings itself comes first, as there. */
function lendSdk() {
  // Older than Node 22.15 there is no such hook: there, the code has to bring the SDK itself.
  Module.registerHooks?.({
    resolve(specifier, context, next) {
      try {
        return next(specifier, context);
      } catch (error) {
        if (!/^@(aws-sdk|smithy)\//.test(specifier)) throw error;
        const file = Module._resolveFilename(specifier, module);
        return { url: pathToFileURL(file).href, shortCircuit: true };
      }
    },
  });
}

/** Loads `index.handler` of a folder. */
async function loadHandler(root, name) {
  keepInside(realpathSync(root));
  lendSdk();
  const [, folder, module, exported] =
    /^(.*\/)?([^/.]+)\.(.+)$/.exec(name) ?? fail(malformed(name));
  const base = path.join(root, folder ?? "", module);
  const file = [".js", ".mjs", ".cjs"].map((ending) => base + ending).find(existsSync);
  if (file === undefined) fail(missing(`Cannot find module '${module}'`));
  const handler = exported.split(".").reduce((value, key) => value?.[key], await load(file));
  if (typeof handler !== "function") fail(undefinedHandler(name));
  if (handler.length < 3) return handler;
  if (!takesCallbacks(process.env.AWS_EXECUTION_ENV)) fail(callbackHandler());
  return withCallback(handler);
}

/** Lambda's runtimes before Node.js 24 do. */
function takesCallbacks(environment) {
  return Number(/nodejs(\d+)/.exec(environment)?.[1]) < 24;
}

/** What a handler hands to its callback, or the promise that it answers, is its result. */
function withCallback(handler) {
  return (event, context) =>
    new Promise((resolve, reject) => {
      const done = (error, value) =>
        error === null || error === undefined ? resolve(value) : reject(error);
      const result = handler(event, context, done);
      if (typeof result?.then === "function") result.then(resolve, reject);
    });
}

async function load(file) {
  try {
    return file.endsWith(".mjs") ? await import(pathToFileURL(file).href) : require(file);
  } catch (error) {
    if (error?.code === "MODULE_NOT_FOUND" || error?.code === "ERR_MODULE_NOT_FOUND") {
      fail(missing(error.message));
    }
    if (error instanceof SyntaxError) fail(named("Runtime.UserCodeSyntaxError", error.message));
    throw error;
  }
}

function fail(error) {
  throw error;
}

function named(name, message) {
  return Object.assign(new Error(message), { name });
}

const malformed = (name) => named("Runtime.MalformedHandlerName", `Bad handler: ${name}`);
const missing = (message) => named("Runtime.ImportModuleError", `Error: ${message}`);
const undefinedHandler = (name) =>
  named("Runtime.HandlerNotFound", `${name} is undefined or not exported`);
const callbackHandler = () =>
  named(
    "Runtime.CallbackHandlerDeprecated",
    "Callback-based handlers are not supported since Node.js 24. Make the handler async.",
  );

module.exports = { loadHandler };
