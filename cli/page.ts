/** A bundle as a page to print: what an auditor reads, an entry a row. */
import type { Bundle, Scope } from "../functions/domain/ledger/bundle";
import type { LedgerEntry } from "../functions/domain/ledger/entry";
import { printable } from "./printable";

/** A document of its own: it loads nothing. */
export function bundlePage({ scope, entries }: Bundle, keyHashes: readonly string[]): string {
  const hub = entries[0].hub;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Approvals: ${escaped(scopeText(scope))}</title>
<style>
body { font: 10pt/1.4 system-ui, sans-serif; margin: 1.5cm; color: #111; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #999; padding: 4px 6px; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { background: #eee; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
code { font: 8pt/1.3 ui-monospace, monospace; overflow-wrap: anywhere; }
</style>
<h1>Approvals</h1>
<p>${escaped(scopeText(scope))}. Hub ${escaped(hub)}. ${entries.length} entries, ${entries[0].sequence} to ${entries.at(-1)!.sequence}.
Times are in UTC.</p>
<p>Verified when it was exported, with the public key of SHA-256 <code>${keyHashes.map(escaped).join(", ")}</code>.
A page proves nothing: <code>ledger.json</code> beside it does.</p>
<table>
<thead><tr><th>No.</th><th>When</th><th>What</th><th>Who</th><th>Why</th><th>Of</th><th>Hash</th></tr></thead>
<tbody>
${entries.map(row).join("\n")}
</tbody>
</table>
</html>
`;
}

function scopeText(scope: Scope): string {
  return scope.kind === "execution"
    ? `Execution ${scope.pipelineExecutionId}`
    : `Recorded from ${scope.from} until before ${scope.to}`;
}

function row({ sequence, event, request, bypass, hash }: LedgerEntry): string {
  const { actor, type, meaning, result, time, reason = "", authority } = event;
  const who = actor === undefined ? [] : [actor.displayName, actor.id, actor.channel];
  const of = request ?? bypass;
  const place = [of?.pipelineName, of?.stageName, of?.actionName].filter(
    (name) => name !== undefined,
  );
  const revisions = (request?.revisions ?? []).map(({ name, id }) => `${name}: ${id}`);
  const cells = [
    [String(sequence)],
    [time],
    [type, meaning, result, bypass?.operation, bypass?.what],
    [...who, authority],
    // The one text that may have lines of its own: those of another cell would pass for other members.
    reason.split("\n"),
    [place.join(" / "), of?.pipelineExecutionId ?? "", ...revisions],
  ];
  const texts = cells.map((lines) => {
    const shown = lines.filter((line) => line !== undefined).map(escaped);
    return `<td>${shown.join("<br>")}</td>`;
  });
  return `<tr>${texts.join("")}<td><code>${hash}</code></td></tr>`;
}

/** People wrote reasons and names. */
function escaped(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
