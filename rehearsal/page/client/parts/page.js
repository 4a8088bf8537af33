/**
 * The whole page: a description of everything that one view and the reader's own choices show.
 *
 * @import { PageView } from "../../types"
 * @import { Child } from "../node.js"
 * @import { Ui } from "../ui.js"
 */
import { h } from "../node.js";
import { approvals } from "./approvals.js";
import { actingBar, ending, header } from "./header.js";
import { inbox } from "./inbox.js";
import { measures } from "./measures.js";
import { activity } from "./activity.js";
import { pipelines } from "./pipeline.js";
import { resources } from "./resources.js";
import { slack } from "./slack.js";
import { systems } from "./systems.js";
import { trail } from "./trail.js";

/**
 * @param {PageView} view
 * @param {Ui} ui
 * @param {number} now the rehearsal's time
 * @returns {Child[]}
 */
export function page(view, ui, now) {
  const mails = inbox(view.inbox);
  return [
    header(view),
    actingBar(view, ui, now),
    h(
      "main",
      { id: "main", tabindex: "-1" },
      ending(ui),
      approvals(view, ui, now),
      pipelines(view, ui, now),
      view.channels.length > 0 ? columns(slack(view, ui), mails) : mails,
      systems(view, ui),
      trail(view.trail, ui),
      measures(view.measures),
      columns(activity(view.activity, ui.activityDropped), resources(view.resources)),
    ),
  ];
}

/** @param {...Child} parts side by side where there is room, otherwise in this order */
function columns(...parts) {
  return h("div", { class: "columns" }, parts);
}

/**
 * What was answered last; the live region around it reads it out.
 *
 * @param {Ui} ui
 * @returns {Child}
 */
export function notice({ notice }) {
  if (notice === undefined) return undefined;
  const { text, tone, number } = notice;
  return h(
    "div",
    { class: `notice ${tone}`, key: String(number) },
    h("p", {}, text),
    h("button", { type: "button", class: "small", intent: ["dismiss"] }, "Dismiss"),
  );
}
