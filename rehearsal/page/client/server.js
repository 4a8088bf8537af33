/**
 * The two things that the server does for the page: it sends views and answers what is asked.
 *
 * @import { CommandResult, Command, PageView } from "../types"
 */

const gone = "The rehearsal does not answer. If it ended, start it again: npm run rehearse";

/** Milliseconds before each new attempt; after the last one the rehearsal counts as ended. */
const patience = [500, 1000, 2000, 4000];

const forbidden = 403;

/**
 * The key to this run, from the link that the terminal printed. It stands behind the # because
 * that part of an address reaches no server and no log. A reload without it finds it again.
 */
const token = tokenOf(location.hash) ?? remembered();

/** @param {string} hash */
function tokenOf(hash) {
  return /^#([\w-]{22,})$/.exec(hash)?.[1];
}

function remembered() {
  try {
    return sessionStorage.getItem("rehearsal.token") ?? undefined;
  } catch {
    return undefined;
  }
}

if (token !== undefined) {
  try {
    sessionStorage.setItem("rehearsal.token", token);
  } catch {
    // The link still has it.
  }
}

// Another run's link, opened in this tab, changes nothing but the part behind the #.
addEventListener("hashchange", () => {
  const next = tokenOf(location.hash);
  if (next !== undefined && next !== token) location.reload();
});

/**
 * Asks the server. Whatever goes wrong is an answer too.
 *
 * @param {Command} question
 * @returns {Promise<CommandResult>}
 */
export async function ask(question) {
  try {
    const response = await fetch("/ask", {
      method: "POST",
      headers: { "content-type": "application/json", "x-rehearsal-token": token ?? "" },
      body: JSON.stringify(question),
    });
    if (response.ok) return /** @type {CommandResult} */ (await response.json());
    const text = (await response.text()).slice(0, 500);
    return { ok: false, message: `The rehearsal refused this (${response.status}). ${text}` };
  } catch {
    return { ok: false, message: gone };
  }
}

/**
 * Listens for views until the page is left.
 *
 * @param {object} told
 * @param {(view: PageView) => void} told.view
 * @param {(connection: "lost" | "ended" | "refused") => void} told.silent no views come: for now,
 *   for as long as nobody starts the rehearsal again, or to this link never
 */
export function listen({ view, silent }) {
  let attempts = 0;
  const open = () => {
    if (token === undefined) return silent("refused");
    const source = new EventSource(`/events?token=${token}`);
    source.onmessage = ({ data }) => {
      attempts = 0;
      view(/** @type {PageView} */ (JSON.parse(data)));
    };
    source.onerror = async () => {
      source.close();
      if (await isRefused()) return silent("refused");
      const wait = patience[attempts] ?? 5000;
      silent(attempts >= patience.length ? "ended" : "lost");
      attempts += 1;
      setTimeout(open, wait);
      return undefined;
    };
    return undefined;
  };
  open();
}

/** An event stream does not say why it ended. */
async function isRefused() {
  try {
    const response = await fetch("/view", { headers: { "x-rehearsal-token": token ?? "" } });
    return response.status === forbidden;
  } catch {
    return false;
  }
}
