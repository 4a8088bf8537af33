/** axe-core's judgement of what a page shows now. */
import * as fs from "node:fs";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

const source = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export interface Judgement {
  /** One line for each element that breaks a rule. */
  readonly broken: readonly string[];
  /** Elements whose contrast was measured and is enough. */
  readonly measured: number;
}

export async function judge(page: Page): Promise<Judgement> {
  // The inspector's door, which the page's own policy does not close.
  await page.evaluate(source);
  const { violations, passes } = await page.evaluate(
    (runOnly): Promise<AxeResults> =>
      (globalThis as any).axe.run((globalThis as any).document, { runOnly }),
    rules,
  );
  const contrast = passes.find(({ id }) => id === "color-contrast");
  return {
    broken: violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${target}: ${failureSummary}`),
    ),
    measured: contrast?.nodes.length ?? 0,
  };
}
