/**
 * What the reader can do. Each act takes and gives back what the page knows through `page`.
 *
 * @import { CommandResult, Command, PageView } from "../types"
 * @import { Filter, Ui } from "./ui.js"
 *
 * @typedef {object} Page
 * @property {() => PageView} view
 * @property {() => Ui} ui
 * @property {(change: (ui: Ui) => Ui) => void} change
 * @property {(question: Command) => Promise<CommandResult>} ask
 */
import { rememberActing } from "./preserve-position.js";
import { acting, sessionKey } from "./parts/shared.js";
import { refuse, tell, withBusy, workKey } from "./ui.js";

/**
 * @param {Page} page
 * @returns {Record<string, (element: HTMLElement, event: Event, ...values: any[]) => unknown>}
 */
export function actionsOn(page) {
  return {
    "act-as": (element) => actAs(page, /** @type {HTMLSelectElement} */ (element).value, false),
    become: (_element, _event, person, mfa) => actAs(page, person, mfa),
    ask: (_element, _event, question) => askPlainly(page, question),
    click: (_element, _event, place, token) => click(page, place, token),
    decide: (element, event, token) =>
      decide(
        page,
        /** @type {HTMLFormElement} */ (element),
        /** @type {SubmitEvent} */ (event),
        token,
      ),
    operate: (_element, _event, question, key) => operate(page, question, key),
    work: (element, event, system, ticket) => work(page, element, event, { system, ticket }),
    submit: (element) => submit(page, /** @type {HTMLFormElement} */ (element)),
    cancel: () => page.change((ui) => ({ ...ui, dialog: undefined })),
    copy: (_element, _event, text) => copy(page, text),
    dismiss: () => dismiss(page),
    explain: (_element, _event, why) => page.change((ui) => tell(ui, "bad", `Not now: ${why}.`)),
    filter: (_element, _event, filter) =>
      page.change((ui) => ({ ...ui, filter: /** @type {Filter} */ (filter), trailLimit: 50 })),
    go: (_element, event, id) => go(event, id),
    more: () => page.change((ui) => ({ ...ui, trailLimit: ui.trailLimit + 100 })),
  };
}

/**
 * Goes to a part of the page. The address stays, because it ends with the key to this run.
 *
 * @param {Event} event
 * @param {string} id
 */
export function go(event, id) {
  event.preventDefault();
  const part = document.getElementById(id);
  part?.scrollIntoView();
  const place = part?.tagName === "SECTION" ? part.querySelector("h2") : part;
  place?.focus({ preventScroll: true });
}

/** @param {Page} page @param {string} person @param {boolean} mfa */
function actAs(page, person, mfa) {
  rememberActing(page.view().example, { person, mfa });
  page.change((ui) => ({ ...ui, person, mfa, answers: {}, notice: undefined }));
}

/**
 * Asks once: a second press while the first is not answered does nothing.
 *
 * @param {Page} page
 * @param {string} name
 * @param {Command} question
 */
async function once({ ui, change, ask }, name, question) {
  if (ui().busy.has(name)) return undefined;
  change((now) => withBusy(now, name, true));
  const answer = await ask(question);
  change((now) => withBusy(now, name, false));
  return answer;
}

/** @param {Page} page @param {Command} question */
async function askPlainly(page, question) {
  const answer = await once(page, JSON.stringify(question), question);
  if (answer !== undefined) say(page, answer);
}

/** @param {Page} page @param {CommandResult} answer */
function say(page, { ok, message }) {
  const text = message ?? (ok ? undefined : "The rehearsal refused this and gave no reason.");
  page.change((ui) =>
    text === undefined ? { ...ui, notice: undefined } : tell(ui, ok ? "good" : "bad", text),
  );
}

/**
 * @param {Page} page
 * @param {HTMLFormElement} form
 * @param {SubmitEvent} event
 * @param {string} token
 */
async function decide(page, form, event, token) {
  const person = acting(page.view(), page.ui());
  if (person?.kind !== "iam") {
    const who = person?.name ?? "Nobody";
    const text = `${who} acts in Slack. To decide here, pick an IAM person.`;
    return page.change((ui) => tell(ui, "bad", text));
  }
  const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
  const status = button?.value === "Rejected" ? "Rejected" : "Approved";
  const summary = String(new FormData(form).get("summary") ?? "");
  const question = {
    kind: /** @type {const} */ ("decide"),
    as: sessionKey(person, page.ui()),
    token,
    status,
    summary,
  };
  const answer = await once(page, token, /** @type {Command} */ (question));
  return answer && sayAt(page, token, answer);
}

/**
 * What was refused is said where it was tried.
 *
 * @param {Page} page
 * @param {string} key
 * @param {CommandResult} answer
 */
function sayAt(page, key, answer) {
  if (answer.ok) return say(page, answer);
  const { message = "The rehearsal refused this and gave no reason.", why } = answer;
  return page.change((ui) => refuse(ui, key, { message, ...(why && { why }) }));
}

/**
 * Does something to a stage as the person who acts.
 *
 * @param {Page} page
 * @param {Record<string, string>} question
 * @param {string} key
 */
async function operate(page, question, key) {
  const person = acting(page.view(), page.ui());
  if (person?.kind !== "iam") {
    const text = `${person?.name ?? "Nobody"} acts in Slack. To do this, pick an IAM person.`;
    return page.change((ui) => tell(ui, "bad", text));
  }
  const asked = { ...question, as: sessionKey(person, page.ui()) };
  const answer = await once(page, key, /** @type {Command} */ (/** @type {unknown} */ (asked)));
  return answer && sayAt(page, key, answer);
}

/**
 * Does something to a ticket of another system, as somebody there.
 *
 * @param {Page} page
 * @param {HTMLElement} form
 * @param {Event} event
 * @param {{ system: string, ticket: string }} place
 */
async function work(page, form, event, place) {
  const button = /** @type {HTMLButtonElement} */ (/** @type {SubmitEvent} */ (event).submitter);
  const as = String(new FormData(/** @type {HTMLFormElement} */ (form)).get("as") ?? "");
  const key = workKey(place.system, place.ticket);
  const answer = await once(page, key, { kind: "work", as, ...place, action: button.value });
  return answer && sayAt(page, key, answer);
}

/**
 * @param {Page} page
 * @param {{ channel: string, ts: string, actionId: string }} place
 * @param {string} [token] of the request whose card was used: what the app says is told there
 */
async function click(page, place, token) {
  const person = acting(page.view(), page.ui());
  if (person?.kind !== "slack") {
    const who = person?.name ?? "Nobody";
    const text = `${who} is an IAM person and has no buttons in Slack. Pick a Slack user first.`;
    return page.change((ui) => tell(ui, "bad", text));
  }
  const answer = await once(page, `click ${place.ts}`, { kind: "click", as: person.key, ...place });
  if (answer === undefined) return undefined;
  const { dialog, message, reply } = answer;
  if (token !== undefined && reply !== undefined) {
    return page.change((ui) => refuse(ui, token, { message: reply }));
  }
  if (dialog === undefined) {
    const text = `Pressed as ${person.name}. No dialog opened; what the app says stands in the channel.`;
    return say(page, { ...answer, message: message ?? text });
  }
  const opened = { ...dialog, errors: {}, person: person.key };
  return page.change((ui) => ({ ...ui, dialog: opened, notice: undefined }));
}

/** @param {Page} page @param {HTMLFormElement} form */
async function submit(page, form) {
  const { dialog } = page.ui();
  if (dialog === undefined) return;
  const { viewId, inputs, person } = dialog;
  const typed = new FormData(form);
  const values = Object.fromEntries(
    inputs.map(({ blockId }) => [blockId, String(typed.get(blockId) ?? "")]),
  );
  const answer = await once(page, `submit ${viewId}`, {
    kind: "submit",
    as: person,
    viewId,
    values,
  });
  if (answer === undefined) return;
  const errors = answer.errors ?? {};
  if (answer.ok && Object.keys(errors).length === 0) {
    page.change((ui) => ({ ...ui, dialog: undefined }));
    say(page, answer);
    return;
  }
  const message =
    answer.message ?? (Object.keys(errors).length === 0 ? "Slack refused this." : undefined);
  page.change((ui) =>
    ui.dialog?.viewId === viewId ? { ...ui, dialog: { ...ui.dialog, errors, message } } : ui,
  );
  const wrong = form.querySelector("[aria-invalid]");
  if (wrong instanceof HTMLElement) wrong.focus();
}

/** @param {Page} page */
function dismiss(page) {
  page.change((ui) => ({ ...ui, notice: undefined }));
  document.getElementById("main")?.focus({ preventScroll: true });
}

/** @param {Page} page @param {string} text */
async function copy(page, text) {
  try {
    await navigator.clipboard.writeText(text);
    page.change((ui) => tell(ui, "good", "Copied."));
  } catch {
    page.change((ui) =>
      tell(ui, "bad", "The browser did not allow it: select the line and copy it."),
    );
  }
}
