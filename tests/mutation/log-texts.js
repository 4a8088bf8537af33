/**
 * What a log line says is for people: its words and fields are not mutated, nor its event, which the
 * compiler holds to the list. That is what is given to `log.info(...)` and its like, the text of an error, which ends
 * in a log line at run time, and what a schema says of a wrong field, whose name alone is told.
 * A line of `info` or `warn` may be missing as well; one of `error` may not.
 */
"use strict";
const { PluginKind, declareValuePlugin } = require("@stryker-mutator/api/plugin");

const levels = new Set(["info", "warn", "error"]);
const texts = new Set(["StringLiteral", "TemplateLiteral", "BinaryExpression"]);

/** In the functions, the record with this name is what several log lines of one place share. */
const sharedFields = "about";

/** A statement that logs and does nothing else, on a level that calls nobody. */
function isQuietLine({ type, expression }) {
  const { property } = expression?.callee ?? {};
  return type === "ExpressionStatement" && ["info", "warn"].includes(property?.name);
}

function shouldIgnore({ node, key, listKey, parentPath: parent }) {
  if (isQuietLine(node)) return "a log line that calls nobody";
  if (parent?.isVariableDeclarator() && parent.node.id.name === sharedFields) {
    return "fields of log lines";
  }
  if (listKey !== "arguments") return undefined;
  const { callee } = parent.node;
  const name = callee.property?.name ?? callee.name ?? "";
  const isText = texts.has(node.type);
  if (parent.isNewExpression()) {
    return isText && key === 0 && /Error$/.test(name) ? "the text of an error" : undefined;
  }
  if (levels.has(name)) return "what a log line says";
  if (callee.type === "Super" && isText) return "the text of an error";
  if (name === "check" && key === 1) return "the text of a schema";
  if (name === "withTimeout" && key === 1) return "what a time limit calls the work in its error";
  return undefined;
}

exports.strykerPlugins = [declareValuePlugin(PluginKind.Ignore, "log-texts", { shouldIgnore })];
