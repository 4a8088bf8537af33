/**
 * The network of a rehearsed function: the local AWS, the systems of the rehearsal's outside world under
 * their own addresses, and nothing else. Bundles hold no switch for it, so that what is tested is what is
 * deployed.
 */
"use strict";
const dns = require("node:dns");
const http = require("node:http");
const https = require("node:https");
const { syncBuiltinESMExports } = require("node:module");
const net = require("node:net");

const loopback = ["127.0.0.1", "localhost"];

/** What a name of the outside world resolves to: functions call public addresses alone. Nothing connects to it. */
const somewhere = { address: "8.0.0.1", family: 4 };

/** Closes the network of a global scope but for the AWS, and for the local URLs that stand for https origins. */
function closeNetwork(scope, { endpointUrl, outside = {} }, Socket = net.Socket) {
  const open = [endpointUrl, ...Object.values(outside)].map((url) => new URL(url));
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

  const localOf = (url) => {
    if (!Object.hasOwn(outside, url.origin)) return undefined;
    const there = new URL(outside[url.origin]);
    // Set, not resolved: a path may begin like another host.
    there.pathname = url.pathname;
    there.search = url.search;
    return there;
  };

  const { fetch, Request } = scope;
  scope.fetch = async (input, options) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const there = localOf(url);
    if (there !== undefined) return fetch(elsewhere(Request, input, there), options);
    if (url.origin === "https://slack.com") {
      throw refused(url.host, " It has no local Slack either.");
    }
    if (!isOpen(url.hostname, url.port)) throw refused(url.host);
    return fetch(input, options);
  };

  const { request } = https;
  https.request = (input, options, done) => {
    const isAddress = typeof input === "string" || input instanceof URL;
    const there = isAddress ? localOf(new URL(input)) : undefined;
    if (there === undefined) return request(input, options, done);
    return http.request(there, { ...options, agent: false, lookup: undefined }, done);
  };

  const origins = Object.keys(outside).map((origin) => new URL(origin));
  closeLookups(origins.map(({ hostname }) => hostname));
}

/** No name is asked of this machine's network: a question can carry what was to stay inside. */
function closeLookups(hosts) {
  const { lookup, promises } = dns;
  const ownLookup = promises.lookup;
  const isHere = (host) => loopback.includes(host) || net.isIP(host) !== 0;
  dns.lookup = (host, ...rest) => {
    if (isHere(host)) return lookup(host, ...rest);
    const done = rest.at(-1);
    if (!hosts.includes(host)) return void process.nextTick(done, refused(host));
    if (rest[0]?.all) return void process.nextTick(done, null, [somewhere]);
    process.nextTick(done, null, somewhere.address, somewhere.family);
  };
  promises.lookup = async (host, options) => {
    if (isHere(host)) return ownLookup(host, options);
    if (!hosts.includes(host)) throw refused(host);
    return options?.all ? [somewhere] : somewhere;
  };
  syncBuiltinESMExports();
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
