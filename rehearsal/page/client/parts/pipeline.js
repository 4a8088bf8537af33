/**
 * The pipelines as pictures: stages in order, actions in the groups that run side by side.
 *
 * @import { ActionPicture, ExecutionPicture, PageView, PipelinePicture, StagePicture } from "../../types"
 * @import { Child } from "../node.js"
 * @import { Actor } from "./stage-operations.js"
 * @import { Ui } from "../ui.js"
 */
import { at, left, shortId } from "../format.js";
import { h } from "../node.js";
import { icon, lookOf, shapes, stateIcon } from "../states.js";
import { acting, badge, nameText, section, words } from "./shared.js";
import { overrideButton, rollbackChoice } from "./stage-operations.js";

/**
 * @param {PageView} view
 * @param {Ui} ui
 * @param {number} now
 * @returns {Child}
 */
export function pipelines(view, ui, now) {
  const { pipelines, people } = view;
  const actor = { people, ui, person: acting(view, ui) };
  return section(
    { id: "pipelines", title: pipelines.length === 1 ? "Pipeline" : "Pipelines" },
    pipelines.map((pipeline) => picture(pipeline, actor, now)),
  );
}

/**
 * @param {PipelinePicture} pipeline
 * @param {Actor} actor
 * @param {number} now
 */
function picture({ name, mode, stages, executions }, actor, now) {
  return h(
    "article",
    { class: "pipeline", key: name },
    h(
      "div",
      { class: "pipeline-head" },
      h("h3", {}, h("bdi", {}, name)),
      h("span", { class: "detail" }, `mode ${mode}`),
      h(
        "button",
        {
          type: "button",
          class: "small",
          intent: ["ask", { kind: "commit", pipelineName: name }],
        },
        "Another commit",
        h("span", { class: "sr-only" }, ` for ${name}`),
      ),
    ),
    h(
      "ol",
      { class: "stages", "aria-label": "Stages in order" },
      stages.map((one, index) => stage(name, one, index === 0, actor, now)),
    ),
    h("h4", {}, "Executions"),
    h(
      "ul",
      { class: "executions" },
      executions.slice(0, 5).map((one) => execution(name, one)),
    ),
    executions.length > 5 &&
      h(
        "details",
        { class: "older" },
        h("summary", {}, `${executions.length - 5} older`),
        h(
          "ul",
          { class: "executions" },
          executions.slice(5).map((one) => execution(name, one)),
        ),
      ),
  );
}

/**
 * @param {string} pipelineName
 * @param {StagePicture} stage
 * @param {boolean} isFirst
 * @param {Actor} actor
 * @param {number} now
 */
function stage(pipelineName, stage, isFirst, actor, now) {
  const { name, state, executionId, inbound, groups, conditions = [], canRetry } = stage;
  const { tone, words: state_ } = lookOf(state);
  const waits = inbound.map(shortId).join(", ");
  return h(
    "li",
    { key: name, class: "stage-place" },
    // Before its stage: where the row wraps, an arrow after the last one would lead nowhere.
    !isFirst && icon(shapes.arrow, "arrow"),
    h(
      "div",
      { class: `stage edge-${tone}` },
      h("h4", {}, stateIcon(state), nameText(name)),
      h("p", { class: `stage-state tone-${tone}` }, state_),
      conditions.map((line) => h("div", { key: line, class: "summary" }, words(line, 120))),
      h(
        "ol",
        { class: "groups", "aria-label": "Actions" },
        groups.map((group, index) =>
          h(
            "li",
            { key: String(index), class: group.length > 1 ? "group together" : "group" },
            group.length > 1 && h("span", { class: "sr-only" }, "At the same time: "),
            h(
              "ul",
              {},
              group.map((one) => action(one, now)),
            ),
          ),
        ),
      ),
      h(
        "p",
        { class: "stage-foot" },
        executionId !== undefined &&
          h("code", { title: `Execution ${executionId}` }, shortId(executionId)),
        inbound.length > 0 && h("span", { class: "inbound" }, `${waits} waits to enter`),
      ),
      canRetry &&
        executionId !== undefined &&
        h(
          "button",
          {
            type: "button",
            class: "small",
            intent: ["ask", { kind: "retry", pipelineName, stageName: name, executionId }],
          },
          "Retry",
          h("span", { class: "sr-only" }, ` stage ${name}`),
        ),
      overrideButton(pipelineName, stage, actor),
      rollbackChoice(pipelineName, stage, actor),
    ),
  );
}

/**
 * @param {ActionPicture} action
 * @param {number} now
 */
function action({ name, state, isApproval, expires, decidedBy, pretended, summary }, now) {
  const { tone, words: state_ } = lookOf(state);
  return h(
    "li",
    { key: name, class: isApproval ? "action approval" : "action" },
    h(
      "span",
      { class: "action-name" },
      stateIcon(state, state_),
      h(
        "span",
        {},
        nameText(name),
        isApproval && [" ", h("span", { class: "tag" }, "approval")],
        pretended !== undefined && [" ", h("span", { class: "tag pretended" }, "pretended")],
      ),
    ),
    expires !== undefined &&
      h(
        "span",
        { class: `expiry tone-${tone}` },
        h("time", { datetime: expires, title: at(expires) }, left(now, expires)),
      ),
    decidedBy !== undefined &&
      h("span", { class: "summary" }, "by ", h("bdi", {}, words(decidedBy))),
    pretended !== undefined && h("span", { class: "summary" }, nameText(pretended)),
    summary !== undefined && h("span", { class: "summary" }, words(summary, 120)),
  );
}

/**
 * @param {string} pipelineName
 * @param {ExecutionPicture} execution
 */
function execution(pipelineName, { id, state, revision }) {
  return h(
    "li",
    { key: id, class: "execution" },
    h("code", { title: `Execution ${id}` }, shortId(id)),
    badge(state),
    revision !== undefined && h("span", { class: "detail revision" }, words(revision, 90)),
    (state === "InProgress" || state === "Waiting") &&
      h(
        "button",
        {
          type: "button",
          class: "small",
          intent: ["ask", { kind: "stop", pipelineName, executionId: id }],
        },
        "Stop",
        h("span", { class: "sr-only" }, ` execution ${shortId(id)}`),
      ),
  );
}
