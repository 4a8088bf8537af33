/**
 * Joins the parts: views come in, the document is patched, what the reader does goes out.
 *
 * @import { PageView } from "../types"
 */
import { actionsOn, go } from "./actions.js";
import { keepingPlace, rememberedActing } from "./preserve-position.js";
import { settle } from "./node.js";
import { dialogForm } from "./parts/dialog.js";
import { ending } from "./parts/header.js";
import { notice, page } from "./parts/page.js";
import { intentOf, patch } from "./patch.js";
import { ask, listen } from "./server.js";
import { arrived, startingUi } from "./ui.js";

const root = place("page");
const noticePlace = place("notice");
const dialog = /** @type {HTMLDialogElement} */ (place("dialog"));

/** @type {PageView | undefined} */
let view;
/** When the view arrived, by the browser's own clock. */
let arrival = 0;
let ui = startingUi();
let isPlanned = false;

const actions = actionsOn({
  view: () => /** @type {PageView} */ (view),
  ui: () => ui,
  // At once, so that an act finds the document as it left it.
  change: (change) => {
    ui = change(ui);
    show();
  },
  ask,
});

/** @param {string} id */
function place(id) {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`The page has no element ${id}.`);
  return element;
}

/** Several views may arrive before the screen is drawn once. */
function plan() {
  if (isPlanned) return;
  isPlanned = true;
  setTimeout(() => {
    isPlanned = false;
    show();
  });
}

function show() {
  if (view === undefined) {
    patch(root, settle([ending(ui)]));
    return;
  }
  const current = view;
  const now = Date.parse(current.now) + performance.now() - arrival;
  keepingPlace(() => patch(root, settle(page(current, ui, now))));
  patch(noticePlace, settle([notice(ui)]));
  showDialog();
}

function showDialog() {
  const { dialog: open, busy } = ui;
  if (open === undefined) {
    if (dialog.open) dialog.close();
    patch(dialog, []);
    return;
  }
  patch(dialog, settle([dialogForm(open, busy.has(`submit ${open.viewId}`))]));
  if (!dialog.open) dialog.showModal();
}

/** @param {Event} event */
function perform(event) {
  const found = intentOf(/** @type {Element | null} */ (event.target));
  if (found === undefined || view === undefined) return;
  const { intent, element } = found;
  const [name, ...values] = intent;
  const wanted =
    element.tagName === "FORM" ? "submit" : element.tagName === "SELECT" ? "change" : "click";
  if (event.type !== wanted) return;
  if (wanted === "submit") event.preventDefault();
  actions[String(name)]?.(element, event, ...values);
}

for (const type of ["click", "submit", "change"]) document.addEventListener(type, perform);
document.querySelector(".skip")?.addEventListener("click", (event) => go(event, "main"));
document.addEventListener("keydown", ({ key }) => {
  const drawer = document.querySelector(".drawer[open]");
  if (key !== "Escape" || drawer === null || dialog.open) return;
  const isInside = drawer.contains(document.activeElement);
  drawer.removeAttribute("open");
  if (isInside) drawer.querySelector("summary")?.focus();
});
// Escape closes the dialog by itself.
dialog.addEventListener("close", () => {
  if (ui.dialog === undefined) return;
  ui = { ...ui, dialog: undefined };
  show();
});

listen({
  view: (next) => {
    if (view === undefined) ui = { ...ui, ...rememberedActing(next.example) };
    ui = arrived(ui, view, next);
    view = next;
    arrival = performance.now();
    document.title = `${next.approvals.length > 0 ? `(${next.approvals.length}) ` : ""}${next.example} · rehearsal`;
    plan();
  },
  silent: (connection) => {
    ui = { ...ui, connection };
    plan();
  },
});

// Clocks and countdowns go on between two views.
setInterval(() => {
  if (!document.hidden && ui.connection === "live") show();
}, 1000);
