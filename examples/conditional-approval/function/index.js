/**
 * Approves a release that changes settings and nothing else. What it throws is no answer: people are asked then,
 * as they are where it says "ask".
 */
exports.handler = async ({ actions, revisions, lastApproved }) => {
  const { outputVariables } = actions.find(({ namespace }) => namespace === "compare");
  const code = count(outputVariables.CODE_CHANGES);
  const settings = count(outputVariables.SETTING_CHANGES);
  if (code > 0) return ask(`Files beside settings.json differ: ${code}.`);
  if (settings === 0) return ask("Nothing differs from what is released.");
  if (isBehind(revisions, lastApproved)) {
    return ask("Something else was approved since this release was compared.");
  }
  return { decision: "approve", reason: `Settings alone differ: ${settings}.` };
};

const ask = (reason) => ({ decision: "ask", reason });

/** Whatever the build has written instead of a number is no reason to approve. */
function count(text) {
  if (!/^\d{1,6}$/.test(text)) throw new Error(`The build counted: ${text}`);
  return Number(text);
}

/** Two releases in flight are compared with the same one: when the first is out, that holds no more for the second. */
function isBehind(revisions, lastApproved) {
  const released = (list) => list.find(({ name }) => name === "released").id;
  return lastApproved !== undefined && released(lastApproved.revisions) === released(revisions);
}
