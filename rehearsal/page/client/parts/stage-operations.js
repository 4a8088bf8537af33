/**
 * What bypasses a gate, or takes back what it let past: override a condition, roll a stage back.
 *
 * @import { PersonView, RollbackTargetView, StagePicture } from "../../types"
 * @import { Child } from "../node.js"
 * @import { Ui } from "../ui.js"
 */
import { shortId } from "../format.js";
import { h } from "../node.js";
import { operationKey } from "../ui.js";
import { may, rightOf, toldOf } from "./rights.js";
import { moment, words } from "./shared.js";

const conditions = { BEFORE_ENTRY: "beforeEntry", ON_SUCCESS: "onSuccess" };

/**
 * @typedef {object} Actor
 * @property {readonly PersonView[]} people
 * @property {Ui} ui
 * @property {PersonView | undefined} person
 */

/**
 * @param {string} pipelineName
 * @param {StagePicture} stage
 * @param {Actor} actor
 * @returns {Child}
 */
export function overrideButton(pipelineName, { name, executionId, override }, actor) {
  if (override === undefined || executionId === undefined) return undefined;
  const { conditionType, rights } = override;
  const key = operationKey("override", pipelineName, name);
  const place = { pipelineName, stageName: name };
  const question = { kind: "override", ...place, executionId, conditionType };
  const matter = { key, rights, what: "override this" };
  return h(
    "div",
    { class: "operation", key: "override" },
    button(matter, question, actor, [
      `Override ${conditions[conditionType]}`,
      h("span", { class: "sr-only" }, ` of stage ${name}`),
    ]),
    h("div", { id: idOf(key) }, toldOf(matter, actor.people, actor.ui, actor.person)),
  );
}

/**
 * @param {string} pipelineName
 * @param {StagePicture} stage
 * @param {Actor} actor
 * @returns {Child}
 */
export function rollbackChoice(pipelineName, { name, rollback }, actor) {
  if (rollback === undefined) return undefined;
  const { targets, rights } = rollback;
  const key = operationKey("rollback", pipelineName, name);
  const matter = { key, rights, what: "roll this back" };
  /** @param {RollbackTargetView} target */
  const line = ({ id, startedAt, revision }) => {
    const question = { kind: "rollback", pipelineName, stageName: name, targetId: id };
    return h(
      "li",
      { key: id },
      button(matter, question, actor, ["To ", h("code", {}, shortId(id))]),
      h(
        "p",
        { class: "detail" },
        revision !== undefined && [words(revision, 90), ", "],
        moment(startedAt),
      ),
    );
  };
  return h(
    "details",
    { class: "operation", key: "rollback" },
    h("summary", {}, "Roll back", h("span", { class: "sr-only" }, ` stage ${name}`)),
    h(
      "ul",
      { class: "targets", "aria-label": `Executions to which ${name} can be rolled back` },
      targets.map(line),
    ),
    h("div", { id: idOf(key) }, toldOf(matter, actor.people, actor.ui, actor.person)),
  );
}

/** @param {string} key names of stages and pipelines have nothing that an id may not have */
function idOf(key) {
  return `told-${key.replaceAll(" ", "-")}`;
}

/**
 * Who may not can press it all the same: being refused is what a rehearsal is for.
 *
 * @param {import("./rights.js").Matter} matter
 * @param {object} question
 * @param {Actor} actor
 * @param {Child} label
 */
function button({ key, rights }, question, { ui, person }, label) {
  const isAllowed = may(rightOf(rights, person), ui);
  return h(
    "button",
    {
      type: "button",
      class: isAllowed ? "small" : "small denied",
      "aria-describedby": isAllowed ? undefined : idOf(key),
      "aria-busy": ui.busy.has(key) ? "true" : undefined,
      intent: ["operate", question, key],
    },
    label,
  );
}
