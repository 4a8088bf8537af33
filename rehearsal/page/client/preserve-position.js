/**
 * What a change of the document must not take from the reader: the place where they are.
 *
 * @import { Acting } from "./ui.js"
 */

const nearTheEnd = 48;

/**
 * Changes the document. Where the focused element goes away, the heading of its part gets the
 * focus, so that the keyboard goes on from there. Logs that were read to their end stay there.
 *
 * @param {() => void} change
 */
export function keepingPlace(change) {
  const home = document.activeElement?.closest("section")?.querySelector("h2");
  const scrolledUp = new Set(
    [...logs()].filter((log) => log.scrollHeight - log.scrollTop - log.clientHeight > nearTheEnd),
  );
  const heights = new Map([...logs()].map((log) => [log, log.scrollHeight]));
  change();
  for (const log of logs()) {
    if (!scrolledUp.has(log) && heights.get(log) !== log.scrollHeight) {
      log.scrollTop = log.scrollHeight;
    }
  }
  const isLost = document.activeElement === document.body || document.activeElement === null;
  if (isLost && home instanceof HTMLElement && home.isConnected)
    home.focus({ preventScroll: true });
}

/** @returns {NodeListOf<HTMLElement>} */
function logs() {
  return document.querySelectorAll('[data-follow="end"]');
}

/**
 * Who acted last in this example, in this tab: a reload keeps them, and another run begins anew. A
 * browser that keeps nothing is no reason to fail.
 *
 * @param {string} example
 * @returns {Acting | undefined}
 */
export function rememberedActing(example) {
  try {
    return JSON.parse(sessionStorage.getItem(`rehearsal.acting.${example}`) ?? "") ?? undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {string} example
 * @param {Acting} acting
 */
export function rememberActing(example, { person, mfa }) {
  try {
    sessionStorage.setItem(`rehearsal.acting.${example}`, JSON.stringify({ person, mfa }));
  } catch {
    // It is only a convenience.
  }
}
