/**
 * The process of a function: Lambda's runtime for Node.js in short. Plain JavaScript, so that a cold
 * start is as quick as Node itself. The parent sends one event at a time.
 */
"use strict";
const { captureOutput } = require("./console");
const { shiftDates } = require("./dates");
const { loadHandler } = require("./handler");
const { closeNetwork } = require("./network");

/** Bytes of a response (Lambda quotas; its own message counts a hundred more than 6 MB). */
const largestResponse = 6 * 1024 * 1024 + 100;

const world = JSON.parse(process.argv[2]);
process.argv.splice(2);
const setOffset = shiftDates(globalThis);
setOffset(world.offset);
closeNetwork(globalThis, world);

const env = process.env;
let current;
const send = (message) => process.send(message);
captureOutput(
  (text) => send({ kind: "log", text }),
  () => current?.requestId,
  env.AWS_LAMBDA_LOG_FORMAT,
);

const loading = loadHandler(env.LAMBDA_TASK_ROOT, env._HANDLER);
loading.then(
  () => send({ kind: "ready" }),
  (error) => end("Uncaught Exception", error, 1),
);

process.on("message", (work) => void loading.then((handler) => invoke(handler, work)));
process.on("disconnect", () => process.exit());
process.on("uncaughtException", (error) => end("Uncaught Exception", error, 129));
process.on("unhandledRejection", (reason) => {
  const error = new Error(String(reason?.message ?? reason));
  error.name = "Runtime.UnhandledPromiseRejection";
  error.stack = reason?.stack ?? error.stack;
  end("Unhandled Promise Rejection", error, 128);
});

async function invoke(handler, work) {
  current = work;
  setOffset(work.offset);
  try {
    const value = await handler(JSON.parse(work.event), contextOf(work));
    const payload = JSON.stringify(value ?? null);
    if (Buffer.byteLength(payload) > largestResponse) throw responseTooLarge();
    send({ kind: "done", payload });
  } catch (error) {
    console.error("Invoke Error", JSON.stringify(shown(error)));
    send({ kind: "failed", error: shown(error) });
  }
}

function contextOf({ requestId, functionArn, timeout }) {
  const end = performance.now() + timeout;
  return {
    awsRequestId: requestId,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    invokedFunctionArn: functionArn,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(Math.round(end - performance.now()), 0),
  };
}

function responseTooLarge() {
  const message = `Response payload size exceeded maximum allowed payload size (${largestResponse} bytes).`;
  return Object.assign(new Error(message), { name: "Function.ResponseSizeTooLarge" });
}

/** An error as Lambda answers it. */
function shown(error) {
  return error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? "").split("\n") }
    : { errorType: typeof error, errorMessage: String(error), trace: [] };
}

function end(title, error, code) {
  console.error(title, JSON.stringify(shown(error)));
  process.send({ kind: "ended", error: shown(error) }, () => process.exit(code));
}
