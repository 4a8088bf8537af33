/**
 * The network of a rehearsed function: the local AWS, the local Slack under Slack's own address, and
 * nothing else. Bundles hold no switch for it, so that what is tested is what is deployed.
 */
"use strict";
const net = require("node:net");

const loopback = ["127.0.0.1", "localhost"];

/** Closes the network of a global scope but for the given base URLs. */
function closeNetwork(scope, { endpointUrl, slackUrl }, Socket = net.Socket) {
  const open = [endpointUrl, slackUrl].filter(Boolean).map((url) => new URL(url));
  const ports = open.map(({ port }) => Number(port));
  const isOpen = (host, port) => loopback.includes(host) && ports.includes(Number(port));

  const { connect } = Socket.prototype;
  Socket.prototype.connect = function (...values) {
    const { host = "localhost", port, path } = target(values);
    // http's agent gives no path as null.
    if (!path && isOpen(host, port)) return connect.apply(this, values);
    const error = refused(path || `${host}:${port}`);
    process.nextTick(() => this.destroy(error));
    return this;
  };

  const { fetch, Request } = scope;
  scope.fetch = async (input, options) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.origin === "https://slack.com") {
      if (slackUrl === undefined) throw refused(url.host, " It has no local Slack either.");
      return fetch(
        elsewhere(Request, input, new URL(url.pathname + url.search, slackUrl)),
        options,
      );
    }
    if (!isOpen(url.hostname, url.port)) throw refused(url.host);
    return fetch(input, options);
  };
}

function elsewhere(Request, input, url) {
  return input instanceof Request ? new Request(url, input) : url;
}

/** What `connect` was asked for: options, port and host, or a path; Node itself passes an array. */
function target(values) {
  const [first, second] = Array.isArray(values[0]) ? values[0] : values;
  if (first !== null && typeof first === "object") return first;
  if (typeof first === "string" && Number.isNaN(Number(first))) return { path: first };
  return { port: first, ...(typeof second === "string" && { host: second }) };
}

function refused(where, more = "") {
  const error = new Error(
    `A function of a rehearsal reaches no network: ${where} was refused.${more}`,
  );
  error.code = "ERR_REHEARSAL_NETWORK";
  return error;
}

module.exports = { closeNetwork };
