/** Console output as Lambda's Node.js runtime writes it: time, request, level and text, or JSON. */
"use strict";
const { format } = require("node:util");

const levels = {
  debug: "DEBUG",
  log: "INFO",
  info: "INFO",
  warn: "WARN",
  error: "ERROR",
  trace: "TRACE",
};

/** Sends what is written to the two streams, and formats what goes through the console. */
function captureOutput(send, requestId, logFormat) {
  const write = logFormat === "JSON" ? asJson : asText;
  for (const stream of [process.stdout, process.stderr]) {
    stream.write = (chunk, encoding, done = encoding) => {
      send(typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8"));
      if (typeof done === "function") process.nextTick(done);
      return true;
    };
  }
  for (const [method, level] of Object.entries(levels)) {
    console[method] = (...values) =>
      send(write({ timestamp: new Date().toISOString(), level, requestId: requestId() }, values));
  }
}

function asText({ timestamp, level, requestId }, values) {
  return `${timestamp}\t${requestId}\t${level}\t${format(...values)}`;
}

function asJson(entry, values) {
  const [only] = values;
  const message = values.length === 1 && !(only instanceof Error) ? only : format(...values);
  try {
    return JSON.stringify({ ...entry, message });
  } catch {
    return JSON.stringify({ ...entry, message: format(...values) });
  }
}

module.exports = { captureOutput };
