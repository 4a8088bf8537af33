/**
 * What a hub measures, and its alarms.
 *
 * @import { AlarmView, GaugeView, HubMeasures, MeasuresView, SpanView } from "../../types"
 * @import { Child } from "../node.js"
 */
import { duration } from "../format.js";
import { h } from "../node.js";
import { icon, shapes } from "../states.js";
import { moment, nameText, section, words } from "./shared.js";

/**
 * @param {MeasuresView | undefined} measures
 * @returns {Child}
 */
export function measures(measures) {
  if (measures === undefined) return undefined;
  const { hubs, alarms } = measures;
  const ringing = alarms.filter(({ state }) => state === "ALARM").length;
  const note =
    ringing > 0 &&
    h("span", { class: "badge tone-bad" }, icon(shapes.bell), h("span", {}, `${ringing} ringing`));
  return section({ id: "measures", title: "Measures", note }, hubs.map(hub), alarmList(alarms));
}

/** @param {HubMeasures} measured */
function hub(measured) {
  const { waiting, oldestWaiting, oldestOverdue } = measured;
  return h(
    "div",
    { class: "hub", key: `hub ${measured.hub}` },
    h("h3", {}, nameText(measured.hub)),
    h(
      "dl",
      { class: "gauges" },
      gauge("Waiting", waiting, String),
      gauge("Longest wait", oldestWaiting, duration),
      gauge("Longest overdue", oldestOverdue, duration),
      span("To a first answer", measured.toFirstResponse),
      span("To a decision", measured.toDecision),
      span("In working time", measured.toDecisionInWorkingTime),
    ),
    decisions(measured),
    counts(measured),
    gates(measured),
  );
}

/**
 * @param {string} name
 * @param {GaugeView | undefined} measured
 * @param {(value: number) => string} text
 */
function gauge(name, measured, text) {
  if (measured === undefined) return undefined;
  const { value, at, history } = measured;
  return h(
    "div",
    { key: name },
    h("dt", {}, name),
    h("dd", { class: "value" }, text(value)),
    h("dd", {}, history.length > 1 && line(name, history, text)),
    h("dd", { class: "detail" }, moment(at)),
  );
}

/**
 * @param {string} name
 * @param {SpanView | undefined} measured
 */
function span(name, measured) {
  if (measured === undefined) return undefined;
  const { p50, p90, count } = measured;
  const of = `${count} ${count === 1 ? "request" : "requests"}`;
  return h(
    "div",
    { key: name },
    h("dt", {}, name),
    h("dd", { class: "value" }, duration(p50), h("small", {}, " p50")),
    h("dd", { class: "value second" }, duration(p90), h("small", {}, " p90")),
    h("dd", { class: "detail" }, of),
  );
}

const width = 120;
const height = 28;

/**
 * The last values as a line; what it shows is said as well.
 *
 * @param {string} name
 * @param {readonly number[]} values
 * @param {(value: number) => string} text
 */
function line(name, values, text) {
  const most = Math.max(...values, 1);
  const step = width / (values.length - 1);
  const points = values.map(
    (value, index) =>
      `${(index * step).toFixed(1)},${(height - 2 - (value / most) * (height - 4)).toFixed(1)}`,
  );
  const [low, high] = [Math.min(...values), Math.max(...values)].map(text);
  const label = `${name}, the last ${values.length} values: between ${low} and ${high}`;
  return h(
    "svg",
    { class: "line", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label },
    h("polyline", { points: points.join(" ") }),
  );
}

/** What became of requests: in this order, so that a colour is always the same. */
const ends = /** @type {const} */ ([
  ["approved", "good"],
  ["rejected", "bad"],
  ["expired", "wait"],
  ["cancelled", "quiet"],
]);

/** @param {HubMeasures} measured */
function decisions(measured) {
  const total = ends.reduce((sum, [name]) => sum + measured[name], 0);
  if (total === 0) return h("p", { class: "nothing", key: "ends" }, "Nothing is decided yet.");
  const said = ends.map(([name]) => `${measured[name]} ${name}`).join(", ");
  let x = 0;
  return h(
    "div",
    { class: "ends", key: "ends" },
    h(
      "svg",
      {
        ...{ class: "share", viewBox: "0 0 100 4", preserveAspectRatio: "none" },
        ...{ role: "img", "aria-label": `Of ${total}: ${said}` },
      },
      ends.map(([name, tone]) => {
        const share = (measured[name] / total) * 100;
        x += share;
        return h("rect", {
          ...{ key: name, class: `tone-${tone}`, height: "4" },
          ...{ x: (x - share).toFixed(2), width: share.toFixed(2) },
        });
      }),
    ),
    h(
      "ul",
      { class: "row" },
      ends.map(([name, tone]) =>
        h("li", { key: name, class: `tone-${tone}` }, h("b", {}, measured[name]), ` ${name}`),
      ),
    ),
  );
}

/** @param {HubMeasures} measured */
function counts({ requested, reminded, escalated, breached }) {
  const all = /** @type {const} */ ([
    ["requested", requested],
    ["reminded", reminded],
    ["escalated", escalated],
    ["breaches of the SLA", breached],
  ]);
  return h(
    "ul",
    { class: "row counts", key: "counts" },
    all.map(([name, count]) => h("li", { key: name }, h("b", {}, count), ` ${name}`)),
  );
}

/** @param {HubMeasures} measured */
function gates({ gates }) {
  if (gates.length === 0) return undefined;
  const heads = ["Gate", "Approved", "Rejected", "Expired", "p50", "p90"];
  return h(
    "div",
    { class: "by-gate", key: "gates", tabindex: "0", role: "group", "aria-label": "By gate" },
    h(
      "table",
      {},
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          heads.map((head) => h("th", { scope: "col" }, head)),
        ),
      ),
      h(
        "tbody",
        {},
        gates.map(({ gate, approved, rejected, expired, toDecision }) =>
          h(
            "tr",
            { key: gate },
            h("th", { scope: "row" }, nameText(gate)),
            [approved, rejected, expired].map((count) => h("td", {}, count)),
            h("td", {}, toDecision ? duration(toDecision.p50) : "–"),
            h("td", {}, toDecision ? duration(toDecision.p90) : "–"),
          ),
        ),
      ),
    ),
  );
}

const alarmLooks = {
  ALARM: { text: "Rings", tone: "bad", path: shapes.bell },
  OK: { text: "Quiet", tone: "good", path: shapes.yes },
  INSUFFICIENT_DATA: { text: "No data yet", tone: "quiet", path: shapes.clock },
};

/** @param {readonly AlarmView[]} alarms */
function alarmList(alarms) {
  if (alarms.length === 0) return undefined;
  const loud = alarms.filter(({ state }) => state === "ALARM");
  const others = alarms.filter(({ state }) => state !== "ALARM");
  const count = `${others.length} ${others.length === 1 ? "alarm does" : "alarms do"} not ring`;
  return [
    loud.length > 0 && h("ul", { class: "alarms", key: "loud" }, loud.map(alarm)),
    others.length > 0 &&
      h(
        "details",
        { class: "quiet-alarms", key: "quiet" },
        h("summary", {}, count),
        h("ul", { class: "alarms" }, others.map(alarm)),
      ),
  ];
}

/** @param {AlarmView} alarm */
function alarm({ name, description, state, since, reason }) {
  const { text, tone, path } = alarmLooks[state];
  return h(
    "li",
    { key: name, class: "alarm" },
    h("span", { class: `badge tone-${tone}` }, icon(path), h("b", {}, text)),
    h("b", { class: "alarm-name" }, nameText(name)),
    h("span", { class: "detail" }, "since ", moment(since)),
    description !== undefined && h("p", {}, words(description)),
    h("p", { class: "detail" }, words(reason)),
  );
}
